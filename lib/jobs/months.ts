import { getPool } from '../db/pool';

/** Makes the ledger's partitions for this month and the next six. Returns how many were made. */
export async function ensureMonths(): Promise<number> {
  const { rows } = await getPool().query<{ made: number }>(
    `SELECT ensure_ledger_months(now(), now() + interval '6 months') AS made`,
  );
  return rows[0]?.made ?? 0;
}
