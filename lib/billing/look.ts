import type { Actor } from '../auth/actor';
import { recordAudit } from '../auth/audit';
import type { Trace } from '../auth/keys';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize, missing } from '../auth/policy';
import { getPool } from '../db/pool';
import { isUuid } from '../ids';
import { syncDispute } from './disputes';
import { type FulfilResult, fulfil } from './fulfil';
import { findPurchaseRow } from './purchase-row';
import { syncRefunds } from './refunds';
import { asPaymentError, getStripe } from './stripe';

/** Applies what came after a payment: its refunds and its disputes, as Stripe has them now. */
export async function syncAftermath(purchaseId: string): Promise<void> {
  await syncRefunds(purchaseId);
  const row = await findPurchaseRow(getPool(), purchaseId);
  if (row?.status !== 'paid' || !row.payment_intent_id) return;
  const disputes = getStripe().disputes.list({ payment_intent: row.payment_intent_id, limit: 100 });
  for await (const dispute of disputes) await syncDispute(dispute.id, purchaseId);
}

/**
 * "Look at Stripe now": the same `fulfil` that events and the sweep lead to, and then refunds and disputes. What it
 * found goes to the audit log. A purchase in review is taken up again.
 * Errors: forbidden/not_found, payment_provider_failed.
 */
export async function lookAtStripe(
  actor: Actor,
  { workspaceId, purchaseId, reason = null }: { workspaceId: string; purchaseId: string; reason?: string | null },
  trace: Trace = {},
): Promise<FulfilResult> {
  authorize(actor, 'purchases:settle', { workspaceId });
  const row = isUuid(purchaseId) ? await findPurchaseRow(getPool(), purchaseId) : null;
  if (!row || row.workspace_id !== workspaceId) throw missing('purchase');
  try {
    const result = await fulfil(purchaseId, 'support');
    await syncAftermath(purchaseId);
    await recordAudit(getPool(), {
      workspaceId,
      action: 'purchase.look',
      targetKind: 'purchase',
      targetId: purchaseId,
      actor: toLedgerActor(actor, workspaceId),
      reason,
      before: { status: row.status },
      after: { status: result.status, credited: result.credited },
      ...trace,
    });
    return result;
  } catch (error) {
    throw asPaymentError(error);
  }
}
