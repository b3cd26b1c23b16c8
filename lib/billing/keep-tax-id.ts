import type Stripe from 'stripe';
import type { PoolClient } from '../db/pool';
import { changeSettingsIn } from '../workspace/settings';
import type { PurchaseRow } from './purchase-row';

/** As long as the settings take one. */
const MAX_TAX_ID = 60;

/**
 * What the buyer gave Stripe as their tax id becomes the workspace's where it has none, so that receipts name it; one
 * that the workspace wrote itself stays. In the caller's transaction, before it locks wallets.
 */
export async function keepTaxId(
  client: PoolClient,
  row: PurchaseRow,
  session: Stripe.Checkout.Session | null,
): Promise<void> {
  const given = session?.customer_details?.tax_ids?.find(({ value }) => value)?.value;
  if (!row.collects_tax || !given) return;
  const { rows } = await client.query<{ tax_id: string | null }>('SELECT tax_id FROM workspaces WHERE id = $1', [
    row.workspace_id,
  ]);
  if (rows[0]?.tax_id !== null) return;
  await changeSettingsIn(
    client,
    {
      workspaceId: row.workspace_id,
      actor: { kind: row.actor_kind, id: row.actor_id },
      reason: 'Given to Stripe with a payment',
    },
    { taxId: given.slice(0, MAX_TAX_ID) },
  );
}
