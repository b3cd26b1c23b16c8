import type { PoolClient } from '../../db/pool';
import type { Books } from '../plan/books';
import { compareBurnOrder, freeOf, isOpen } from '../plan/burn-order';
import type { GrantState, WalletState } from '../plan/state';
import {
  GRANT_COLUMNS,
  type GrantRow,
  SLIM_GRANT_COLUMNS,
  type SlimGrantRow,
  toGrantDetails,
  toGrantState,
} from './rows';
import { plainArray, run } from './sql';

/** Same order as compareBurnOrder; served by the index grants_burn_order. */
const BURN_ORDER = `g.workspace_id, g.wallet_id, g.priority, g.expires_at, g.unit_cost_nano, g.effective_at,
  g.created_at, g.id`;

const openGrants = (columns: string): string => `
  SELECT o.* FROM unnest($2::uuid[], $3::int[]) AS x (wallet_id, skipped)
  CROSS JOIN LATERAL (
    SELECT ${columns} FROM grants g
    WHERE g.workspace_id = $1 AND g.wallet_id = x.wallet_id AND g.is_open
    ORDER BY ${BURN_ORDER} OFFSET x.skipped LIMIT $4) AS o`;

const GRANTS_BY_ID = `SELECT ${GRANT_COLUMNS} FROM grants g WHERE g.workspace_id = $1 AND g.id = ANY ($2::uuid[])`;

const FIRST_STEP = 1;
const STEP_GROWTH = 8;
const LARGEST_STEP = 4096;

/** How much of its grants each wallet needs; undefined: as the wallet has. */
export type BurnNeeds = ReadonlyMap<WalletState, bigint>;

/**
 * Loads open grants in burn order, only as many as the need takes: mostly one, so that a wallet with 10,000 grants costs
 * what one with ten does. Scoped wallets may need more: the planner then asks (loadMore).
 */
export async function loadForBurn(
  client: PoolClient,
  workspaceId: string,
  books: Books,
  needs: BurnNeeds,
  isWhole: boolean,
): Promise<void> {
  for (let step = FIRST_STEP; ; step = Math.min(step * STEP_GROWTH, LARGEST_STEP)) {
    const short = [...needs].filter(([wallet, need]) => !wallet.isComplete && loadedFree(wallet) < need);
    if (short.length === 0) return;
    await loadStep(
      client,
      workspaceId,
      books,
      short.map(([wallet]) => wallet),
      step,
      isWhole,
    );
  }
}

const loadedFree = (wallet: WalletState): bigint => {
  let free = 0n;
  for (const grant of wallet.open) free += freeOf(grant);
  return free;
};

/** Loads the next open grants of one wallet, more each time. */
export async function loadMore(
  client: PoolClient,
  workspaceId: string,
  books: Books,
  wallet: WalletState,
  isWhole: boolean,
): Promise<void> {
  const step = Math.min(Math.max(wallet.loadedCount, 1) * STEP_GROWTH, LARGEST_STEP);
  await loadStep(client, workspaceId, books, [wallet], step, isWhole);
}

async function loadStep(
  client: PoolClient,
  workspaceId: string,
  books: Books,
  wallets: readonly WalletState[],
  step: number,
  isWhole: boolean,
): Promise<void> {
  const rows = await run<SlimGrantRow | GrantRow>(
    client,
    isWhole ? 'open-grants-whole' : 'open-grants',
    openGrants(isWhole ? GRANT_COLUMNS : SLIM_GRANT_COLUMNS),
    [workspaceId, plainArray(wallets.map(({ id }) => id)), plainArray(wallets.map((w) => w.loadedCount)), step],
  );
  const byWallet = new Map<string, (SlimGrantRow | GrantRow)[]>();
  for (const row of rows) {
    const list = byWallet.get(row.wallet_id);
    if (list) list.push(row);
    else byWallet.set(row.wallet_id, [row]);
  }
  for (const wallet of wallets) extendHorizon(books, wallet, byWallet.get(wallet.id) ?? [], step);
}

/** Takes newly loaded open grants in, and those that were known before but lay after the last one loaded. */
function extendHorizon(books: Books, wallet: WalletState, rows: (SlimGrantRow | GrantRow)[], step: number): void {
  for (const row of rows) {
    const grant = remember(books, row);
    // What was loaded by id before is in the list already, or an operation of this batch has used it up.
    if (grant.isListed || !isOpen(grant)) continue;
    grant.isListed = true;
    wallet.open.push(grant);
  }
  wallet.loadedCount += rows.length;
  wallet.isComplete = rows.length < step;
  const last = rows.at(-1);
  if (last) wallet.horizon = toGrantState(last);
  if (wallet.beyond.length === 0) return;
  const horizon = wallet.horizon;
  const reached = wallet.beyond.filter(
    (grant) => wallet.isComplete || (horizon !== null && compareBurnOrder(grant, horizon) <= 0),
  );
  wallet.beyond = wallet.beyond.filter((grant) => !reached.includes(grant));
  wallet.open.push(...reached);
  wallet.open.sort(compareBurnOrder);
}

/** One state per grant, however often it is loaded. */
export function remember(books: Books, row: SlimGrantRow | GrantRow): GrantState {
  const known = books.grants.get(row.id);
  if (!known) {
    const grant = toGrantState(row);
    books.grants.set(grant.id, grant);
    return grant;
  }
  if ('amount_micro' in row) known.details ??= toGrantDetails(row);
  return known;
}

export async function loadGrantsById(
  client: PoolClient,
  workspaceId: string,
  books: Books,
  ids: readonly string[],
): Promise<void> {
  const unknown = ids.filter((id) => !books.grants.get(id)?.details);
  if (unknown.length === 0) return;
  const rows = await run<GrantRow>(client, 'grants-by-id', GRANTS_BY_ID, [workspaceId, plainArray(unknown)]);
  for (const row of rows) {
    const grant = remember(books, row);
    const wallet = books.wallets.get(grant.walletId);
    if (!wallet || grant.isListed || !isOpen(grant)) continue;
    books.relist(grant);
  }
}
