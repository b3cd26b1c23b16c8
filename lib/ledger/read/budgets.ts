import type { BudgetFilter, BudgetPeriod, BudgetScope, BudgetView } from '../types';
import { Conditions } from './conditions';
import { dayOf, endOfInterval, startOfDay, startOfInterval } from './local-days';
import { type Db, nowSql } from './rows';

interface BudgetRow {
  id: string;
  workspace_id: string;
  mode: BudgetView['mode'];
  scope: BudgetScope;
  scope_id: string;
  period: BudgetPeriod;
  limit_micro: bigint;
  created_at: Date;
  time_zone: string;
  at: Date;
}

/** The edges of the period that `at` lies in, end exclusive, in the workspace's zone; null: a lifetime has none. */
export function periodOf(period: BudgetPeriod, timeZone: string, at: Date): { start: Date; end: Date } | null {
  if (period === 'lifetime') return null;
  const first = startOfInterval(period, dayOf(timeZone, at));
  return { start: startOfDay(timeZone, first), end: startOfDay(timeZone, endOfInterval(period, first)) };
}

const ROLLUP_SCOPE: Record<BudgetScope, string> = {
  workspace: 'true',
  member: 'r.member_id = $5',
  api_key: 'r.api_key_id = $5',
};
const HOLD_SCOPE: Record<BudgetScope, string> = {
  workspace: 'true',
  member: 'h.member_id = $5',
  api_key: 'h.api_key_id = $5',
};

/** What the books say, whether a counter exists or not. Parameters: workspace, mode, start, end, scope's id, now. */
const figuresSql = (scope: BudgetScope): string => `
SELECT
  (SELECT coalesce(-sum(r.amount_micro), 0)::bigint FROM usage_rollups r
   WHERE r.workspace_id = $1 AND r.mode = $2::mode AND r.bucket_at >= $3 AND r.bucket_at < $4
     AND r.kind IN ('consume', 'capture', 'reverse') AND ${ROLLUP_SCOPE[scope]} AND $5::uuid IS NOT NULL) AS used,
  (SELECT coalesce(sum(h.amount_micro), 0)::bigint FROM holds h
   JOIN wallets w ON w.workspace_id = h.workspace_id AND w.id = h.wallet_id
   WHERE h.workspace_id = $1 AND w.mode = $2::mode AND h.status = 'open' AND h.expires_at > $6
     AND h.placed_at >= $3 AND h.placed_at < $4 AND ${HOLD_SCOPE[scope]}) AS held`;

const ALWAYS = { start: '-infinity', end: 'infinity' };

/** Budgets with what is used, held and left in the period that now lies in. */
export async function listBudgets(db: Db, filter: BudgetFilter, now?: Date): Promise<BudgetView[]> {
  const where = new Conditions();
  where
    .add('b.workspace_id = ?', filter.workspaceId)
    .add('b.mode = ?::mode', filter.mode)
    .addIf('b.scope = ?::budget_scope', filter.scope)
    .addId('b.scope_id = ?', filter.scopeId);
  const { rows } = await db.query<BudgetRow>(
    `SELECT b.*, s.time_zone, ${nowSql(where.param(now ?? null))} AS at
     FROM budgets b JOIN workspaces s ON s.id = b.workspace_id WHERE ${where} ORDER BY b.scope, b.scope_id, b.period`,
    where.values,
  );
  const views: BudgetView[] = [];
  for (const row of rows) views.push(await toView(db, row));
  return views;
}

async function toView(db: Db, row: BudgetRow): Promise<BudgetView> {
  const period = periodOf(row.period, row.time_zone, row.at);
  const { start, end } = period ?? ALWAYS;
  const { rows } = await db.query<{ used: bigint; held: bigint }>({
    name: `ledger-budget-figures-${row.scope}`,
    text: figuresSql(row.scope),
    values: [row.workspace_id, row.mode, start, end, row.scope_id, row.at],
  });
  const { used, held } = rows[0] ?? { used: 0n, held: 0n };
  const left = row.limit_micro - used - held;
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    mode: row.mode,
    scope: row.scope,
    scopeId: row.scope_id,
    period: row.period,
    limitMicro: row.limit_micro,
    usedMicro: used,
    heldMicro: held,
    remainingMicro: left > 0n ? left : 0n,
    periodStart: period?.start ?? null,
    periodEnd: period?.end ?? null,
    createdAt: row.created_at,
  };
}
