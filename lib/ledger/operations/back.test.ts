import type { PoolClient } from 'pg';
import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../testing/database';
import { CREDIT, createMember } from '../../testing/factories';
import { code, newKey, openScene, WALLET } from './testing';

const database = useTestDatabase();
const at = (iso: string) => new Date(iso);

describe('a reversal', () => {
  it('goes back to the same grants in the recorded order, whole or in parts, and never twice', async () => {
    const { ledger, books, scope, workspaceId, give, figures } = await openScene(database);
    const first = await give(2n * CREDIT, { priority: 1 });
    const second = await give(5n * CREDIT, { priority: 2 });
    const spent = (await ledger.consume({ ...books, amountMicro: 4n * CREDIT, feature: 'chat' })).result.transaction;
    await give(CREDIT, { priority: 0 });
    const ask = { ...scope, transactionId: spent.id, reason: 'the job failed' };
    const one = await ledger.reverse({ ...ask, amountMicro: CREDIT });
    expect(one.result).toMatchObject({
      reversibleMicro: 3n * CREDIT,
      transaction: { kind: 'reverse', amountMicro: CREDIT, relatedId: spent.id, feature: 'chat' },
    });
    const rest = await ledger.reverse(ask);
    const grantsOf = async (transactionId: string) =>
      (await ledger.explain({ workspaceId, transactionId })).allocations.map((leg) => [leg.grant?.id, leg.amountMicro]);
    expect(await grantsOf(one.result.transaction.id)).toEqual([[first, CREDIT]]);
    expect(await grantsOf(rest.result.transaction.id)).toEqual([
      [first, CREDIT],
      [second, 2n * CREDIT],
    ]);
    await expect(ledger.reverse(ask)).rejects.toMatchObject(code('already_reversed'));
    expect(await figures()).toEqual([8n * CREDIT, 0n, 8n * CREDIT, 0n]);
  });

  it('of more than is left is refused with what is left', async () => {
    const { ledger, books, scope, give } = await openScene(database);
    await give(5n * CREDIT);
    const { id } = (await ledger.consume({ ...books, amountMicro: 4n * CREDIT })).result.transaction;
    const ask = { ...scope, transactionId: id, reason: 'test' };
    await ledger.reverse({ ...ask, amountMicro: CREDIT });
    await expect(ledger.reverse({ ...ask, amountMicro: 4n * CREDIT })).rejects.toMatchObject({
      code: 'conflict',
      facts: { reversibleMicro: 3n * CREDIT },
    });
  });

  it('of anything but a spend is refused, and of a row elsewhere is not found', async () => {
    const { ledger, books, scope } = await openScene(database);
    const other = await openScene(database);
    const granted = await ledger.grant({ ...books, source: 'admin', amountMicro: CREDIT });
    const ask = { transactionId: granted.result.transaction!.id, reason: 'test' };
    await expect(ledger.reverse({ ...scope, ...ask })).rejects.toMatchObject(code('conflict'));
    await expect(ledger.reverse({ ...other.scope, ...ask })).rejects.toMatchObject(code('not_found'));
  });

  it('to a grant that has expired leaves again at once', async () => {
    const { ledger, books, scope, give, figures, history, clock } = await openScene(database);
    await give(4n * CREDIT, { expiresAt: at('2030-03-11T00:00:00Z') });
    await give(4n * CREDIT);
    const { id } = (await ledger.consume({ ...books, amountMicro: 6n * CREDIT })).result.transaction;
    clock.set('2030-03-12T00:00:00Z');
    const { result } = await ledger.reverse({ ...scope, transactionId: id, reason: 'test' });
    expect(result.endedTransactions).toMatchObject([
      { kind: 'expire', amountMicro: -4n * CREDIT, occurredAt: at('2030-03-12T00:00:00Z') },
    ]);
    expect(await figures()).toEqual([4n * CREDIT, 0n, 4n * CREDIT, 0n]);
    expect((await history()).slice(-2)).toEqual([
      ['reverse', 6n * CREDIT],
      ['expire', -4n * CREDIT],
    ]);
  });

  it('to a grant that was voided is voided', async () => {
    const { ledger, books, scope, give, history } = await openScene(database);
    const grantId = await give(4n * CREDIT);
    const { id } = (await ledger.consume({ ...books, amountMicro: CREDIT })).result.transaction;
    await ledger.voidGrant({ ...scope, grantId, reason: 'mistake' });
    await ledger.reverse({ ...scope, transactionId: id, reason: 'test' });
    expect((await history()).slice(-2)).toEqual([
      ['reverse', CREDIT],
      ['void', -CREDIT],
    ]);
  });

  it('of a capture gives back as that of a consume does', async () => {
    const { ledger, books, scope, give, figures } = await openScene(database);
    await give(4n * CREDIT);
    const { hold } = (await ledger.placeHold({ ...books, amountMicro: 2n * CREDIT })).result;
    const { transaction } = (await ledger.captureHold({ ...scope, holdId: hold.id })).result;
    await ledger.reverse({ ...scope, transactionId: transaction.id, reason: 'test' });
    expect(await figures()).toEqual([4n * CREDIT, 0n, 4n * CREDIT, 0n]);
  });

  it('counts in the usage of the day of the spend', async () => {
    const { ledger, books, scope, give, clock } = await openScene(database);
    await give(9n * CREDIT);
    const { id } = (await ledger.consume({ ...books, amountMicro: 5n * CREDIT })).result.transaction;
    clock.tick({ days: 2 });
    await ledger.reverse({ ...scope, transactionId: id, amountMicro: 2n * CREDIT, reason: 'test' });
    const report = await ledger.usage({
      ...scope,
      timeZone: 'UTC',
      fromDate: '2030-03-10',
      toDate: '2030-03-12',
    });
    expect(report.buckets.map(({ totalMicro }) => totalMicro)).toEqual([3n * CREDIT, 0n, 0n]);
  });
});

