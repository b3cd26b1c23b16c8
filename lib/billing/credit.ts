import type { PoolClient } from '../db/pool';
import { getLedger } from '../ledger';
import type { GrantInput, WalletOwner } from '../ledger/types';
import { announceGrant } from '../webhooks/announce-grant';
import { enqueueEvent } from '../webhooks/enqueue';
import { expiryOf, unitCostNano } from './pricing';
import { purchaseEvent } from './purchase-event';
import type { PurchaseRow } from './purchase-row';

/** Whose wallet a purchase fills: the one it names, else the workspace's. */
async function ownerOf(client: PoolClient, row: PurchaseRow): Promise<WalletOwner> {
  if (!row.wallet_id) return { kind: 'workspace' };
  const { rows } = await client.query<{ owner_kind: WalletOwner['kind']; owner_id: string }>(
    'SELECT owner_kind, owner_id FROM wallets WHERE workspace_id = $1 AND id = $2',
    [row.workspace_id, row.wallet_id],
  );
  const wallet = rows[0];
  if (wallet?.owner_kind === 'member') return { kind: 'member', memberId: wallet.owner_id };
  if (wallet?.owner_kind === 'team') return { kind: 'team', teamId: wallet.owner_id };
  return { kind: 'workspace' };
}

/**
 * Grants what was bought, and the bonus as a lot of its own (free, with its own term), in the caller's transaction: the
 * purchase is marked paid and the credits are there together, or neither. That it happens once is also an index
 * (`grants_purchase_once`).
 */
export async function creditPurchase(
  client: PoolClient,
  row: PurchaseRow,
  paidAt: Date,
  description = 'Top-up',
): Promise<void> {
  const common = {
    workspaceId: row.workspace_id,
    mode: row.mode,
    actor: { kind: row.actor_kind, id: row.actor_id },
    owner: await ownerOf(client, row),
    purchaseId: row.id,
    alongside: announceGrant({ workspaceId: row.workspace_id, mode: row.mode }),
  } satisfies Partial<GrantInput>;
  const ledger = getLedger();
  await ledger.grantInTransaction(client, {
    ...common,
    source: 'purchase',
    amountMicro: row.credit_micro,
    expiresAt: expiryOf(paidAt, row.valid_days),
    unitCostNano: unitCostNano(row.price_minor, row.credit_micro),
    currency: row.currency,
    description,
    reason: description === 'Top-up' ? null : description,
  });
  await enqueueEvent(client, purchaseEvent('purchase.paid', row));
  if (row.bonus_micro === 0n) return;
  await ledger.grantInTransaction(client, {
    ...common,
    source: 'bonus',
    amountMicro: row.bonus_micro,
    expiresAt: expiryOf(paidAt, row.bonus_valid_days),
    description: 'Bonus of a top-up',
  });
}
