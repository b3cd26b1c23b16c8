import type { BalanceQuery, BalanceView } from '../types';
import { statusOf } from './due-events';
import { addScoped, byGrantViewBurnOrder, firstExpiry, GRANTS_SHOWN, listScoped } from './grant-parts';
import { type Db, GRANT_JSON, type GrantRow, toGrantView } from './rows';

interface PastFigures {
  settled: bigint;
  held: bigint;
  debt: bigint;
  scheduled: string;
  stop_seq: bigint | null;
  last_booked_at: Date | null;
}

/**
 * A row that was booked after T ($3) but was due by then: an end or a start, which every booking puts before all else.
 * `g` is the grant it is about.
 */
const BOOKED_LATE = `(t.occurred_at <= $3 AND g.created_at <= $3 AND (
  t.kind IN ('expire', 'void', 'settle') OR (g.effective_at = t.occurred_at AND g.effective_at > g.created_at)))`;

/**
 * The first row after T that was not due by T ends what counts; its balance before is the balance at T. Wallet `w`,
 * parameters: workspace, wallet, T.
 */
const FIGURES = `
WITH RECURSIVE waiting AS (
  SELECT g.parent_id, g.created_at, g.amount_micro FROM grants g
  WHERE g.workspace_id = $1 AND g.wallet_id = $2 AND g.effective_at > $3 AND g.effective_at > g.created_at
    AND (g.ended_at IS NULL OR g.ended_at > $3)
  UNION ALL
  -- A part that was split off before the start was part of the first grant before.
  SELECT p.parent_id, p.created_at, x.amount_micro FROM waiting x
  JOIN grants p ON p.workspace_id = $1 AND p.id = x.parent_id),
stop AS MATERIALIZED (
  SELECT t.balance_before_micro, t.seq, t.booked_at FROM transactions t
  LEFT JOIN grants g ON g.workspace_id = t.workspace_id AND g.id = t.grant_id
  WHERE t.workspace_id = $1 AND t.wallet_id = $2 AND t.booked_at > $3 AND NOT coalesce(${BOOKED_LATE}, false)
  ORDER BY t.booked_at, t.seq LIMIT 1)
SELECT coalesce((SELECT balance_before_micro FROM stop), w.settled_micro) AS settled,
  (SELECT seq FROM stop) AS stop_seq,
  (SELECT t.booked_at FROM transactions t WHERE t.workspace_id = $1 AND t.wallet_id = $2 AND t.booked_at <= $3
   ORDER BY t.booked_at DESC, t.seq DESC LIMIT 1) AS last_booked_at,
  (SELECT coalesce(sum(h.amount_micro), 0)::bigint FROM holds h
   WHERE h.workspace_id = $1 AND h.wallet_id = $2 AND h.placed_at <= $3 AND h.placed_at > $3 - interval '169 hours'
     AND h.expires_at > $3 AND (h.ended_at IS NULL OR h.ended_at > $3)) AS held,
  w.debt_micro + (SELECT coalesce(sum(a.amount_micro), 0)::bigint FROM allocations a
   JOIN transactions t ON t.workspace_id = a.workspace_id AND t.id = a.transaction_id AND t.booked_at = a.booked_at
   WHERE a.workspace_id = $1 AND a.grant_id IS NULL AND a.booked_at > $3
     AND t.wallet_id = $2 AND t.seq >= (SELECT seq FROM stop)) AS debt,
  (SELECT coalesce(sum(amount_micro), 0)::text FROM waiting WHERE parent_id IS NULL AND created_at <= $3) AS scheduled
FROM wallets w WHERE w.workspace_id = $1 AND w.id = $2`;

