import type { PoolClient } from '../../db/pool';
import type { Books } from '../plan/books';
import { appliesTo, type BudgetTouch, compareBudgets, counterKey } from '../plan/budgets';
import { periodAt } from '../plan/period';
import type { BudgetState } from '../plan/state';
import type { BudgetPeriod, BudgetScope, Mode } from '../types';
import { plainArray, run, timeArray, toMs } from './sql';

const BUDGETS = `
  SELECT id, scope, scope_id, period, limit_micro FROM budgets
  WHERE workspace_id = $1 AND mode = $2::mode
    AND (scope = 'workspace' OR (scope = 'member' AND scope_id = ANY ($3::uuid[]))
      OR (scope = 'api_key' AND scope_id = ANY ($4::uuid[])))`;

/** Whoever makes a counter fills it; everybody else waits here until that is committed. */
const MAKE_COUNTERS = `
  INSERT INTO budget_counters (workspace_id, budget_id, period_start, used_micro, held_micro)
  SELECT $1, x.budget_id, x.period_start, 0, 0
  FROM unnest($2::uuid[], $3::timestamptz[]) AS x (budget_id, period_start)
  ORDER BY x.budget_id, x.period_start
  ON CONFLICT DO NOTHING
  RETURNING budget_id, period_start`;

const LOCK_COUNTERS = `
  SELECT c.budget_id, c.period_start, c.used_micro, c.held_micro
  FROM budget_counters c
  WHERE c.workspace_id = $1 AND (c.budget_id, c.period_start) IN (
    SELECT x.budget_id, x.period_start FROM unnest($2::uuid[], $3::timestamptz[]) AS x (budget_id, period_start))
  ORDER BY c.budget_id, c.period_start
  FOR NO KEY UPDATE`;

/** What the rollups and the open holds say, once everybody who could change them waits for the counter. */
const FILL_COUNTERS = `
  WITH made AS (
    SELECT x.* FROM unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::text[], $6::uuid[])
      AS x (budget_id, period_start, period_end, scope, scope_id)
  )
  UPDATE budget_counters c SET
    used_micro = coalesce((
      SELECT -sum(r.amount_micro) FROM usage_rollups r
      WHERE r.workspace_id = $1 AND r.mode = $7::mode AND r.kind IN ('consume', 'capture', 'reverse')
        AND r.bucket_at >= made.period_start AND r.bucket_at < made.period_end
        AND (made.scope = 'workspace' OR (made.scope = 'member' AND r.member_id = made.scope_id)
          OR (made.scope = 'api_key' AND r.api_key_id = made.scope_id))), 0),
    held_micro = coalesce((
      SELECT sum(h.amount_micro) FROM wallets w
      JOIN holds h ON h.workspace_id = $1 AND h.wallet_id = w.id AND h.status = 'open'
      WHERE w.workspace_id = $1 AND w.mode = $7::mode
        AND h.placed_at >= made.period_start AND h.placed_at < made.period_end
        AND (made.scope = 'workspace' OR (made.scope = 'member' AND h.member_id = made.scope_id)
          OR (made.scope = 'api_key' AND h.api_key_id = made.scope_id))), 0)
  FROM made
  WHERE c.workspace_id = $1 AND c.budget_id = made.budget_id AND c.period_start = made.period_start
  RETURNING c.budget_id, c.period_start, c.used_micro, c.held_micro`;

interface BudgetRow {
  id: string;
  scope: BudgetScope;
  scope_id: string;
  period: BudgetPeriod;
  limit_micro: bigint;
}

interface CounterRow {
  budget_id: string;
  period_start: Date;
  used_micro: bigint;
  held_micro: bigint;
}

const ids = (values: (string | null)[]): string[] => [...new Set(values.filter((value) => value !== null))];

/**
 * Loads the budgets that the touches fall under, and locks their counters in order of (budget, period). Call after the
 * wallets are locked.
 */
export async function loadBudgets(
  client: PoolClient,
  workspaceId: string,
  mode: Mode,
  books: Books,
  touches: readonly BudgetTouch[],
): Promise<void> {
  if (touches.length === 0) return;
  const rows = await run<BudgetRow>(client, 'budgets', BUDGETS, [
    workspaceId,
    mode,
    plainArray(ids(touches.map(({ memberId }) => memberId))),
    plainArray(ids(touches.map(({ apiKeyId }) => apiKeyId))),
  ]);
  const budgets = rows.map(
    (row): BudgetState => ({
      id: row.id,
      scope: row.scope,
      scopeId: row.scope_id,
      period: row.period,
      limit: row.limit_micro,
    }),
  );
  books.budgets.push(...budgets.sort(compareBudgets));
  await lockCounters(client, workspaceId, mode, books, touches);
}

interface WantedCounter {
  budget: BudgetState;
  start: number;
  end: number;
}

async function lockCounters(
  client: PoolClient,
  workspaceId: string,
  mode: Mode,
  books: Books,
  touches: readonly BudgetTouch[],
): Promise<void> {
  const wanted = new Map<string, WantedCounter>();
  for (const touch of touches) {
    for (const budget of books.budgets) {
      if (!appliesTo(budget, touch)) continue;
      const { start, end } = periodAt(budget.period, touch.at, books.timeZone);
      wanted.set(counterKey(budget.id, start), { budget, start, end });
    }
  }
  if (wanted.size === 0) return;
  const named = (list: WantedCounter[]): [string, string] => [
    plainArray(list.map(({ budget }) => budget.id)),
    timeArray(list.map(({ start }) => start)),
  ];
  const all = [...wanted.values()];
  const take = (rows: CounterRow[]): void => {
    for (const row of rows) {
      const key = counterKey(row.budget_id, toMs(row.period_start));
      const counter = wanted.get(key);
      if (!counter) continue;
      books.counters.set(key, {
        budget: counter.budget,
        periodStart: counter.start,
        used: row.used_micro,
        held: row.held_micro,
      });
    }
  };
  const known = await run<CounterRow>(client, 'lock-counters', LOCK_COUNTERS, [workspaceId, ...named(all)]);
  take(known);
  const missing = all.filter(({ budget, start }) => !books.counters.has(counterKey(budget.id, start)));
  if (missing.length === 0) return;
  const made = await run<CounterRow>(client, 'make-counters', MAKE_COUNTERS, [workspaceId, ...named(missing)]);
  const madeKeys = new Set(made.map((row) => counterKey(row.budget_id, toMs(row.period_start))));
  const toFill = missing.filter(({ budget, start }) => madeKeys.has(counterKey(budget.id, start)));
  take(
    await run<CounterRow>(client, 'fill-counters', FILL_COUNTERS, [
      workspaceId,
      ...named(toFill),
      timeArray(toFill.map(({ end }) => end)),
      plainArray(toFill.map(({ budget }) => budget.scope)),
      plainArray(toFill.map(({ budget }) => budget.scopeId)),
      mode,
    ]),
  );
  const others = missing.filter(({ budget, start }) => !books.counters.has(counterKey(budget.id, start)));
  if (others.length > 0) {
    take(await run<CounterRow>(client, 'lock-counters', LOCK_COUNTERS, [workspaceId, ...named(others)]));
  }
}
