/** Rows that operations name by id, and what fell due: all under the wallets' locks. */
import type { PoolClient } from '../../db/pool';
import type { Books } from '../plan/books';
import { CAME_BACK, compareEvents, type DueEvent } from '../plan/events';
import type { WalletState } from '../plan/state';
import { TRANSACTION_COLUMNS, type TransactionRow, toTransactionView } from '../read/rows';
import { loadGrantsById, remember } from './load-grants';
import {
  GRANT_COLUMNS,
  type GrantRow,
  HOLD_COLUMNS,
  type HoldRow,
  type PastRow,
  toHoldState,
  toPastTransaction,
} from './rows';
import { plainArray, run, timeArray, toMs } from './sql';

const HOLDS_BY_ID = `SELECT ${HOLD_COLUMNS} FROM holds h WHERE h.workspace_id = $1 AND h.id = ANY ($2::uuid[])`;

const PAST_BY_ID = `
  SELECT t.id, t.wallet_id, t.mode, t.kind, t.amount_micro, t.member_id, t.api_key_id, t.feature, t.context_id,
    t.context_description, t.hold_id, t.grant_id, t.occurred_at,
    ARRAY(SELECT a.grant_id::text FROM allocations a
          WHERE a.workspace_id = $1 AND a.transaction_id = t.id AND a.booked_at = t.booked_at ORDER BY a.leg) AS leg_grants,
    ARRAY(SELECT a.amount_micro::text FROM allocations a
          WHERE a.workspace_id = $1 AND a.transaction_id = t.id AND a.booked_at = t.booked_at ORDER BY a.leg) AS leg_amounts,
    (SELECT coalesce(sum(r.amount_micro), 0)::text FROM transactions r
     WHERE r.workspace_id = $1 AND r.related_id = t.id AND r.kind IN ('reverse', 'dispute_release')) AS given_back
  FROM transactions t WHERE t.workspace_id = $1 AND t.id = ANY ($2::uuid[])`;

/** Most events that one database transaction books; more make a further one. */
export const EVENTS_AT_ONCE = 500;

const DUE_HOLDS = `
  SELECT o.* FROM unnest($2::uuid[], $3::timestamptz[]) AS x (wallet_id, now)
  CROSS JOIN LATERAL (
    SELECT ${HOLD_COLUMNS} FROM holds h
    WHERE h.workspace_id = $1 AND h.wallet_id = x.wallet_id AND h.status = 'open' AND h.expires_at <= x.now
    ORDER BY h.expires_at, h.id LIMIT ${EVENTS_AT_ONCE + 1}) AS o`;

/** A wallet's next_event_at is never late, so nothing before it can be due: grants used up long ago are not read again. */
const DUE_ENDS = `
  SELECT o.* FROM unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[]) AS x (wallet_id, now, since)
  CROSS JOIN LATERAL (
    SELECT ${GRANT_COLUMNS} FROM grants g
    WHERE g.workspace_id = $1 AND g.wallet_id = x.wallet_id AND g.ended_at IS NULL AND g.remaining_micro > 0
      AND g.expires_at >= x.since AND g.expires_at <= x.now
    ORDER BY g.expires_at, g.id LIMIT ${EVENTS_AT_ONCE + 1}) AS o`;

const DUE_STARTS = `
  SELECT o.* FROM unnest($2::uuid[], $3::timestamptz[]) AS x (wallet_id, now)
  CROSS JOIN LATERAL (
    SELECT ${GRANT_COLUMNS} FROM grants g
    WHERE g.workspace_id = $1 AND g.wallet_id = x.wallet_id AND NOT g.is_started AND g.ended_at IS NULL
      AND g.effective_at <= x.now
    ORDER BY g.effective_at, g.id LIMIT ${EVENTS_AT_ONCE + 1}) AS o`;

const NEXT_EVENTS = `
  SELECT x.wallet_id, least(
    (SELECT min(h.expires_at) FROM holds h WHERE h.workspace_id = $1 AND h.wallet_id = x.wallet_id
      AND h.status = 'open' AND h.expires_at > x.now),
    (SELECT min(g.expires_at) FROM grants g WHERE g.workspace_id = $1 AND g.wallet_id = x.wallet_id
      AND g.ended_at IS NULL AND g.expires_at > x.now),
    (SELECT min(g.effective_at) FROM grants g WHERE g.workspace_id = $1 AND g.wallet_id = x.wallet_id
      AND NOT g.is_started AND g.ended_at IS NULL AND g.effective_at > x.now)) AS at
  FROM unnest($2::uuid[], $3::timestamptz[]) AS x (wallet_id, now)`;

const HELD_OVERDRAFT = `
  SELECT h.wallet_id, sum(a.amount_micro)::text AS amount
  FROM holds h JOIN hold_allocations a ON a.workspace_id = $1 AND a.hold_id = h.id AND a.grant_id IS NULL
  WHERE h.workspace_id = $1 AND h.wallet_id = ANY ($2::uuid[]) AND h.status = 'open'
  GROUP BY h.wallet_id`;

export async function loadHoldsById(
  client: PoolClient,
  workspaceId: string,
  books: Books,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const rows = await run<HoldRow>(client, 'holds-by-id', HOLDS_BY_ID, [workspaceId, plainArray(ids)]);
  for (const row of rows) if (!books.holds.has(row.id)) books.holds.set(row.id, toHoldState(row));
}

