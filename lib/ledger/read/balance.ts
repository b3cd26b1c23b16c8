import { AppError } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import type { BalanceQuery, BalanceView, GrantView } from '../types';
import { balanceAsOf } from './balance-as-of';
import {
  applyDueEvents,
  type DueHold,
  type DueState,
  dueGrantsSql,
  dueHoldsSql,
  type LiveGrant,
  statusOf,
  toLiveGrant,
  toPresentRow,
} from './due-events';
import { addScoped, byGrantViewBurnOrder, firstExpiry, GRANTS_SHOWN, listScoped } from './grant-parts';
import { type Db, GRANT_JSON, type GrantRow, nowSql, ownerId, toGrantView } from './rows';

interface BalanceRow {
  id: string;
  at: Date;
  settled_micro: bigint;
  held_micro: bigint;
  debt_micro: bigint;
  last_booked_at: Date | number;
  scheduled: string;
  due_holds: DueHold[] | null;
  due_grants: GrantRow[] | null;
  open_grants: GrantRow[] | null;
  held_grants: GrantRow[] | null;
  open_count: number;
  scoped: { features: string[]; free: string }[] | null;
  next_expiry: { at: number; free: string } | null;
}

const OPEN = `g.workspace_id = w.workspace_id AND g.wallet_id = w.id AND g.is_open AND g.expires_at > w.at`;

const GRANT_PARTS = `
  (SELECT json_agg(x.json) FROM (SELECT ${GRANT_JSON} AS json FROM grants g WHERE ${OPEN}
     ORDER BY g.priority, g.expires_at, g.unit_cost_nano, g.effective_at, g.created_at, g.id
     LIMIT ${GRANTS_SHOWN}) x) AS open_grants,
  CASE WHEN w.held_micro > 0 THEN (
     SELECT json_agg(${GRANT_JSON}) FROM grants g
     WHERE g.workspace_id = w.workspace_id AND g.wallet_id = w.id AND g.remaining_micro > 0 AND g.id IN (
       SELECT l.grant_id FROM holds h
       JOIN hold_allocations l ON l.workspace_id = h.workspace_id AND l.hold_id = h.id
       WHERE h.workspace_id = w.workspace_id AND h.wallet_id = w.id AND h.status = 'open')) END AS held_grants,
  (SELECT count(*)::int FROM grants g WHERE ${OPEN}) AS open_count,
  (SELECT json_agg(json_build_object('features', s.features, 'free', s.free::text))
     FROM (SELECT g.features, sum(g.remaining_micro - g.held_micro) AS free FROM grants g
           WHERE ${OPEN} AND cardinality(g.features) > 0 GROUP BY g.features) s) AS scoped,
  (SELECT json_build_object('at', (extract(epoch FROM e.expires_at) * 1000)::bigint, 'free', e.free::text)
     FROM (SELECT g.expires_at, sum(g.remaining_micro - g.held_micro) AS free FROM grants g
           WHERE ${OPEN} AND g.expires_at < 'infinity' GROUP BY g.expires_at ORDER BY g.expires_at LIMIT 1) e) AS next_expiry`;

const NO_GRANT_PARTS = `NULL AS open_grants, NULL AS held_grants, 0 AS open_count, NULL AS scoped, NULL AS next_expiry`;

/** One statement, so that all parts of the answer are of one snapshot. */
const balanceSql = (grantParts: string): string => `
WITH w AS MATERIALIZED (
  SELECT w.*, ${nowSql('$5')} AS at FROM wallets w
  WHERE w.workspace_id = $1 AND w.mode = $2::mode AND w.owner_kind = $3::wallet_owner_kind AND w.owner_id = $4)
SELECT w.id, w.at, w.settled_micro, w.held_micro, w.debt_micro, w.last_booked_at,
  (SELECT coalesce(sum(g.amount_micro), 0)::text FROM grants g
   WHERE g.workspace_id = w.workspace_id AND g.wallet_id = w.id AND NOT g.is_started AND g.ended_at IS NULL
     AND g.effective_at > w.at AND g.created_at <= w.at) AS scheduled,
  CASE WHEN w.next_event_at <= w.at THEN ${dueHoldsSql('w.at')} END AS due_holds,
  CASE WHEN w.next_event_at <= w.at THEN ${dueGrantsSql('w.at')} END AS due_grants,
  ${grantParts}
FROM w`;

const WITH_GRANTS = balanceSql(GRANT_PARTS);
const FIGURES_ONLY = balanceSql(NO_GRANT_PARTS);

/**
 * A wallet's balance, exact at that instant: what ended but is not swept yet is left out, what started but is not booked
 * yet is counted. `asOf`: any past instant, as a read at that instant answered. An owner without a wallet has zero.
 * Errors: validation_failed when `asOf` lies in the future.
 */
