/** What the ledger's own tests start from: a workspace with a ledger whose clock stands still. */
import type { TestClock } from '../../clock';
import { testClock } from '../../clock';
import { newId } from '../../ids';
import type { TestDatabase } from '../../testing/database';
import { booksOf, createWorkspace } from '../../testing/factories';
import { createLedger, type Ledger } from '..';
import type { GrantInput, Idempotency, Scope, WalletOwner } from '../types';

export const WALLET: WalletOwner = { kind: 'workspace' };
export const START = '2030-03-10T12:00:00.000Z';

export interface Scene {
  ledger: Ledger;
  clock: TestClock;
  workspaceId: string;
  scope: Scope;
  /** The scope and the workspace's wallet. */
  books: Scope & { owner: WalletOwner };
  give: (amountMicro: bigint, more?: Partial<GrantInput>) => Promise<string>;
  /** Settled, held, available, debt. */
  figures: (owner?: WalletOwner) => Promise<[bigint, bigint, bigint, bigint]>;
  /** Kind and amount of each row of the wallet, oldest first. */
  history: () => Promise<[string, bigint][]>;
}

export async function openScene(database: TestDatabase, { timeZone = 'UTC', at = START } = {}): Promise<Scene> {
  const clock = testClock(at);
  const ledger = createLedger({ pool: database.pool, clock });
  const workspaceId = await createWorkspace(database.pool, { timeZone });
  const scope = booksOf(workspaceId);
  const books = { ...scope, owner: WALLET };
  return {
    ledger,
    clock,
    workspaceId,
    scope,
    books,
    async give(amountMicro, more = {}) {
      const { result } = await ledger.grant({ ...books, source: 'admin', amountMicro, ...more });
      return result.grant.id;
    },
    async figures(owner = WALLET) {
      const shown = await ledger.balance({ ...scope, owner });
      return [shown.settledMicro, shown.heldMicro, shown.availableMicro, shown.debtMicro];
    },
    async history() {
      const { items } = await ledger.listTransactions({ ...scope, owner: WALLET }, { order: 'asc', limit: 200 });
      return items.map(({ kind, amountMicro }) => [kind, amountMicro]);
    },
  };
}

let count = 0;

export const newKey = (body = 'a', key = `key-${++count}`): Idempotency => ({
  credentialId: '11111111-1111-4111-8111-111111111111',
  key,
  requestHash: Buffer.alloc(32, body),
});

export const code = (expected: string) => ({ code: expected });

/** A paid purchase of so many credits. */
export async function makePurchase(database: TestDatabase, workspaceId: string, creditMicro: bigint): Promise<string> {
  const id = newId();
  await database.pool.query(
    `INSERT INTO purchases (workspace_id, id, status, credit_micro, price_minor, currency, actor_kind, paid_at)
     VALUES ($1, $2, 'paid', $3, 100, 'eur', 'job', now())`,
    [workspaceId, id, creditMicro],
  );
  return id;
}