describe('an adjustment', () => {
  it('up makes a grant, down takes from grants in burn order, both with a reason', async () => {
    const { ledger, books, give, figures, history } = await openScene(database);
    await give(2n * CREDIT, { features: ['video'] });
    const up = await ledger.adjust({ ...books, amountMicro: 5n * CREDIT, reason: 'goodwill' });
    expect(up.result).toMatchObject({ grant: { source: 'adjustment' }, transaction: { reason: 'goodwill' } });
    await ledger.adjust({ ...books, amountMicro: -6n * CREDIT, reason: 'counted twice' });
    expect(await figures()).toEqual([CREDIT, 0n, CREDIT, 0n]);
    expect((await history()).slice(-2)).toEqual([
      ['adjust', 5n * CREDIT],
      ['adjust', -6n * CREDIT],
    ]);
    await expect(ledger.adjust({ ...books, amountMicro: -2n * CREDIT, reason: 'too much' })).rejects.toMatchObject(
      code('insufficient_credits'),
    );
    await expect(ledger.adjust({ ...books, amountMicro: CREDIT, reason: ' ' })).rejects.toMatchObject(
      code('validation_failed'),
    );
  });
});

describe('a transfer', () => {
  it('keeps expiry and cost, and both sides name each other', async () => {
    const { ledger, scope, workspaceId, give, figures, clock } = await openScene(database);
    const owner = { kind: 'member', memberId: await createMember(database.pool, workspaceId) } as const;
    const ending = { expiresAt: at('2030-03-11T00:00:00Z'), unitCostNano: 3n, currency: 'eur', features: ['video'] };
    const source = await give(2n * CREDIT, ending);
    await give(5n * CREDIT);
    const { result } = await ledger.transfer({ ...scope, from: WALLET, to: owner, amountMicro: 3n * CREDIT });
    expect(result.grants).toMatchObject([
      { ...ending, amountMicro: 2n * CREDIT, parentId: source, source: 'transfer' },
      { amountMicro: CREDIT, expiresAt: null, unitCostNano: 0n },
    ]);
    expect(result.out).toMatchObject({ kind: 'transfer_out', amountMicro: -3n * CREDIT, relatedId: result.in.id });
    expect(result.in).toMatchObject({ kind: 'transfer_in', amountMicro: 3n * CREDIT, relatedId: result.out.id });
    expect(await figures()).toEqual([4n * CREDIT, 0n, 4n * CREDIT, 0n]);
    clock.set('2030-03-11T00:00:00Z');
    expect(await figures(owner)).toEqual([CREDIT, 0n, CREDIT, 0n]);
  });

  it('of more than is available changes neither side, nor makes a wallet', async () => {
    const { ledger, scope, workspaceId, give } = await openScene(database);
    const to = { kind: 'member', memberId: await createMember(database.pool, workspaceId) } as const;
    await give(CREDIT);
    const ask = { ...scope, from: WALLET, to, amountMicro: 2n * CREDIT };
    await expect(ledger.transfer(ask)).rejects.toMatchObject(code('insufficient_credits'));
    await expect(ledger.transfer({ ...ask, to: WALLET })).rejects.toMatchObject(code('validation_failed'));
    expect(await ledger.balance({ ...scope, owner: to })).toMatchObject({ walletId: null });
  });
});

