import { describe, expect, it } from 'vitest';
import { testClock } from '../../clock';
import { newId } from '../../ids';
import { useTestDatabase } from '../../testing/database';
import { booksOf, CREDIT, createMember, createWorkspace, giveCredits } from '../../testing/factories';
import { createLedger } from '..';
import type { Idempotency } from '../types';

const database = useTestDatabase();
const workspaceWallet = { kind: 'workspace' } as const;

const keyOf = (key: string, body = 'a'): Idempotency => ({
  credentialId: '11111111-1111-4111-8111-111111111111',
  key,
  requestHash: Buffer.alloc(32, body),
});

async function setUp(grantMicro = 100n * CREDIT) {
  const ledger = createLedger({ pool: database.pool });
  const workspaceId = await createWorkspace(database.pool);
  if (grantMicro > 0n) await giveCredits(ledger, workspaceId, grantMicro);
  return { ledger, workspaceId, books: { ...booksOf(workspaceId), owner: workspaceWallet } };
}

describe('a spend', () => {
  it('takes from the balance, and says what is left', async () => {
    const { ledger, books } = await setUp();
    const first = await ledger.consume({ ...books, amountMicro: 30n * CREDIT, feature: 'chat', contextId: 'c-1' });
    expect(first.result).toMatchObject({
      settledMicro: 70n * CREDIT,
      heldMicro: 0n,
      availableMicro: 70n * CREDIT,
      transaction: { seq: 2n, kind: 'consume', amountMicro: -30n * CREDIT, feature: 'chat', contextId: 'c-1' },
    });
    const second = await ledger.consume({ ...books, amountMicro: 1n });
    expect(second.result.transaction).toMatchObject({ seq: 3n, balanceBeforeMicro: 70n * CREDIT });
    expect(await ledger.balance(books)).toMatchObject({ settledMicro: 70n * CREDIT - 1n });
  });

  it('is booked alike by the single statement and by the batch', async () => {
    const { ledger, books, workspaceId } = await setUp();
    const memberId = await createMember(database.pool, workspaceId);
    const ask = {
      ...books,
      actor: { kind: 'api_key', id: newId() } as const,
      amountMicro: 2n * CREDIT,
      memberId,
      feature: 'chat "fast", {really}',
      contextId: 'c\\1',
      contextDescription: 'Grüße, "quoted"',
      reason: null,
      metadata: { deep: { list: [1, 'two', null] } },
    };
    await ledger.consume(ask); // makes the member known
    const { result: alone } = await ledger.consume(ask);
    const [, batched] = await Promise.all([ledger.consume(ask), ledger.consume(ask)]);
    const shown = ({
      transaction: { id, seq, balanceBeforeMicro, balanceAfterMicro, bookedAt, occurredAt, ...same },
    }: typeof alone) => same;
    expect(shown(batched.result)).toEqual(shown(alone));
    for (const { transaction } of [alone, batched.result]) {
      expect(await ledger.getTransaction({ workspaceId, transactionId: transaction.id })).toEqual(transaction);
    }
  });

  it('beyond what is there is refused with exact figures and changes nothing', async () => {
    const { ledger, books } = await setUp(5n * CREDIT);
    await ledger.placeHold({ ...books, amountMicro: 2n * CREDIT });
    await expect(ledger.consume({ ...books, amountMicro: 4n * CREDIT })).rejects.toMatchObject({
      code: 'insufficient_credits',
      facts: {
        limit: 'credits',
        requestedMicro: 4n * CREDIT,
        availableMicro: 3n * CREDIT,
        heldMicro: 2n * CREDIT,
        shortMicro: CREDIT,
      },
    });
    expect(await ledger.balance(books)).toMatchObject({ settledMicro: 5n * CREDIT, heldMicro: 2n * CREDIT });
  });

  it('spends over several grants in burn order, and the rows behind it say which', async () => {
    const clock = testClock('2030-01-01T00:00:00Z');
    const ledger = createLedger({ pool: database.pool, clock });
    const workspaceId = await createWorkspace(database.pool);
    const books = { ...booksOf(workspaceId), owner: workspaceWallet };
    const give = async (more: object) =>
      (await ledger.grant({ ...books, source: 'admin', amountMicro: CREDIT, ...more })).result.grant.id;
    const paid = await give({ unitCostNano: 5n });
    const free = await give({});
    const ending = await give({ expiresAt: new Date('2030-02-01T00:00:00Z') });
    const first = await give({ priority: 1, unitCostNano: 9n });
    const { result } = await ledger.consume({ ...books, amountMicro: (7n * CREDIT) / 2n });
    const { allocations } = await ledger.explain({ workspaceId, transactionId: result.transaction.id });
    expect(allocations.map(({ grant, amountMicro }) => [grant?.id, amountMicro])).toEqual([
      [first, -CREDIT],
      [ending, -CREDIT],
      [free, -CREDIT],
      [paid, -CREDIT / 2n],
    ]);
  });
});

describe('an idempotency key', () => {
  it('spends once, and answers the same again', async () => {
    const { ledger, books } = await setUp();
    const ask = { ...books, amountMicro: CREDIT, metadata: { a: 1 }, idempotency: keyOf('once') };
    const first = await ledger.consume(ask);
    const second = await ledger.consume(ask);
    const elsewhere = await createLedger({ pool: database.pool }).consume(ask);
    expect(first.replayed).toBe(false);
    expect(second).toEqual({ result: first.result, replayed: true });
    expect(elsewhere).toEqual({ result: first.result, replayed: true });
    expect(await ledger.balance(books)).toMatchObject({ settledMicro: 99n * CREDIT });
  });

  it('is refused for another body', async () => {
    const { ledger, books } = await setUp();
    await ledger.consume({ ...books, amountMicro: CREDIT, idempotency: keyOf('same') });
    await expect(
      ledger.consume({ ...books, amountMicro: 2n * CREDIT, idempotency: keyOf('same', 'b') }),
    ).rejects.toMatchObject({ code: 'idempotency_key_reused' });
  });

  it('answers a refusal of the books again, though there is credit by then', async () => {
    const { ledger, books, workspaceId } = await setUp(0n);
    const ask = { ...books, amountMicro: CREDIT, idempotency: keyOf('refused') };
    await expect(ledger.consume(ask)).rejects.toMatchObject({ code: 'insufficient_credits' });
    await giveCredits(ledger, workspaceId, CREDIT);
    await expect(ledger.consume(ask)).rejects.toMatchObject({ code: 'insufficient_credits' });
    expect(await ledger.balance(books)).toMatchObject({ settledMicro: CREDIT });
  });
});
