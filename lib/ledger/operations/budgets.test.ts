import { describe, expect, it } from 'vitest';
import { newId } from '../../ids';
import { useTestDatabase } from '../../testing/database';
import { CREDIT, createApiKey, createMember } from '../../testing/factories';
import { createLedger } from '..';
import { code, newKey, openScene, WALLET } from './testing';

const database = useTestDatabase();

describe('a budget', () => {
  it('refuses what goes beyond it, with the figures of what is left', async () => {
    const { ledger, books, scope, give } = await openScene(database);
    await give(100n * CREDIT);
    const { result } = await ledger.setBudget({ ...scope, scope: 'workspace', period: 'day', limitMicro: 5n * CREDIT });
    await ledger.consume({ ...books, amountMicro: 3n * CREDIT });
    await ledger.placeHold({ ...books, amountMicro: CREDIT });
    await expect(ledger.consume({ ...books, amountMicro: 2n * CREDIT })).rejects.toMatchObject({
      code: 'budget_exceeded',
      facts: {
        limit: 'budget',
        budgetId: result.id,
        scope: 'workspace',
        period: 'day',
        limitMicro: 5n * CREDIT,
        usedMicro: 3n * CREDIT,
        heldMicro: CREDIT,
        remainingMicro: CREDIT,
        periodEndAt: new Date('2030-03-11T00:00:00Z'),
      },
    });
    await ledger.consume({ ...books, amountMicro: CREDIT });
  });

  it('set in mid-period counts what was used and held before', async () => {
    const { ledger, books, scope, give } = await openScene(database);
    await give(100n * CREDIT);
    await ledger.consume({ ...books, amountMicro: 3n * CREDIT });
    await ledger.placeHold({ ...books, amountMicro: CREDIT });
    await ledger.setBudget({ ...scope, scope: 'workspace', period: 'month', limitMicro: 5n * CREDIT });
    await expect(ledger.consume({ ...books, amountMicro: 2n * CREDIT })).rejects.toMatchObject(code('budget_exceeded'));
    await ledger.consume({ ...books, amountMicro: CREDIT });
    expect((await ledger.listBudgets(scope))[0]).toMatchObject({ usedMicro: 4n * CREDIT, heldMicro: CREDIT });
  });

  it('of a member or a key caps just those, whatever wallet pays', async () => {
    const { ledger, books, scope, workspaceId, give } = await openScene(database);
    await give(100n * CREDIT);
    const [one, two] = [await createMember(database.pool, workspaceId), await createMember(database.pool, workspaceId)];
    const key = await createApiKey(database.pool, workspaceId);
    await give(5n * CREDIT, { owner: { kind: 'member', memberId: one } });
    await ledger.setBudget({ ...scope, scope: 'member', scopeId: one, period: 'lifetime', limitMicro: CREDIT });
    await ledger.setBudget({ ...scope, scope: 'api_key', scopeId: key.id, period: 'lifetime', limitMicro: CREDIT });
    const refused = code('budget_exceeded');
    const ask = { ...books, amountMicro: 2n * CREDIT };
    await expect(ledger.consume({ ...ask, memberId: one })).rejects.toMatchObject(refused);
    await expect(ledger.consume({ ...ask, owner: { kind: 'member', memberId: one } })).rejects.toMatchObject(refused);
    await expect(ledger.consume({ ...ask, actor: { kind: 'api_key', id: key.id } })).rejects.toMatchObject(refused);
    await ledger.consume({ ...ask, memberId: two });
    await ledger.consume(ask);
  });

  it('counts usage in the period it happened in, in the zone of the workspace', async () => {
    const { ledger, books, scope, give } = await openScene(database, {
      timeZone: 'Asia/Kathmandu',
      at: '2030-03-10T18:20:00Z', // 00:05 on the 11th there
    });
    await give(100n * CREDIT);
    await ledger.setBudget({ ...scope, scope: 'workspace', period: 'day', limitMicro: 5n * CREDIT });
    const yesterday = new Date('2030-03-10T18:10:00Z');
    await ledger.consume({ ...books, amountMicro: 4n * CREDIT, occurredAt: yesterday });
    await ledger.consume({ ...books, amountMicro: 5n * CREDIT });
    await expect(ledger.consume({ ...books, amountMicro: 2n * CREDIT, occurredAt: yesterday })).rejects.toMatchObject({
      code: 'budget_exceeded',
      facts: { usedMicro: 4n * CREDIT },
    });
  });

  it('gets back what is reversed or released, in its own period', async () => {
    const { ledger, books, scope, give, clock } = await openScene(database);
    await give(100n * CREDIT);
    await ledger.setBudget({ ...scope, scope: 'workspace', period: 'day', limitMicro: 5n * CREDIT });
    const { id } = (await ledger.consume({ ...books, amountMicro: 5n * CREDIT })).result.transaction;
    clock.tick({ days: 1 });
    await ledger.consume({ ...books, amountMicro: 5n * CREDIT });
    await ledger.reverse({ ...scope, transactionId: id, reason: 'test' });
    await expect(ledger.consume({ ...books, amountMicro: 1n })).rejects.toMatchObject(code('budget_exceeded'));
    clock.tick({ days: 1 });
    const { hold } = (await ledger.placeHold({ ...books, amountMicro: 5n * CREDIT })).result;
    await expect(ledger.consume({ ...books, amountMicro: 1n })).rejects.toMatchObject(code('budget_exceeded'));
    await ledger.releaseHold({ ...scope, holdId: hold.id });
    await ledger.placeHold({ ...books, amountMicro: 5n * CREDIT, ttlSeconds: 60 });
    clock.tick({ minutes: 1 });
    await ledger.consume({ ...books, amountMicro: 5n * CREDIT });
  });

  it('never refuses a capture of what is held, but the excess', async () => {
    const { ledger, books, scope, give } = await openScene(database);
    await give(100n * CREDIT);
    const { hold } = (await ledger.placeHold({ ...books, amountMicro: 3n * CREDIT })).result;
    await ledger.setBudget({ ...scope, scope: 'workspace', period: 'day', limitMicro: CREDIT });
    const ask = { ...scope, holdId: hold.id, excess: 'consume' as const };
    await expect(ledger.captureHold({ ...ask, amountMicro: 4n * CREDIT })).rejects.toMatchObject(
      code('budget_exceeded'),
    );
    await ledger.captureHold({ ...ask, amountMicro: 3n * CREDIT });
  });

  it('is passed by no unit, however many spend at once from several wallets and processes', async () => {
    const { books, scope, workspaceId, give } = await openScene(database);
    const ledgers = [0, 1].map(() => createLedger({ pool: database.pool }));
    const memberId = await createMember(database.pool, workspaceId);
    const owner = { kind: 'member', memberId } as const;
    const expires = { expiresAt: null };
    await give(100n * CREDIT, expires);
    await give(100n * CREDIT, { owner });
    await ledgers[0]!.setBudget({ ...scope, scope: 'workspace', period: 'lifetime', limitMicro: 7n * CREDIT });
    const tries = await Promise.allSettled(
      [...Array(40)].map((_, index) =>
        ledgers[index % 2]!.consume({ ...books, owner: index % 4 < 2 ? WALLET : owner, amountMicro: CREDIT }),
      ),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(7);
  });

  it('set twice changes its limit, and removed lets all through and takes the guard off', async () => {
    const { ledger, books, scope, workspaceId, give } = await openScene(database);
    await give(100n * CREDIT);
    const ask = { ...scope, scope: 'workspace', period: 'day' } as const;
    const first = await ledger.setBudget({ ...ask, limitMicro: CREDIT, idempotency: newKey('a', 'budget') });
    const again = await ledger.setBudget({ ...ask, limitMicro: CREDIT, idempotency: newKey('a', 'budget') });
    expect(again).toEqual({ result: first.result, replayed: true });
    const second = await ledger.setBudget({ ...ask, limitMicro: 2n * CREDIT });
    expect(second.result).toMatchObject({ id: first.result.id, limitMicro: 2n * CREDIT });
    await ledger.removeBudget({ ...scope, budgetId: first.result.id });
    await expect(ledger.removeBudget({ ...scope, budgetId: first.result.id })).rejects.toMatchObject(code('not_found'));
    await ledger.consume({ ...books, amountMicro: 50n * CREDIT });
    const { rows } = await database.pool.query('SELECT is_guarded FROM wallets WHERE workspace_id = $1', [workspaceId]);
    expect(rows).toEqual([{ is_guarded: false }]);
  });

  it('for nobody of the workspace is refused', async () => {
    const { ledger, scope } = await openScene(database);
    for (const kind of ['member', 'api_key'] as const) {
      await expect(
        ledger.setBudget({ ...scope, scope: kind, scopeId: newId(), period: 'day', limitMicro: 1n }),
      ).rejects.toMatchObject(code('not_found'));
    }
  });
});
