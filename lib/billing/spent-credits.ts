import type { PoolClient } from '../db/pool';
import type { PurchaseRow } from './purchase-row';

interface Sums {
  /** What the paid lots still have. What is held of those that go on comes back to them, or is spent: it counts as spent. */
  remaining: bigint;
  /** What expired or was voided in them: gone, and used by nobody. */
  lost: bigint;
  /** What disputes hold frozen, or have taken out of the freeze. */
  frozen: bigint;
  /** What disputes took beyond their freeze. */
  disputed: bigint;
}

/** Rows that end a lot are booked when it ends or after; looking no further back leaves its usage unread. */
const SUMS = `
  WITH lots AS (
    SELECT id, ended_at,
      remaining_micro - CASE WHEN ended_at IS NULL AND expires_at > now() THEN held_micro ELSE 0 END AS remaining_micro
    FROM grants
    WHERE workspace_id = $1 AND unit_cost_nano > 0 AND (purchase_id = $2 OR external_ref = $3)
  )
  SELECT (SELECT coalesce(sum(remaining_micro), 0) FROM lots)::bigint AS remaining,
    (SELECT coalesce(-sum(a.amount_micro), 0) FROM lots
      JOIN allocations a ON a.workspace_id = $1 AND a.grant_id = lots.id AND a.booked_at >= lots.ended_at - interval '1 second'
      JOIN transactions t ON t.workspace_id = $1 AND t.id = a.transaction_id AND t.booked_at = a.booked_at
      WHERE t.kind IN ('expire', 'void'))::bigint AS lost,
    (SELECT coalesce(-sum(t.amount_micro), 0) FROM disputes d
      JOIN transactions t ON t.workspace_id = $1 AND t.related_id = d.id AND t.kind = 'dispute_hold'
      JOIN lots ON lots.id = t.grant_id
      WHERE d.workspace_id = $1 AND d.purchase_id = $2 AND NOT EXISTS (SELECT 1 FROM transactions r
        WHERE r.workspace_id = $1 AND r.related_id = t.id AND r.kind = 'dispute_release'))::bigint AS frozen,
    (SELECT coalesce(sum(owed_credit_micro), 0) FROM disputes
      WHERE workspace_id = $1 AND purchase_id = $2)::bigint AS disputed`;

/**
 * Bought credits of a purchase that somebody has spent and nobody has paid back yet: what can be owed when their money
 * goes back. What expired or was voided was not used, and is never owed. `takenMicro`: taken in this very transaction,
 * which stands nowhere yet. The caller has locked the purchase.
 */
export async function spentCredits(
  client: PoolClient,
  row: PurchaseRow,
  { returnedRef, takenMicro }: { returnedRef: string; takenMicro: bigint },
): Promise<bigint> {
  const { rows } = await client.query<Sums>(SUMS, [row.workspace_id, row.id, returnedRef]);
  const { remaining, lost, frozen, disputed } = rows[0] ?? { remaining: 0n, lost: 0n, frozen: 0n, disputed: 0n };
  const spent = row.credit_micro - remaining - lost - frozen - disputed - row.refunded_credit_micro - takenMicro;
  return spent > 0n ? spent : 0n;
}
