import { getPool } from '../db/pool';
import { FOR_A_REFUND } from './dispute-credits';
import type { DisputeEffect } from './dispute-effect';

/** One row of the ledger that took credits because their money went back, or may. */
export interface CreditsBack {
  purchaseId: string;
  /** null: a refund. */
  disputeId: string | null;
  kind: 'frozen' | 'taken';
  /** Taken out of the balance, what is owed included. */
  amountMicro: bigint;
  /** The part that had been spent already, and became a debt. */
  owedMicro: bigint;
  /** A freeze that was ended in the workspace's favour. */
  isReleased: boolean;
}

interface Row {
  purchase_id: string;
  dispute_id: string | null;
  kind: string;
  amount_micro: bigint;
  owed_micro: bigint;
  is_released: boolean;
}

/** Refunds name the purchase in their rows, disputes themselves. A freeze that was made anew counts once. */
const ROWS = `
  WITH about AS (
    SELECT id, id AS purchase_id, NULL::uuid AS dispute_id FROM purchases WHERE workspace_id = $1 AND id = ANY($2::uuid[])
    UNION ALL
    SELECT id, purchase_id, id FROM disputes WHERE workspace_id = $1 AND purchase_id = ANY($2::uuid[])
  )
  SELECT about.purchase_id, about.dispute_id, t.kind, -t.amount_micro AS amount_micro, coalesce((
      SELECT -sum(a.amount_micro) FROM allocations a
      WHERE a.workspace_id = $1 AND a.transaction_id = t.id AND a.booked_at = t.booked_at AND a.grant_id IS NULL
    ), 0)::bigint AS owed_micro,
    EXISTS (SELECT 1 FROM transactions r
      WHERE r.workspace_id = $1 AND r.related_id = t.id AND r.kind = 'dispute_release') AS is_released
  FROM about JOIN transactions t ON t.workspace_id = $1 AND t.related_id = about.id
  WHERE t.kind IN ('dispute_hold', 'refund') AND NOT EXISTS (SELECT 1 FROM transactions r
    WHERE r.workspace_id = $1 AND r.related_id = t.id AND r.kind = 'dispute_release' AND r.reason = $3)
  ORDER BY t.booked_at DESC, t.seq DESC`;

/** What refunds and disputes of these purchases did to their credits, newest first. The caller has authorised. */
export async function listCreditsBack(workspaceId: string, purchaseIds: string[]): Promise<CreditsBack[]> {
  if (purchaseIds.length === 0) return [];
  const { rows } = await getPool().query<Row>(ROWS, [workspaceId, purchaseIds, FOR_A_REFUND]);
  return rows.map((row) => ({
    purchaseId: row.purchase_id,
    disputeId: row.dispute_id,
    kind: row.kind === 'dispute_hold' ? 'frozen' : 'taken',
    amountMicro: row.amount_micro,
    owedMicro: row.owed_micro,
    isReleased: row.is_released,
  }));
}

/** A purchase whose money went back, or is asked back, as far as it has to be named. */
export interface PurchaseInTrouble {
  purchaseId: string;
  /** When it was paid. */
  at: Date;
  totalMinor: bigint;
  currency: string;
}

interface NamedRow {
  id: string;
  at: Date;
  total_minor: bigint;
  currency: string;
}

const NAMED = 'p.id, coalesce(p.paid_at, p.created_at) AS at, p.price_minor + p.fee_minor AS total_minor, p.currency';

const toNamed = (row: NamedRow): PurchaseInTrouble => ({
  purchaseId: row.id,
  at: row.at,
  totalMinor: row.total_minor,
  currency: row.currency,
});

/** Purchases that were refunded or are disputed, newest trouble first. The caller has authorised. */
export async function listPurchasesInTrouble(
  workspaceId: string,
  { onlyFrozen = false }: { onlyFrozen?: boolean } = {},
): Promise<PurchaseInTrouble[]> {
  const { rows } = await getPool().query<NamedRow>(
    `SELECT ${NAMED} FROM purchases p
     WHERE p.workspace_id = $1 AND (
       (p.refunded_minor > 0 AND NOT $2)
       OR EXISTS (SELECT 1 FROM disputes d WHERE d.workspace_id = $1 AND d.purchase_id = p.id
         AND (d.effect = 'frozen' OR (d.effect = 'taken' AND NOT $2))))
     ORDER BY p.updated_at DESC, p.id LIMIT 50`,
    [workspaceId, onlyFrozen],
  );
  return rows.map(toNamed);
}

/** What a row of the ledger that names a purchase or a dispute is about; null: neither of this workspace. */
export async function findTrouble(
  workspaceId: string,
  relatedId: string,
): Promise<{ purchase: PurchaseInTrouble; effect: DisputeEffect | null } | null> {
  const { rows } = await getPool().query<NamedRow & { effect: DisputeEffect | null }>(
    `SELECT ${NAMED}, d.effect FROM purchases p
     LEFT JOIN disputes d ON d.workspace_id = $1 AND d.id = $2 AND d.purchase_id = p.id
     WHERE p.workspace_id = $1
       AND p.id = coalesce((SELECT purchase_id FROM disputes WHERE workspace_id = $1 AND id = $2), $2)`,
    [workspaceId, relatedId],
  );
  const [row] = rows;
  return row ? { purchase: toNamed(row), effect: row.effect } : null;
}
