import type { PoolClient } from '../../db/pool';
import type { Books } from '../plan/books';
import type { WalletState } from '../plan/state';
import type { Part, StoredOutcome } from './part';
import { plainArray, run } from './sql';
import { newAllocations, newTransactions, rollups } from './write-history';
import { changedCounters, changedHolds, newHoldLegs, newHolds, newOutcomes } from './write-holds';
import { changedGrants, changedWallets, newGrants, newWallets, spentGrants } from './write-wallets';

/** Keeps one reply with a key, for what is written outside the books. */
export async function storeOutcome(
  client: PoolClient,
  workspaceId: string,
  outcome: StoredOutcome,
  now: number,
): Promise<void> {
  const part = newOutcomes([outcome], now);
  await run(
    client,
    'store-outcome',
    part.sql((index) => `$${index + 2}`),
    [workspaceId, ...part.values],
  );
}

const texts = new Map<string, string>();

/** Writes everything that was planned in one statement. The wallets are locked, so the figures are absolute. */
export async function writeBooks(
  client: PoolClient,
  workspaceId: string,
  books: Books,
  outcomes: StoredOutcome[],
): Promise<void> {
  const parts = partsOf(books, outcomes);
  if (parts.length === 0) return;
  const name = `write-${parts.map(({ letters }) => letters).join('')}`;
  let text = texts.get(name);
  if (!text) {
    text = compose(parts);
    texts.set(name, text);
  }
  await run(client, name, text, [workspaceId, ...parts.flatMap(({ values }) => values)]);
  await recheckGuards(client, workspaceId, books);
}

/** A wallet is made when the first thing is kept in it, not when somebody asks for it in vain. */
function isUsed(books: Books, wallet: WalletState): boolean {
  if (wallet.version > 0n || wallet.policy !== 'none') return true;
  for (const grant of books.touchedGrants) if (grant.walletId === wallet.id) return true;
  return false;
}

const UNGUARD = `
  UPDATE wallets w SET is_guarded = false
  WHERE w.workspace_id = $1 AND w.id = ANY ($2::uuid[])
    AND NOT EXISTS (SELECT 1 FROM budgets b WHERE b.workspace_id = $1 AND b.mode = w.mode)
    AND NOT EXISTS (
      SELECT 1 FROM grants g WHERE g.workspace_id = $1 AND g.wallet_id = w.id AND g.ended_at IS NULL
        AND g.features <> '{}' AND (NOT g.is_started OR g.remaining_micro > 0))`;

/** Where a reason for the guard went away, takes the guard off unless another is left. */
async function recheckGuards(client: PoolClient, workspaceId: string, books: Books): Promise<void> {
  const ids = [...books.touchedWallets]
    .filter((wallet) => wallet.isGuarded && wallet.mayUnguard && wallet.policy === 'none' && wallet.debt === 0n)
    .map(({ id }) => id);
  if (ids.length > 0) await run(client, 'unguard', UNGUARD, [workspaceId, plainArray(ids)]);
}

function compose(parts: Part[]): string {
  let used = 1;
  const ctes = parts.map((part) => {
    const base = used + 1;
    used += part.values.length;
    return `"part_${part.letters}" AS (\n${part.sql((index) => `$${base + index}`)}\n)`;
  });
  return `WITH ${ctes.join(', ')} SELECT 1 AS done WHERE $1::uuid IS NOT NULL`;
}

function partsOf(books: Books, outcomes: StoredOutcome[]): Part[] {
  const parts: Part[] = [];
  const add = <T>(rows: T[], part: (rows: T[]) => Part): void => {
    if (rows.length > 0) parts.push(part(rows));
  };
  const wallets = [...books.touchedWallets];
  const grants = [...books.touchedGrants];
  const holds = [...books.touchedHolds];
  const changed = grants.filter((grant) => !grant.isNew);
  add(
    wallets.filter((wallet) => wallet.isNew && isUsed(books, wallet)),
    newWallets,
  );
  add(
    wallets.filter(({ isNew }) => !isNew),
    changedWallets,
  );
  add(
    changed.filter(({ termsChanged }) => !termsChanged),
    spentGrants,
  );
  add(
    changed.filter(({ termsChanged }) => termsChanged),
    changedGrants,
  );
  add(
    grants.filter(({ isNew }) => isNew),
    newGrants,
  );
  add(books.transactions, newTransactions);
  add(
    books.transactions.filter(({ legs }) => legs.length > 0),
    newAllocations,
  );
  add(books.transactions, rollups);
  add(
    holds.filter(({ isNew }) => isNew),
    newHolds,
  );
  add(
    holds.filter(({ isNew }) => isNew),
    newHoldLegs,
  );
  add(
    holds.filter(({ isNew }) => !isNew),
    changedHolds,
  );
  add([...books.touchedCounters], changedCounters);
  add(outcomes, (rows) => newOutcomes(rows, books.now));
  return parts;
}