describe('an overdraft', () => {
  it('lets a spend go into debt up to its limit, and the next grant repays it by a settle row', async () => {
    const { ledger, books, give, figures, history } = await openScene(database);
    await give(2n * CREDIT);
    await ledger.setOverdraft({ ...books, policy: 'limit', limitMicro: 3n * CREDIT });
    await expect(ledger.consume({ ...books, amountMicro: 6n * CREDIT })).rejects.toMatchObject({
      code: 'insufficient_credits',
      facts: { spendableMicro: 5n * CREDIT, availableMicro: 2n * CREDIT },
    });
    await ledger.consume({ ...books, amountMicro: 4n * CREDIT });
    expect(await figures()).toEqual([-2n * CREDIT, 0n, -2n * CREDIT, 2n * CREDIT]);
    const granted = await ledger.grant({ ...books, source: 'admin', amountMicro: 5n * CREDIT });
    expect(granted.result.grant).toMatchObject({ amountMicro: 5n * CREDIT, remainingMicro: 3n * CREDIT });
    expect(await figures()).toEqual([3n * CREDIT, 0n, 3n * CREDIT, 0n]);
    expect((await history()).slice(-2)).toEqual([
      ['grant', 5n * CREDIT],
      ['settle', 0n],
    ]);
  });

  it('counts what holds keep on it', async () => {
    const { ledger, books, scope, give, figures } = await openScene(database);
    await give(CREDIT);
    await ledger.setOverdraft({ ...books, policy: 'limit', limitMicro: 3n * CREDIT });
    const { hold } = (await ledger.placeHold({ ...books, amountMicro: 3n * CREDIT })).result;
    expect(await figures()).toEqual([CREDIT, 3n * CREDIT, -2n * CREDIT, 0n]);
    await expect(ledger.consume({ ...books, amountMicro: 2n * CREDIT })).rejects.toMatchObject(
      code('insufficient_credits'),
    );
    await expect(ledger.setOverdraft({ ...books, policy: 'none' })).rejects.toMatchObject(code('conflict'));
    await ledger.consume({ ...books, amountMicro: CREDIT });
    await ledger.captureHold({ ...scope, holdId: hold.id });
    expect(await figures()).toEqual([-3n * CREDIT, 0n, -3n * CREDIT, 3n * CREDIT]);
  });

  it('without limit never refuses, and switched off blocks spending until the debt is paid', async () => {
    const { ledger, books, give, figures } = await openScene(database);
    await ledger.setOverdraft({ ...books, policy: 'unlimited' });
    await ledger.consume({ ...books, amountMicro: 5n * CREDIT });
    await ledger.setOverdraft({ ...books, policy: 'none' });
    await give(4n * CREDIT);
    await expect(ledger.consume({ ...books, amountMicro: 1n })).rejects.toMatchObject(code('insufficient_credits'));
    await give(4n * CREDIT);
    await ledger.consume({ ...books, amountMicro: CREDIT });
    expect(await figures()).toEqual([2n * CREDIT, 0n, 2n * CREDIT, 0n]);
  });

  it('reversed lowers the debt; what was settled meanwhile comes back as a grant', async () => {
    const { ledger, books, scope, give, figures } = await openScene(database);
    await ledger.setOverdraft({ ...books, policy: 'unlimited' });
    const { id } = (await ledger.consume({ ...books, amountMicro: 5n * CREDIT })).result.transaction;
    await give(3n * CREDIT);
    await ledger.reverse({ ...scope, transactionId: id, reason: 'test' });
    expect(await figures()).toEqual([3n * CREDIT, 0n, 3n * CREDIT, 0n]);
  });
});