export async function balance(db: Db, query: BalanceQuery, now?: Date): Promise<BalanceView> {
  const row = await readBalance(db, query, now);
  if (!row) return nothing(query.asOf ?? now ?? new Date());
  if (!query.asOf || query.asOf.getTime() === row.at.getTime()) return toView(row, query).view;
  if (query.asOf > row.at) {
    throw new AppError('validation_failed', {
      detail: 'A balance can be read for now or for the past, not for the future.',
      fields: [{ path: ['asOf'], message: 'lies in the future' }],
    });
  }
  // Nothing was booked since something fell due by then: the present state, moved on to that instant, is the answer.
  const then = await readBalance(db, query, query.asOf);
  if (then && (then.due_holds || then.due_grants)) {
    const { view, wasDue } = toView(then, query);
    if (wasDue) return view;
  }
  return balanceAsOf(db, row.id, query, query.asOf);
}

async function readBalance(db: Db, query: BalanceQuery, now: Date | undefined): Promise<BalanceRow | undefined> {
  const { workspaceId, mode, owner, withGrants = true } = query;
  if (!isUuid(ownerId(owner, workspaceId))) return undefined;
  const { rows } = await db.query<BalanceRow>({
    name: withGrants ? 'ledger-balance' : 'ledger-balance-figures',
    text: withGrants ? WITH_GRANTS : FIGURES_ONLY,
    values: [workspaceId, mode, owner.kind, ownerId(owner, workspaceId), now ?? null],
  });
  return rows[0];
}

export const nothing = (asOf: Date): BalanceView => ({
  walletId: null,
  asOf,
  settledMicro: 0n,
  heldMicro: 0n,
  availableMicro: 0n,
  debtMicro: 0n,
  scheduledMicro: 0n,
  scoped: [],
  grants: [],
  grantCount: 0,
  nextExpiry: null,
  lastBookedAt: null,
});

function toView(row: BalanceRow, { withGrants = true }: BalanceQuery): { view: BalanceView; wasDue: boolean } {
  const at = row.at.getTime();
  const state: DueState = {
    settled: row.settled_micro,
    held: row.held_micro,
    debt: row.debt_micro,
    grants: new Map(),
  };
  for (const list of [row.open_grants, row.held_grants, row.due_grants]) {
    for (const grant of list ?? []) state.grants.set(grant.id, toLiveGrant(grant));
  }
  const wasDue = applyDueEvents(state, row.due_holds ?? [], at);
  const view: BalanceView = {
    ...nothing(row.at),
    walletId: row.id,
    settledMicro: state.settled,
    heldMicro: state.held,
    availableMicro: state.settled - state.held,
    debtMicro: state.debt,
    scheduledMicro: BigInt(row.scheduled),
    lastBookedAt: row.last_booked_at instanceof Date ? row.last_booked_at : null,
  };
  return { view: withGrants ? { ...view, ...grantParts(row, state, at) } : view, wasDue };
}

/** The parts that list grants: SQL's sums over what is open, put right by what fell due. */
function grantParts(
  row: BalanceRow,
  state: DueState,
  at: number,
): Pick<BalanceView, 'grants' | 'grantCount' | 'scoped' | 'nextExpiry'> {
  const live = [...state.grants.values()];
  const counted = ({ row: { isOpen, expiresAt } }: LiveGrant) => isOpen && (expiresAt === null || expiresAt > at);
  const shown = live.filter(({ started, remaining }) => started && remaining > 0n);
  const grants = shown.map(showGrant(at)).sort(byGrantViewBurnOrder).slice(0, GRANTS_SHOWN);

  const scoped = new Map<string, bigint>();
  for (const { features, free } of row.scoped ?? []) addScoped(scoped, features, BigInt(free));
  const expiries = new Map<number, bigint>();
  if (row.next_expiry) expiries.set(row.next_expiry.at, BigInt(row.next_expiry.free));
  for (const grant of live) {
    const before = counted(grant) ? BigInt(grant.row.remaining) - BigInt(grant.row.held) : 0n;
    const after = grant.started && !grant.ended ? grant.remaining - grant.held : 0n;
    const { features, expiresAt } = grant.row;
    if (after === before) continue;
    if (features.length > 0) addScoped(scoped, features, after - before);
    if (expiresAt !== null) expiries.set(expiresAt, (expiries.get(expiresAt) ?? 0n) + after - before);
  }
  return {
    grants,
    grantCount: row.open_count + shown.filter((grant) => !counted(grant)).length,
    scoped: listScoped(scoped),
    nextExpiry: firstExpiry(expiries),
  };
}

const showGrant =
  (at: number) =>
  (grant: LiveGrant): GrantView => {
    const row = toPresentRow(grant);
    return toGrantView(row, statusOf(row, at));
  };