export async function loadPastById(
  client: PoolClient,
  workspaceId: string,
  books: Books,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const rows = await run<PastRow>(client, 'past-by-id', PAST_BY_ID, [workspaceId, plainArray(ids)]);
  for (const row of rows) books.past.set(row.id, toPastTransaction(row));
}

const VOID_ROWS = `
  SELECT DISTINCT ON (a.grant_id) a.grant_id AS voided_grant_id, ${TRANSACTION_COLUMNS}
  FROM grants g
  JOIN allocations a ON a.workspace_id = $1 AND a.grant_id = g.id
  JOIN transactions t ON t.workspace_id = $1 AND t.id = a.transaction_id AND t.booked_at = a.booked_at
  WHERE g.workspace_id = $1 AND g.id = ANY ($2::uuid[]) AND g.end_reason = 'voided' AND t.kind = 'void'
    AND t.occurred_at = g.ended_at AND t.reason IS DISTINCT FROM '${CAME_BACK}'
  ORDER BY a.grant_id, t.seq`;

/** The rows of the voids themselves, not of what came back later: what a second void is answered with. */
export async function loadVoidRows(
  client: PoolClient,
  workspaceId: string,
  books: Books,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const rows = await run<TransactionRow & { voided_grant_id: string }>(client, 'void-rows', VOID_ROWS, [
    workspaceId,
    plainArray(ids),
  ]);
  for (const row of rows) books.voidRows.set(row.voided_grant_id, toTransactionView(row));
}

/** The grants that loaded holds and past transactions point to. */
export async function loadGrantsBehind(
  client: PoolClient,
  workspaceId: string,
  books: Books,
  named: readonly string[],
): Promise<void> {
  const ids = new Set(named);
  for (const hold of books.holds.values()) {
    if (hold.status !== 'open') continue;
    for (const { grantId } of hold.legs) if (grantId) ids.add(grantId);
  }
  for (const past of books.past.values()) for (const { grantId } of past.legs) if (grantId) ids.add(grantId);
  await loadGrantsById(client, workspaceId, books, [...ids]);
}

/** How much open holds keep on overdraft, in wallets that may have such holds. */
export async function loadHeldOverdraft(client: PoolClient, workspaceId: string, books: Books): Promise<void> {
  const ids = [...books.wallets.values()]
    .filter((wallet) => wallet.isGuarded && wallet.held > 0n && (wallet.policy !== 'none' || wallet.debt > 0n))
    .map(({ id }) => id);
  if (ids.length === 0) return;
  const rows = await run<{ wallet_id: string; amount: string }>(client, 'held-overdraft', HELD_OVERDRAFT, [
    workspaceId,
    plainArray(ids),
  ]);
  for (const row of rows) books.wallet(row.wallet_id).heldOverdraft = BigInt(row.amount);
}

export interface DueOfWallet {
  wallet: WalletState;
  /** In the order to be booked, at most EVENTS_AT_ONCE. */
  events: DueEvent[];
  /** The first event that is left for the next database transaction. */
  leftFrom: number | null;
  /** The first event after now, as far as the database knows; Infinity: none. */
  nextAt: number;
}

/** What fell due in the wallets whose next event has come. */
export async function loadDueEvents(client: PoolClient, workspaceId: string, books: Books): Promise<DueOfWallet[]> {
  const wallets = [...books.wallets.values()].filter((wallet) => wallet.nextEventAt <= books.nowIn(wallet));
  if (wallets.length === 0) return [];
  const ids = plainArray(wallets.map(({ id }) => id));
  const nows = timeArray(wallets.map((wallet) => books.nowIn(wallet)));
  const since = timeArray(wallets.map(({ nextEventAt }) => nextEventAt));
  const holds = await run<HoldRow>(client, 'due-holds', DUE_HOLDS, [workspaceId, ids, nows]);
  const ends = await run<GrantRow>(client, 'due-ends', DUE_ENDS, [workspaceId, ids, nows, since]);
  const starts = await run<GrantRow>(client, 'due-starts', DUE_STARTS, [workspaceId, ids, nows]);
  const next = await run<{ wallet_id: string; at: Date | number | null }>(client, 'next-events', NEXT_EVENTS, [
    workspaceId,
    ids,
    nows,
  ]);
  const due = new Map(wallets.map((wallet) => [wallet.id, [] as DueEvent[]]));
  for (const row of holds) {
    const hold = toHoldState(row);
    books.holds.set(hold.id, hold);
    due.get(hold.walletId)?.push({ at: hold.expiresAt, rank: 0, hold });
  }
  for (const row of ends) {
    const grant = remember(books, row);
    due.get(grant.walletId)?.push({ at: grant.expiresAt, rank: 1, grant });
  }
  for (const row of starts) {
    const grant = remember(books, row);
    due.get(grant.walletId)?.push({ at: grant.effectiveAt, rank: 2, grant });
  }
  const nextAt = new Map(next.map((row) => [row.wallet_id, row.at === null ? Number.POSITIVE_INFINITY : toMs(row.at)]));
  return wallets.map((wallet) => {
    const events = (due.get(wallet.id) ?? []).sort(compareEvents);
    const leftFrom = events[EVENTS_AT_ONCE]?.at ?? null;
    return {
      wallet,
      events: events.slice(0, EVENTS_AT_ONCE),
      leftFrom,
      nextAt: nextAt.get(wallet.id) ?? Number.POSITIVE_INFINITY,
    };
  });
}
