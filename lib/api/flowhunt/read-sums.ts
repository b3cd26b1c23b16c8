import { getPool } from '../../db/pool';
import { Conditions } from '../../ledger/read/conditions';
import type { Mode, TransactionKind } from '../../ledger/types';
import type { PeriodSum } from './codec';
import type { Grouping } from './words';

const BUCKET_MS = 15 * 60_000;

export interface SumQuery {
  workspaceId: string;
  mode: Mode;
  kinds?: TransactionKind[];
  /** Both inclusive, on the time it happened. */
  from?: Date;
  to?: Date;
  grouping: Grouping;
}

/** Milliseconds since 1970, the end exclusive; infinite where the query has no bound. */
interface Range {
  start: number;
  end: number;
}

interface SumRow {
  period: Date;
  kind: TransactionKind;
  amount: string;
  count: string;
}

/** Periods begin at midnight UTC, weeks on Monday. */
const PERIOD: Record<Grouping, string> = { date: 'day', week: 'week', month: 'month' };

const periodOf = (column: string, grouping: Grouping): string =>
  `date_trunc('${PERIOD[grouping]}', ${column} AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'`;

/**
 * A workspace's movements by period and kind. Whole quarters of an hour come from the sums that are written with the
 * rows; of the one that a bound cuts, the rows themselves are read.
 */
export async function readSums(query: SumQuery): Promise<PeriodSum[]> {
  const range: Range = {
    start: query.from?.getTime() ?? Number.NEGATIVE_INFINITY,
    end: query.to ? query.to.getTime() + 1 : Number.POSITIVE_INFINITY,
  };
  if (range.start >= range.end) return [];
  const firstWhole = Math.ceil(range.start / BUCKET_MS) * BUCKET_MS;
  const endOfWhole = Math.floor(range.end / BUCKET_MS) * BUCKET_MS;
  const parts: Promise<SumRow[]>[] = [];
  if (firstWhole < endOfWhole) parts.push(readWhole(query, { start: firstWhole, end: endOfWhole }));
  for (const cut of cutRanges(range, firstWhole, endOfWhole)) parts.push(readCut(query, cut));
  const rows = (await Promise.all(parts)).flat();
  return rows.map(({ period, kind, amount, count }) => ({
    startAt: period,
    kind,
    amountMicro: BigInt(amount),
    count: BigInt(count),
  }));
}

/** The ends of the range that are less than a quarter of an hour; one range when both lie in the same quarter. */
function cutRanges({ start, end }: Range, firstWhole: number, endOfWhole: number): Range[] {
  if (firstWhole > endOfWhole) return [{ start, end }];
  const cuts: Range[] = [];
  if (start < firstWhole) cuts.push({ start, end: firstWhole });
  if (endOfWhole < end) cuts.push({ start: endOfWhole, end });
  return cuts;
}

async function readWhole({ workspaceId, mode, kinds, grouping }: SumQuery, { start, end }: Range): Promise<SumRow[]> {
  const where = new Conditions()
    .add('r.workspace_id = ?', workspaceId)
    .add('r.mode = ?::mode', mode)
    .addIf('r.kind = ANY(?::transaction_kind[])', kinds)
    .addIf('r.bucket_at >= ?', toBound(start))
    .addIf('r.bucket_at < ?', toBound(end));
  const { rows } = await getPool().query<SumRow>(
    `SELECT ${periodOf('r.bucket_at', grouping)} AS period, r.kind, sum(r.amount_micro)::text AS amount,
       sum(r.count)::text AS count
     FROM usage_rollups r WHERE ${where} GROUP BY 1, 2`,
    where.values,
  );
  return rows;
}

const toBound = (at: number): Date | undefined => (Number.isFinite(at) ? new Date(at) : undefined);

/** The quarter's sums say how many rows to look for, so that the search ends with the last of them. */
async function readCut({ workspaceId, mode, kinds, grouping }: SumQuery, { start, end }: Range): Promise<SumRow[]> {
  const bucket = Math.floor(start / BUCKET_MS) * BUCKET_MS;
  const { rows } = await getPool().query<SumRow>({
    name: `flowhunt-cut-${grouping}`,
    text: `WITH quarter AS (
        SELECT t.kind, t.amount_micro, t.occurred_at FROM transactions t
        WHERE t.workspace_id = $1 AND t.mode = $2::mode AND t.booked_at >= $4::timestamptz - interval '5 minutes'
          AND t.occurred_at >= $4 AND t.occurred_at < $4::timestamptz + interval '15 minutes'
        ORDER BY t.booked_at
        LIMIT (SELECT coalesce(sum(r.count), 0)::bigint FROM usage_rollups r
               WHERE r.workspace_id = $1 AND r.mode = $2::mode AND r.bucket_at = $4))
      SELECT ${periodOf('q.occurred_at', grouping)} AS period, q.kind, sum(q.amount_micro)::text AS amount,
        count(*)::text AS count
      FROM quarter q
      WHERE q.occurred_at >= $5 AND q.occurred_at < $6 AND ($3::transaction_kind[] IS NULL OR q.kind = ANY($3))
      GROUP BY 1, 2`,
    values: [workspaceId, mode, kinds ?? null, new Date(bucket), new Date(start), new Date(end)],
  });
  return rows;
}
