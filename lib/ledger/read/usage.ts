import { AppError } from '@/lib/errors';
import { NIL_UUID } from '@/lib/ids';
import type { TransactionKind, UsageBucket, UsageGrouping, UsageQuery, UsageReport } from '../types';
import { Conditions } from './conditions';
import { checkTimeZone, endOfInterval, formatDate, parseDate, startOfDay, startOfInterval } from './local-days';
import type { Db } from './rows';

/** Longest range of a report, by interval: about as many buckets as a chart can show. */
const MAX_DAYS = { day: 400, week: 2_800, month: 7_320 } as const;

/** What was used, less what was given back. */
const USAGE_KINDS: TransactionKind[] = ['consume', 'capture', 'reverse'];

const GROUP_KEY: Record<UsageGrouping, string> = {
  none: `''`,
  member: `CASE r.member_id WHEN '${NIL_UUID}' THEN '' ELSE r.member_id::text END`,
  key: `CASE r.api_key_id WHEN '${NIL_UUID}' THEN '' ELSE r.api_key_id::text END`,
  feature: 'r.feature',
  kind: 'r.kind::text',
};

/** Beginning of a bucket; the last entry is the end of the report. */
interface Edge {
  date: string;
  at: Date;
}

interface Sum {
  bucket: number;
  key: string;
  amount: bigint;
  count: bigint;
}

/**
 * What was used, per day, week (from Monday) or month of a zone, by the time it happened, from the 15-minute sums that are
 * written with the transactions. Amounts have the sign turned: what left a wallet is positive. The first and the last
 * week or month hold only days of the range.
 * Errors: validation_failed for a zone, a date, or a range that is too long or ends before it begins.
 */
export async function usage(db: Db, query: UsageQuery): Promise<UsageReport> {
  const interval = query.interval ?? 'day';
  const edges = listEdges(query, interval);
  const sums = await readSums(db, query, edges);
  return toReport(query, interval, edges, sums);
}

function listEdges({ timeZone, fromDate, toDate }: UsageQuery, interval: 'day' | 'week' | 'month'): Edge[] {
  checkTimeZone(timeZone);
  const first = parseDate(fromDate, 'fromDate');
  const end = parseDate(toDate, 'toDate') + 1;
  if (end <= first) throw badRange('must not lie before fromDate');
  if (end - first > MAX_DAYS[interval]) {
    throw badRange(
      `lies more than ${MAX_DAYS[interval]} days after fromDate: ask for a shorter range${interval === 'month' ? '' : ' or a longer interval'}`,
    );
  }
  const days: number[] = [];
  for (let day = first; day < end; day = endOfInterval(interval, startOfInterval(interval, day))) days.push(day);
  return [...days, end].map((day) => ({ date: formatDate(day), at: startOfDay(timeZone, day) }));
}

const badRange = (message: string) =>
  new AppError('validation_failed', { detail: `toDate ${message}.`, fields: [{ path: ['toDate'], message }] });

async function readSums(db: Db, query: UsageQuery, edges: Edge[]): Promise<Sum[]> {
  const where = new Conditions();
  const starts = where.param(edges.slice(0, -1).map(({ at }) => at));
  where
    .add('r.workspace_id = ?', query.workspaceId)
    .add('r.mode = ?::mode', query.mode)
    .add('r.bucket_at >= ?', edges[0]?.at)
    .add('r.bucket_at < ?', edges.at(-1)?.at)
    .add('r.kind = ANY(?::transaction_kind[])', query.kinds ?? USAGE_KINDS)
    .addId('r.wallet_id = ?', query.walletId)
    .addId('r.member_id = ?', query.memberId)
    .addId('r.api_key_id = ?', query.apiKeyId)
    .addIf('r.feature = ?', query.feature);
  // Sums per quarter of an hour first: finding the bucket of each row of a busy workspace would cost more than the sums.
  const { rows } = await db.query<Sum>(
    `SELECT width_bucket(q.bucket_at, ${starts}::timestamptz[]) - 1 AS bucket, q.key,
            (-sum(q.amount))::bigint AS amount, sum(q.count)::bigint AS count
     FROM (SELECT r.bucket_at, ${GROUP_KEY[query.groupBy ?? 'none']} AS key, sum(r.amount_micro) AS amount, sum(r.count) AS count
           FROM usage_rollups r WHERE ${where} GROUP BY 1, 2) q
     GROUP BY 1, 2`,
    where.values,
  );
  return rows;
}

function toReport(
  { timeZone, groupBy = 'none' }: UsageQuery,
  interval: 'day' | 'week' | 'month',
  edges: Edge[],
  sums: Sum[],
): UsageReport {
  const keys = new Map<string, { key: string; amountMicro: bigint; count: bigint }>();
  for (const { key, amount, count } of sums) {
    const group = keys.get(key) ?? { key, amountMicro: 0n, count: 0n };
    keys.set(key, { key, amountMicro: group.amountMicro + amount, count: group.count + count });
  }
  const groups = groupBy === 'none' ? [] : [...keys.values()].sort(byAmount);
  const buckets: UsageBucket[] = edges.slice(0, -1).map(({ date, at }, i) => ({
    date,
    startAt: at,
    endAt: edges[i + 1]?.at ?? at,
    totalMicro: 0n,
    count: 0n,
    groups: Object.fromEntries(groups.map(({ key }) => [key, { amountMicro: 0n, count: 0n }])),
  }));
  for (const { bucket: index, key, amount, count } of sums) {
    const bucket = buckets[index];
    if (!bucket) throw new Error(`no bucket ${index} in the report`);
    bucket.totalMicro += amount;
    bucket.count += count;
    if (groupBy !== 'none') bucket.groups[key] = { amountMicro: amount, count };
  }
  const total = buckets.reduce(
    (sum, bucket) => ({ amount: sum.amount + bucket.totalMicro, count: sum.count + bucket.count }),
    { amount: 0n, count: 0n },
  );
  return { timeZone, interval, buckets, totalMicro: total.amount, count: total.count, groups };
}

const byAmount = (a: { key: string; amountMicro: bigint }, b: { key: string; amountMicro: bigint }): number =>
  a.amountMicro === b.amountMicro ? (a.key < b.key ? -1 : 1) : a.amountMicro > b.amountMicro ? -1 : 1;
