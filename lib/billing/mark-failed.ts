import type { PoolClient } from '../db/pool';
import { enqueueEvent } from '../webhooks/enqueue';
import { purchaseEvent } from './purchase-event';
import type { PurchaseRow } from './purchase-row';

/**
 * Ends a pending purchase for which Stripe refused to make a payment, and tells customers' endpoints, in the caller's
 * transaction. Nothing is looked for any more: `paymentIntentId` names what Stripe keeps of the refused payment, if it
 * does. False: the purchase is not pending any more, and stays as it is.
 */
export async function markFailed(
  client: PoolClient,
  row: Pick<PurchaseRow, 'workspace_id' | 'id'>,
  paymentIntentId: string | null = null,
): Promise<boolean> {
  const { rows } = await client.query<PurchaseRow>(
    `UPDATE purchases SET status = 'failed', next_check_at = NULL, updated_at = now(),
       payment_intent_id = coalesce(payment_intent_id, $3)
     WHERE workspace_id = $1 AND id = $2 AND status = 'pending' AND checkout_session_id IS NULL RETURNING *`,
    [row.workspace_id, row.id, paymentIntentId],
  );
  if (!rows[0]) return false;
  await enqueueEvent(client, purchaseEvent('purchase.failed', rows[0]));
  return true;
}