describe('a fallback to the workspace', () => {
  it('spends in full from the workspace what the member cannot pay in full', async () => {
    const { ledger, scope, workspaceId, give, figures } = await openScene(database);
    const memberId = await createMember(database.pool, workspaceId);
    const owner = { kind: 'member', memberId } as const;
    await give(10n * CREDIT);
    await give(2n * CREDIT, { owner });
    const ask = { ...scope, owner, fallback: 'workspace' as const };
    await ledger.consume({ ...ask, amountMicro: 2n * CREDIT });
    const { result } = await ledger.consume({ ...ask, amountMicro: 3n * CREDIT });
    expect(result.transaction.memberId).toBe(memberId);
    expect(await figures()).toEqual([7n * CREDIT, 0n, 7n * CREDIT, 0n]);
    await ledger.placeHold({ ...ask, amountMicro: CREDIT });
    await expect(ledger.consume({ ...ask, amountMicro: 7n * CREDIT })).rejects.toMatchObject({
      code: 'insufficient_credits',
      facts: { availableMicro: 0n, fallback: { availableMicro: 6n * CREDIT } },
    });
    await expect(ledger.consume({ ...scope, owner, amountMicro: 1n })).rejects.toMatchObject(
      code('insufficient_credits'),
    );
  });
});

describe('a batch of spends', () => {
  it('atomic is all or nothing, and names the item that failed', async () => {
    const { ledger, scope, give, figures } = await openScene(database);
    await give(5n * CREDIT);
    const item = { owner: WALLET, amountMicro: 2n * CREDIT };
    await expect(ledger.consumeBatch({ ...scope, atomic: true, items: [item, item, item] })).rejects.toMatchObject({
      code: 'insufficient_credits',
      facts: { index: 2 },
    });
    expect(await figures()).toEqual([5n * CREDIT, 0n, 5n * CREDIT, 0n]);
    const { result } = await ledger.consumeBatch({ ...scope, atomic: true, items: [item, item] });
    expect(result).toMatchObject({ doneCount: 2, refusedCount: 0 });
  });

  it('independent gives each item its own outcome, and answers the same under its key', async () => {
    const { ledger, scope, give, figures } = await openScene(database);
    await give(5n * CREDIT);
    const items = [2n, 9n, 3n].map((credits) => ({ owner: WALLET, amountMicro: credits * CREDIT }));
    const ask = { ...scope, atomic: false, items, idempotency: newKey() };
    const { result } = await ledger.consumeBatch(ask);
    expect(result.outcomes.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(result.outcomes[1]).toMatchObject({ refusal: { code: 'insufficient_credits', status: 402 } });
    expect((await ledger.consumeBatch(ask)).replayed).toBe(true);
    expect(await figures()).toEqual([0n, 0n, 0n, 0n]);
  });
});

/** In a transaction of the caller's. */
async function run<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await database.pool.connect();
  try {
    await client.query('BEGIN');
    const done = await work(client);
    await client.query('COMMIT');
    return done;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

describe('a dispute and a refund', () => {
  it('freeze what is free, and bring back exactly that', async () => {
    const { ledger, books, scope, give, figures, clock } = await openScene(database);
    const grantId = await give(10n * CREDIT, { expiresAt: at('2030-03-20T00:00:00Z') });
    await ledger.consume({ ...books, amountMicro: 3n * CREDIT });
    const freeze = () => run((client) => ledger.freezeGrant(client, { ...scope, grantId, reason: 'dispute' }));
    const frozen = await freeze();
    expect(frozen.transaction).toMatchObject({ kind: 'dispute_hold', amountMicro: -7n * CREDIT });
    expect(await figures()).toEqual([0n, 0n, 0n, 0n]);
    const thaw = (transactionId: string) =>
      run((client) => ledger.unfreezeGrant(client, { ...scope, transactionId, reason: 'won' }));
    await thaw(frozen.transaction!.id);
    await expect(thaw(frozen.transaction!.id)).rejects.toMatchObject(code('already_reversed'));
    expect(await figures()).toEqual([7n * CREDIT, 0n, 7n * CREDIT, 0n]);

    const again = await freeze();
    clock.set('2030-03-21T00:00:00Z');
    await thaw(again.transaction!.id);
    expect(await figures()).toEqual([0n, 0n, 0n, 0n]);

    const second = await give(4n * CREDIT);
    await ledger.consume({ ...books, amountMicro: 3n * CREDIT });
    const refund = (shortfall: 'debt' | 'write_off', amountMicro: bigint) =>
      run((client) =>
        ledger.refundGrant(client, { ...scope, grantId: second, amountMicro, shortfall, reason: 'refunded' }),
      );
    expect(await refund('write_off', 3n * CREDIT)).toMatchObject({
      transaction: { kind: 'refund', amountMicro: -CREDIT },
      shortfallMicro: 2n * CREDIT,
    });
    expect(await refund('debt', CREDIT)).toMatchObject({ settledMicro: -CREDIT, debtMicro: CREDIT });
    await expect(ledger.consume({ ...books, amountMicro: 1n })).rejects.toMatchObject(code('insufficient_credits'));
    await give(3n * CREDIT);
    expect(await figures()).toEqual([2n * CREDIT, 0n, 2n * CREDIT, 0n]);
  });

  it('repays a debt with what was given back when that is asked for, as far as it goes, and once', async () => {
    const { ledger, books, scope, give, figures, history } = await openScene(database);
    const grantId = await give(10n * CREDIT);
    const frozen = await run((client) => ledger.freezeGrant(client, { ...scope, grantId, reason: 'dispute' }));
    const other = await give(4n * CREDIT);
    await ledger.consume({ ...books, amountMicro: 4n * CREDIT });
    const refund = {
      ...scope,
      grantId: other,
      amountMicro: 4n * CREDIT,
      shortfall: 'debt' as const,
      reason: 'refunded',
    };
    await run((client) => ledger.refundGrant(client, refund));
    expect(await figures()).toEqual([-4n * CREDIT, 0n, -4n * CREDIT, 4n * CREDIT]);
    const repay = () => run((client) => ledger.repayDebt(client, { ...scope, grantId }));
    expect(await repay()).toMatchObject({ repaidMicro: 0n, debtMicro: 4n * CREDIT }); // nothing of it is free
    const transactionId = frozen.transaction?.id ?? '';
    await run((client) => ledger.unfreezeGrant(client, { ...scope, transactionId, reason: 'won' }));
    expect(await figures()).toEqual([6n * CREDIT, 0n, 6n * CREDIT, 4n * CREDIT]);
    expect(await repay()).toMatchObject({ repaidMicro: 4n * CREDIT, debtMicro: 0n, availableMicro: 6n * CREDIT });
    expect(await repay()).toMatchObject({ repaidMicro: 0n });
    expect(await figures()).toEqual([6n * CREDIT, 0n, 6n * CREDIT, 0n]);
    expect((await history()).filter(([kind]) => kind === 'settle')).toHaveLength(1);
  });
});
