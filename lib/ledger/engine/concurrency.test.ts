import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testClock } from '../../clock';
import { createPool, type Pool } from '../../db/pool';
import { isAppError } from '../../errors';
import { useTestDatabase } from '../../testing/database';
import { booksOf, CREDIT, createMember, createWorkspace, giveCredits } from '../../testing/factories';
import { createLedger, type Ledger } from '..';
import { newKey, WALLET } from '../operations/testing';

const database = useTestDatabase();
let pools: Pool[] = [];
let ledgers: Ledger[] = [];

/** Two processes, as far as the database can tell. */
beforeAll(() => {
  const options = { max: 8, applicationName: 'coffer-other', patience: 10 };
  pools = [0, 1].map(() => createPool({ connectionString: database.url, ...options }));
  ledgers = pools.map((pool) => createLedger({ pool }));
});
afterAll(async () => {
  for (const pool of pools) await pool.end();
});

const ledgerOf = (index: number): Ledger => ledgers[index % 2]!;

/** How often each outcome came; anything but a refusal of the books fails the test. */
async function tally(tries: Promise<unknown>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const outcome of await Promise.allSettled(tries)) {
    if (outcome.status === 'rejected' && !isAppError(outcome.reason)) throw outcome.reason;
    const name = outcome.status === 'fulfilled' ? 'done' : String(outcome.reason.code);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

describe('at once, from two processes', () => {
  it('200 spends over the last credit: exactly one is done, in each of 50 rounds', async () => {
    for (let round = 0; round < 50; round++) {
      const workspaceId = await createWorkspace(database.pool);
      await giveCredits(ledgerOf(round), workspaceId, CREDIT);
      const ask = { ...booksOf(workspaceId), owner: WALLET, amountMicro: CREDIT };
      const counts = await tally([...Array(200)].map((_, index) => ledgerOf(index).consume(ask)));
      expect(counts).toEqual({ done: 1, insufficient_credits: 199 });
    }
  });

  it('100 copies of one key have one effect and one answer, and another body is refused', async () => {
    for (let round = 0; round < 10; round++) {
      const workspaceId = await createWorkspace(database.pool);
      await giveCredits(ledgerOf(0), workspaceId, 1000n * CREDIT);
      const idempotency = newKey();
      const ask = { ...booksOf(workspaceId), owner: WALLET, amountMicro: CREDIT, idempotency };
      const replies = await Promise.all([...Array(100)].map((_, index) => ledgerOf(index).consume(ask)));
      expect(new Set(replies.map(({ result }) => result.transaction.id)).size).toBe(1);
      expect(replies.filter(({ replayed }) => !replayed)).toHaveLength(1);
      for (const { result } of replies) expect(result).toEqual(replies[0]!.result);
      const other = { ...idempotency, requestHash: Buffer.alloc(32, 'b') };
      const counts = await tally(
        [...Array(10)].map((_, index) => ledgerOf(index).consume({ ...ask, idempotency: other })),
      );
      expect(counts).toEqual({ idempotency_key_reused: 10 });
      expect(await ledgerOf(0).balance(ask)).toMatchObject({ settledMicro: 999n * CREDIT });
    }
  });

  it('copies of one key with different bodies: one wins, wherever it runs', async () => {
    const workspaceId = await createWorkspace(database.pool);
    await giveCredits(ledgerOf(0), workspaceId, 1000n * CREDIT);
    const memberId = await createMember(database.pool, workspaceId);
    const member = { kind: 'member', memberId } as const;
    await ledgerOf(0).grant({ ...booksOf(workspaceId), owner: member, source: 'admin', amountMicro: 100n * CREDIT });
    for (let round = 0; round < 10; round++) {
      const idempotency = newKey();
      const ask = { ...booksOf(workspaceId), amountMicro: CREDIT };
      const counts = await tally([
        ledgerOf(0).consume({ ...ask, owner: WALLET, idempotency }),
        ledgerOf(1).consume({
          ...ask,
          owner: member,
          idempotency: { ...idempotency, requestHash: Buffer.alloc(32, 'b') },
        }),
      ]);
      expect(counts).toEqual({ done: 1, idempotency_key_reused: 1 });
    }
  });

  it('transfers in opposite directions end, and no credit is lost', async () => {
    const workspaceId = await createWorkspace(database.pool);
    const scope = booksOf(workspaceId);
    const member = { kind: 'member', memberId: await createMember(database.pool, workspaceId) } as const;
    for (const owner of [WALLET, member]) {
      await ledgerOf(0).grant({ ...scope, owner, source: 'admin', amountMicro: 1_000n * CREDIT });
    }
    const counts = await tally(
      [...Array(400)].map((_, index) =>
        ledgerOf(index).transfer({
          ...scope,
          from: index % 4 < 2 ? WALLET : member,
          to: index % 4 < 2 ? member : WALLET,
          amountMicro: CREDIT,
        }),
      ),
    );
    expect(counts).toEqual({ done: 400 });
    const figures = await ledgerOf(0).workspaceFigures(scope);
    expect(figures.settledMicro).toBe(2_000n * CREDIT);
  });

  it('spends, holds, captures, releases, voids, reversals and expiries of one wallet keep the books whole', async () => {
    // A clock that stands still until all are under way: nothing ends while it is prepared, however long that takes.
    const clock = testClock(new Date(Date.now() - 3_600_000));
    const clocked = pools.map((pool) => createLedger({ pool, clock }));
    const ledgerOf = (index: number): Ledger => clocked[index % 2]!;
    const later = (seconds: number) => new Date(clock.now().getTime() + seconds * 1_000);
    for (let round = 0; round < 6; round++) {
      const workspaceId = await createWorkspace(database.pool);
      const scope = booksOf(workspaceId);
      const ask = { ...scope, owner: WALLET };
      const grantId = await giveCredits(ledgerOf(0), workspaceId, 30n * CREDIT, { expiresAt: later(1) });
      await giveCredits(ledgerOf(0), workspaceId, 30n * CREDIT);
      const holds = await Promise.all(
        [...Array(12)].map(() => ledgerOf(0).placeHold({ ...ask, amountMicro: 2n * CREDIT })),
      );
      const spent = await Promise.all(
        [...Array(6)].map(() => ledgerOf(1).consume({ ...ask, amountMicro: 3n * CREDIT })),
      );
      const end = async (index: number) => {
        await new Promise((resolve) => setTimeout(resolve, 10));
        if (index === 0) clock.tick({ seconds: 1 });
        return ledgerOf(index).sweepDueWallets(50);
      };
      await tally([
        ...holds.flatMap(({ result: { hold } }, index) => [
          ledgerOf(index).captureHold({ ...scope, holdId: hold.id, amountMicro: CREDIT }),
          ledgerOf(index + 1).releaseHold({ ...scope, holdId: hold.id }),
        ]),
        ...spent.flatMap(({ result: { transaction } }, index) => [
          ledgerOf(index).reverse({ ...scope, transactionId: transaction.id, amountMicro: CREDIT, reason: 'test' }),
          ledgerOf(index + 1).reverse({ ...scope, transactionId: transaction.id, reason: 'test' }),
        ]),
        ...[...Array(20)].map((_, index) => ledgerOf(index).consume({ ...ask, amountMicro: CREDIT })),
        ledgerOf(round).voidGrant({ ...scope, grantId, reason: 'test' }),
        ledgerOf(round + 1).changeExpiry({ ...scope, grantId, expiresAt: later(60) }),
        end(0),
        end(1),
      ]);
      const { heldMicro, availableMicro } = await ledgerOf(0).balance(ask);
      expect(heldMicro).toBe(0n);
      expect(availableMicro).toBeGreaterThanOrEqual(0n);
    }
  });

  it('the first grants of an owner make one wallet', async () => {
    for (let round = 0; round < 5; round++) {
      const workspaceId = await createWorkspace(database.pool);
      const ask = { ...booksOf(workspaceId), owner: WALLET, source: 'admin', amountMicro: CREDIT } as const;
      await Promise.all([...Array(30)].map((_, index) => ledgerOf(index).grant(ask)));
      expect(await ledgerOf(0).balance(ask)).toMatchObject({ settledMicro: 30n * CREDIT });
    }
  });

  it('a queue that is full refuses at once, and what was taken in is done', async () => {
    const workspaceId = await createWorkspace(database.pool);
    await giveCredits(ledgerOf(0), workspaceId, 10_000n * CREDIT);
    const ask = { ...booksOf(workspaceId), owner: WALLET, amountMicro: CREDIT };
    const counts = await tally([...Array(2_500)].map(() => ledgerOf(0).consume(ask)));
    expect(counts.overloaded).toBeGreaterThan(0);
    expect(counts.done! + counts.overloaded!).toBe(2_500);
    expect(await ledgerOf(0).balance(ask)).toMatchObject({
      settledMicro: (10_000n - BigInt(counts.done!)) * CREDIT,
    });
  });
});
