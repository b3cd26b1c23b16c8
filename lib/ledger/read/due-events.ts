/**
 * What fell due by an instant but is not booked yet, applied in memory, so that a read is exact before any sweep.
 * Order: by instant; at one instant holds end first, then grants end, then grants start;
 * of two alike, the one with the smaller id.
 */
import type { GrantStatus } from '../types';
import { GRANT_JSON, type GrantRow } from './rows';

export interface DueHold {
  id: string;
  expiresAt: number;
  legs: { grantId: string | null; amount: string }[];
}

/** A wallet's figures and those of its grants that an event touches. */
export interface DueState {
  settled: bigint;
  held: bigint;
  debt: bigint;
  grants: Map<string, LiveGrant>;
}

/** A grant's figures while events are applied; `row` is what the database has. */
export interface LiveGrant {
  row: GrantRow;
  remaining: bigint;
  held: bigint;
  started: boolean;
  ended: boolean;
}

export const toLiveGrant = (row: GrantRow): LiveGrant => ({
  row,
  remaining: row.isStarted ? BigInt(row.remaining) : 0n,
  held: BigInt(row.held),
  started: row.isStarted,
  ended: row.endedAt !== null,
});

/** Holds of wallet `w` that ran out by `at`, as JSON. */
export const dueHoldsSql = (at: string): string => `(
  SELECT json_agg(json_build_object('id', h.id, 'expiresAt', (extract(epoch FROM h.expires_at) * 1000)::bigint, 'legs',
    (SELECT json_agg(json_build_object('grantId', l.grant_id, 'amount', l.amount_micro::text) ORDER BY l.leg)
     FROM hold_allocations l WHERE l.workspace_id = h.workspace_id AND l.hold_id = h.id)))
  FROM holds h
  WHERE h.workspace_id = w.workspace_id AND h.wallet_id = w.id AND h.status = 'open' AND h.expires_at <= ${at})`;

/** Grants of wallet `w` that start or end by `at`, and those that the holds of `dueHoldsSql` touch, as JSON. */
export const dueGrantsSql = (at: string): string => `(
  SELECT json_agg(${GRANT_JSON}) FROM grants g
  WHERE g.workspace_id = w.workspace_id AND g.wallet_id = w.id AND g.id IN (
    SELECT d.id FROM grants d
    WHERE d.workspace_id = w.workspace_id AND d.wallet_id = w.id AND d.ended_at IS NULL
      AND NOT d.is_started AND d.effective_at <= ${at}
    UNION ALL
    SELECT d.id FROM grants d
    WHERE d.workspace_id = w.workspace_id AND d.wallet_id = w.id AND d.ended_at IS NULL
      AND d.is_started AND d.expires_at <= ${at} AND d.remaining_micro > 0
    UNION ALL
    SELECT l.grant_id FROM holds h
    JOIN hold_allocations l ON l.workspace_id = h.workspace_id AND l.hold_id = h.id
    WHERE h.workspace_id = w.workspace_id AND h.wallet_id = w.id AND h.status = 'open' AND h.expires_at <= ${at}))`;

const HOLD_ENDS = 0;
const GRANT_ENDS = 1;
const GRANT_STARTS = 2;

interface DueEvent {
  at: number;
  rank: number;
  grant?: LiveGrant;
  hold?: DueHold;
}

function listEvents(state: DueState, holds: DueHold[], at: number): DueEvent[] {
  const events: DueEvent[] = holds
    .filter((hold) => hold.expiresAt <= at)
    .map((hold) => ({ at: hold.expiresAt, rank: HOLD_ENDS, hold }));
  for (const grant of state.grants.values()) {
    const { effectiveAt, expiresAt } = grant.row;
    if (grant.ended) continue;
    if (!grant.started && effectiveAt <= at) events.push({ at: effectiveAt, rank: GRANT_STARTS, grant });
    if (expiresAt !== null && expiresAt <= at) events.push({ at: expiresAt, rank: GRANT_ENDS, grant });
  }
  return events.sort((a, b) => a.at - b.at || a.rank - b.rank || (idOf(a) < idOf(b) ? -1 : 1));
}

const idOf = ({ grant, hold }: DueEvent): string => hold?.id ?? grant?.row.id ?? '';

/** Applies to `state` what falls due by `at` (milliseconds). Answers whether there was anything. */
export function applyDueEvents(state: DueState, holds: DueHold[], at: number): boolean {
  const events = listEvents(state, holds, at);
  for (const { rank, grant, hold } of events) {
    if (hold) endHold(state, hold);
    else if (grant && rank === GRANT_ENDS) endGrant(state, grant);
    else if (grant) startGrant(state, grant);
  }
  return events.length > 0;
}

function endHold(state: DueState, hold: DueHold): void {
  for (const { grantId, amount } of hold.legs) {
    const part = BigInt(amount);
    state.held -= part;
    const grant = grantId === null ? undefined : state.grants.get(grantId);
    if (!grant) continue;
    grant.held -= part;
    if (!grant.ended) continue;
    grant.remaining -= part; // what comes back to a grant that has ended goes at once
    state.settled -= part;
  }
}

function endGrant(state: DueState, grant: LiveGrant): void {
  if (grant.remaining === 0n) return; // used up: there is nothing that could end
  state.settled -= grant.remaining - grant.held;
  grant.remaining = grant.held;
  grant.ended = true;
}

function startGrant(state: DueState, grant: LiveGrant): void {
  const amount = BigInt(grant.row.amount);
  const repaid = state.debt < amount ? state.debt : amount;
  grant.started = true;
  grant.remaining = amount - repaid;
  state.settled += amount;
  state.debt -= repaid;
}

/** The row as it will be once what is due is booked. */
export function toPresentRow({ row, remaining, held, started, ended }: LiveGrant): GrantRow {
  if (!started) return row;
  const isEnding = ended && row.endReason === null;
  return {
    ...row,
    isStarted: true,
    remaining: String(remaining),
    held: String(held),
    endedAt: isEnding ? row.expiresAt : row.endedAt,
    endReason: isEnding ? 'expired' : row.endReason,
  };
}

/**
 * A grant's status at `at` (milliseconds), the same before and after a sweep. A grant that was used up stays `consumed`
 * when its end passes.
 */
export function statusOf(row: GrantRow, at: number): GrantStatus {
  if (row.endReason === 'voided') return 'voided';
  if (row.endReason === 'expired') return 'expired';
  if (row.isStarted && row.remaining === '0') return 'consumed';
  if (row.expiresAt !== null && row.expiresAt <= at) return 'expired';
  return row.effectiveAt > at ? 'scheduled' : 'active';
}
