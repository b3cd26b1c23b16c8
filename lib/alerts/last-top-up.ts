import type { Pool, PoolClient } from '../db/pool';

/**
 * SQL for the size of a wallet's last top-up in micro-credits, bonus included: the newest purchase's, else the newest
 * grant's that somebody gave. Null while there was none. `w`: the wallet's row. Each branch reads one index from its end.
 */
export const LAST_TOP_UP = `coalesce(
  (SELECT sum(b.amount_micro) FROM grants b
   WHERE b.workspace_id = w.workspace_id AND b.wallet_id = w.id AND b.is_started AND b.source IN ('purchase', 'bonus')
     AND b.parent_id IS NULL AND b.purchase_id = (
       SELECT p.purchase_id FROM grants p
       WHERE p.workspace_id = w.workspace_id AND p.wallet_id = w.id AND p.is_started AND p.source = 'purchase'
         AND p.purchase_id IS NOT NULL AND p.parent_id IS NULL
       ORDER BY p.created_at DESC, p.id DESC LIMIT 1)),
  (SELECT g.amount_micro FROM grants g
   WHERE g.workspace_id = w.workspace_id AND g.wallet_id = w.id AND g.is_started AND g.parent_id IS NULL
     AND g.source IN ('purchase', 'admin', 'promotion')
   ORDER BY g.created_at DESC, g.id DESC LIMIT 1))`;

/** The last top-up of one wallet. */
export async function readLastTopUp(
  db: Pool | PoolClient,
  workspaceId: string,
  walletId: string,
): Promise<bigint | null> {
  const { rows } = await db.query<{ size: string | null }>(
    `SELECT (${LAST_TOP_UP})::text AS size FROM wallets w WHERE w.workspace_id = $1 AND w.id = $2`,
    [workspaceId, walletId],
  );
  const size = rows[0]?.size;
  return size == null ? null : BigInt(size);
}