/** Grants that had something left at T, with what was left of them and what was held: parameters as above, stop's seq. */
const GRANTS = `
WITH late AS MATERIALIZED (
  SELECT t.id, t.booked_at FROM transactions t
  WHERE t.workspace_id = $1 AND t.wallet_id = $2 AND t.booked_at > $3 AND t.seq < coalesce($4, 9223372036854775807)),
kept AS MATERIALIZED (
  SELECT l.grant_id, sum(l.amount_micro) AS held FROM holds h
  JOIN hold_allocations l ON l.workspace_id = h.workspace_id AND l.hold_id = h.id
  WHERE h.workspace_id = $1 AND h.wallet_id = $2 AND h.placed_at <= $3 AND h.placed_at > $3 - interval '169 hours'
    AND h.expires_at > $3 AND (h.ended_at IS NULL OR h.ended_at > $3) AND l.grant_id IS NOT NULL
  GROUP BY l.grant_id)
SELECT ${GRANT_JSON} AS json, x.remaining::text AS remaining, coalesce(k.held, 0)::text AS held
FROM grants g
JOIN wallets w ON w.workspace_id = g.workspace_id AND w.id = g.wallet_id
LEFT JOIN kept k ON k.grant_id = g.id
CROSS JOIN LATERAL (
  SELECT coalesce(sum(a.amount_micro), 0) AS remaining FROM allocations a
  WHERE a.workspace_id = $1 AND a.grant_id = g.id
    AND (a.booked_at <= $3 OR a.transaction_id IN (SELECT id FROM late))) x
WHERE g.workspace_id = $1 AND g.wallet_id = $2 AND g.created_at <= $3 AND g.effective_at <= $3
  AND (k.grant_id IS NOT NULL OR ((g.ended_at IS NULL OR g.ended_at > $3) AND g.expires_at > $3))
  AND x.remaining > 0`;

/**
 * The balance that a read at `asOf` answered, from the chain: `asOf` is past, and nothing that was due by then is still
 * unbooked. The figures cost the same at any age; the list of grants costs what was spent from them until then.
 */
export async function balanceAsOf(
  db: Db,
  walletId: string,
  { workspaceId, withGrants = true }: BalanceQuery,
  asOf: Date,
): Promise<BalanceView> {
  const values = [workspaceId, walletId, asOf];
  const { rows } = await db.query<PastFigures>({ name: 'ledger-balance-as-of', text: FIGURES, values });
  const [past] = rows;
  if (!past) throw new Error(`wallet ${walletId} has gone`);
  const view: BalanceView = {
    walletId,
    asOf,
    settledMicro: past.settled,
    heldMicro: past.held,
    availableMicro: past.settled - past.held,
    debtMicro: past.debt,
    scheduledMicro: BigInt(past.scheduled),
    scoped: [],
    grants: [],
    grantCount: 0,
    nextExpiry: null,
    lastBookedAt: past.last_booked_at,
  };
  if (!withGrants) return view;
  const grants = await db.query<{ json: GrantRow; remaining: string; held: string }>({
    name: 'ledger-balance-as-of-grants',
    text: GRANTS,
    values: [...values, past.stop_seq],
  });
  return { ...view, ...describe(grants.rows, asOf.getTime()) };
}

function describe(rows: { json: GrantRow; remaining: string; held: string }[], at: number) {
  const scoped = new Map<string, bigint>();
  const expiries = new Map<number, bigint>();
  const grants = rows.map(({ json, remaining, held }) => {
    const wasEnded = json.endedAt !== null && json.endedAt <= at;
    const then = {
      ...json,
      remaining,
      held,
      isStarted: true,
      endedAt: wasEnded ? json.endedAt : null,
      endReason: wasEnded ? json.endReason : null,
    };
    const status = statusOf(then, at);
    const free = BigInt(remaining) - BigInt(held);
    if (status === 'active') {
      if (json.features.length > 0) addScoped(scoped, json.features, free);
      if (json.expiresAt !== null) expiries.set(json.expiresAt, (expiries.get(json.expiresAt) ?? 0n) + free);
    }
    return toGrantView(then, status);
  });
  return {
    grants: grants.sort(byGrantViewBurnOrder).slice(0, GRANTS_SHOWN),
    grantCount: grants.length,
    scoped: listScoped(scoped),
    nextExpiry: firstExpiry(expiries),
  };
}
