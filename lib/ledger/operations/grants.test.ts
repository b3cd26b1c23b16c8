import { describe, expect, it } from 'vitest';
import { newId } from '../../ids';
import { useTestDatabase } from '../../testing/database';
import { CREDIT, createMember } from '../../testing/factories';
import { INT8_MAX } from '../plan/amounts';
import { code, makePurchase, newKey, openScene } from './testing';

const database = useTestDatabase();
const at = (iso: string) => new Date(iso);

describe('a grant', () => {
  it('part used, then ended: only the unused part expires, as one row at the end, even when booked later', async () => {
    const { ledger, books, scope, give, figures, history, clock } = await openScene(database);
    await give(10n * CREDIT, { expiresAt: at('2030-03-11T00:00:00Z') });
    await ledger.consume({ ...books, amountMicro: 3n * CREDIT });
    clock.set('2030-03-11T00:00:00Z');
    expect(await figures()).toEqual([0n, 0n, 0n, 0n]);
    clock.tick({ hours: 5 });
    await ledger.sweepDueWallets(100);
    expect(await history()).toEqual([
      ['grant', 10n * CREDIT],
      ['consume', -3n * CREDIT],
      ['expire', -7n * CREDIT],
    ]);
    const [row] = (await ledger.listTransactions({ ...scope, kinds: ['expire'] })).items;
    expect(row).toMatchObject({ occurredAt: at('2030-03-11T00:00:00Z'), bookedAt: at('2030-03-11T05:00:00Z') });
  });

  it('is spendable until just before its end, and not at it', async () => {
    const { ledger, books, give, clock } = await openScene(database);
    await give(10n * CREDIT, { expiresAt: at('2030-03-11T00:00:00Z') });
    clock.set('2030-03-10T23:59:59.999Z');
    await ledger.consume({ ...books, amountMicro: CREDIT });
    clock.tick({ ms: 1 });
    await expect(ledger.consume({ ...books, amountMicro: CREDIT })).rejects.toMatchObject(code('insufficient_credits'));
  });

  it('that starts later has no row until then, and its row has the true instant', async () => {
    const { ledger, books, scope, give, figures, history, clock } = await openScene(database);
    const grantId = await give(5n * CREDIT, { effectiveAt: at('2030-03-12T00:00:00Z') });
    expect(await history()).toEqual([]);
    await expect(ledger.consume({ ...books, amountMicro: 1n })).rejects.toMatchObject(code('insufficient_credits'));
    expect(await ledger.balance(books)).toMatchObject({ scheduledMicro: 5n * CREDIT, availableMicro: 0n });
    clock.set('2030-03-12T08:00:00Z');
    expect(await figures()).toEqual([5n * CREDIT, 0n, 5n * CREDIT, 0n]);
    await ledger.consume({ ...books, amountMicro: CREDIT });
    const rows = (await ledger.listTransactions({ ...scope, grantId, kinds: ['grant'] })).items;
    expect(rows).toMatchObject([{ occurredAt: at('2030-03-12T00:00:00Z'), bookedAt: at('2030-03-12T08:00:00Z') }]);
  });

  it('with many events due books them in order of their instant', async () => {
    const { ledger, books, workspaceId, give, history, clock } = await openScene(database);
    await give(CREDIT, { expiresAt: at('2030-03-11T03:00:00Z') });
    await give(2n * CREDIT, { effectiveAt: at('2030-03-11T01:00:00Z'), expiresAt: at('2030-03-11T02:00:00Z') });
    await give(4n * CREDIT, { effectiveAt: at('2030-03-11T03:00:00Z') });
    clock.set('2030-03-12T00:00:00Z');
    const { walletId } = await ledger.balance(books);
    expect(await ledger.bookDueEvents(workspaceId, walletId!)).toBe(4);
    expect(await ledger.bookDueEvents(workspaceId, walletId!)).toBe(0);
    expect(await history()).toEqual([
      ['grant', CREDIT],
      ['grant', 2n * CREDIT],
      ['expire', -2n * CREDIT],
      ['expire', -CREDIT],
      ['grant', 4n * CREDIT],
    ]);
  });

  it('scoped to features counts in the balance, but pays only for those', async () => {
    const { ledger, books, give } = await openScene(database);
    await give(10n * CREDIT, { features: ['video'] });
    await give(2n * CREDIT);
    await expect(ledger.consume({ ...books, amountMicro: 5n * CREDIT, feature: 'chat' })).rejects.toMatchObject({
      code: 'insufficient_credits',
      facts: {
        availableMicro: 12n * CREDIT,
        eligibleMicro: 2n * CREDIT,
        ineligibleMicro: 10n * CREDIT,
        shortMicro: 3n * CREDIT,
      },
    });
    await expect(ledger.consume({ ...books, amountMicro: 5n * CREDIT })).rejects.toMatchObject(
      code('insufficient_credits'),
    );
    const { result } = await ledger.consume({ ...books, amountMicro: 11n * CREDIT, feature: 'video' });
    expect(result.availableMicro).toBe(CREDIT);
  });

  it('scoped and used up leaves the wallet unguarded, and a reversal guards it again', async () => {
    const { ledger, books, scope, workspaceId, give } = await openScene(database);
    const guarded = async () =>
      (await database.pool.query('SELECT is_guarded FROM wallets WHERE workspace_id = $1', [workspaceId])).rows[0]
        .is_guarded;
    await give(2n * CREDIT, { features: ['video'] });
    expect(await guarded()).toBe(true);
    const spent = await ledger.consume({ ...books, amountMicro: 2n * CREDIT, feature: 'video' });
    expect(await guarded()).toBe(false);
    await ledger.reverse({ ...scope, transactionId: spent.result.transaction.id, reason: 'test' });
    expect(await guarded()).toBe(true);
  });

  it('to a member makes the wallet once, whoever comes first', async () => {
    const { ledger, scope, workspaceId } = await openScene(database);
    const memberId = await createMember(database.pool, workspaceId);
    const owner = { kind: 'member', memberId } as const;
    const other = await openScene(database);
    const ask = { ...scope, owner, source: 'admin', amountMicro: CREDIT } as const;
    await Promise.all([...Array(10)].flatMap(() => [ledger.grant(ask), other.ledger.grant(ask)]));
    const { rows } = await database.pool.query('SELECT settled_micro FROM wallets WHERE workspace_id = $1', [
      workspaceId,
    ]);
    expect(rows).toEqual([{ settled_micro: 20n * CREDIT }]);
  });

  it('to nobody of the workspace is refused, and no wallet is left behind', async () => {
    const { ledger, scope, workspaceId } = await openScene(database);
    const other = await openScene(database);
    const stranger = await createMember(database.pool, other.workspaceId);
    const ask = { ...scope, source: 'admin', amountMicro: CREDIT } as const;
    for (const owner of [
      { kind: 'member', memberId: stranger },
      { kind: 'team', teamId: newId() },
      { kind: 'member', memberId: 'nonsense' },
    ] as const) {
      await expect(ledger.grant({ ...ask, owner })).rejects.toMatchObject(code('not_found'));
    }
    await expect(
      ledger.consume({ ...scope, owner: { kind: 'team', teamId: newId() }, amountMicro: 1n }),
    ).rejects.toMatchObject(code('not_found'));
    await expect(
      ledger.grant({ ...ask, workspaceId: '00000000-0000-4000-8000-000000000000', owner: { kind: 'workspace' } }),
    ).rejects.toMatchObject(code('not_found'));
    const { rows } = await database.pool.query('SELECT id FROM wallets WHERE workspace_id = $1', [workspaceId]);
    expect(rows).toEqual([]);
  });

  it('that the books cannot hold is refused, never a failure', async () => {
    const { ledger, books, give, figures } = await openScene(database);
    await give(INT8_MAX - 1n);
    for (const ask of [
      { amountMicro: 2n },
      { amountMicro: INT8_MAX + 1n },
      { amountMicro: 0n },
      { amountMicro: 1n, unitCostNano: -1n },
      { amountMicro: 1n, priority: 1.5 },
      { amountMicro: 1n, description: 'a\u0000b' },
      { amountMicro: 1n, metadata: { a: '\u0000' } },
      { amountMicro: 1n, metadata: { a: '\ud800' } },
      { amountMicro: 1n, expiresAt: at('2030-03-10T12:00:00Z') },
      { amountMicro: 1n, expiresAt: new Date(Number.NaN) },
      { amountMicro: 1n, effectiveAt: at('+010000-01-01T00:00:00Z') },
    ]) {
      await expect(ledger.grant({ ...books, source: 'admin', ...ask })).rejects.toMatchObject(
        code('validation_failed'),
      );
    }
    // The bucket's sum, not the balance, would leave 64 bits: spent and granted again within a quarter of an hour.
    await ledger.consume({ ...books, amountMicro: INT8_MAX - 1n });
    await expect(give(INT8_MAX - 1n)).rejects.toMatchObject(code('validation_failed'));
    await give(1n);
    expect(await figures()).toEqual([1n, 0n, 1n, 0n]);
  });

  it('made in the transaction of a caller is there only if that commits', async () => {
    const { ledger, books, workspaceId, figures } = await openScene(database);
    const purchaseId = await makePurchase(database, workspaceId, CREDIT);
    const client = await database.pool.connect();
    const ask = { ...books, source: 'purchase', amountMicro: CREDIT, purchaseId } as const;
    try {
      await client.query('BEGIN');
      await ledger.grantInTransaction(client, ask);
      await client.query('ROLLBACK');
      expect(await figures()).toEqual([0n, 0n, 0n, 0n]);
      await client.query('BEGIN');
      const made = await ledger.grantInTransaction(client, ask);
      await client.query('COMMIT');
      expect(made.transaction).toMatchObject({ kind: 'purchase', relatedId: ask.purchaseId });
    } finally {
      client.release();
    }
    expect(await figures()).toEqual([CREDIT, 0n, CREDIT, 0n]);
    await expect(ledger.grant(ask)).rejects.toMatchObject(code('conflict'));
  });

  it('of several is all or none', async () => {
    const { ledger, books, history } = await openScene(database);
    const one = { ...books, source: 'admin', amountMicro: CREDIT } as const;
    const bad = { ...one, expiresAt: at('2029-01-01T00:00:00Z') };
    await expect(ledger.grantMany([one, bad])).rejects.toMatchObject(code('validation_failed'));
    expect(await history()).toEqual([]);
    const { result } = await ledger.grantMany([one, { ...one, amountMicro: 2n * CREDIT }]);
    expect(result.map(({ settledMicro }) => settledMicro)).toEqual([CREDIT, 3n * CREDIT]);
  });
});

describe('a void', () => {
  it('takes the remainder with reason and actor, and leaves the used part', async () => {
    const { ledger, books, scope, give, figures, history } = await openScene(database);
    const grantId = await give(10n * CREDIT);
    await ledger.consume({ ...books, amountMicro: 4n * CREDIT });
    const { result } = await ledger.voidGrant({ ...scope, grantId, reason: 'granted by mistake' });
    expect(result).toMatchObject({
      grant: { status: 'voided', remainingMicro: 0n },
      transaction: { kind: 'void', amountMicro: -6n * CREDIT, reason: 'granted by mistake', grantId },
    });
    expect(await figures()).toEqual([0n, 0n, 0n, 0n]);
    expect(await history()).toHaveLength(3);
  });

  it('for the second time gives the same answer and writes no row', async () => {
    const { ledger, scope, give, history } = await openScene(database);
    const grantId = await give(10n * CREDIT);
    const first = await ledger.voidGrant({ ...scope, grantId, reason: 'first' });
    const second = await ledger.voidGrant({ ...scope, grantId, reason: 'second' });
    expect(second.result).toEqual(first.result);
    expect(await history()).toHaveLength(2);
  });

  it('spares what is held until its hold ends, and voids what comes back', async () => {
    const { ledger, books, scope, give, figures, history } = await openScene(database);
    const grantId = await give(10n * CREDIT);
    const { hold } = (await ledger.placeHold({ ...books, amountMicro: 4n * CREDIT })).result;
    await ledger.voidGrant({ ...scope, grantId, reason: 'mistake' });
    expect(await figures()).toEqual([4n * CREDIT, 4n * CREDIT, 0n, 0n]);
    await ledger.captureHold({ ...scope, holdId: hold.id, amountMicro: CREDIT });
    expect(await figures()).toEqual([0n, 0n, 0n, 0n]);
    expect(await history()).toEqual([
      ['grant', 10n * CREDIT],
      ['void', -6n * CREDIT],
      ['capture', -CREDIT],
      ['void', -3n * CREDIT],
    ]);
  });

  it('of a grant that has not started takes nothing and lets it never start', async () => {
    const { ledger, scope, give, history, clock } = await openScene(database);
    const grantId = await give(CREDIT, { effectiveAt: at('2030-03-12T00:00:00Z') });
    const { result } = await ledger.voidGrant({ ...scope, grantId, reason: 'mistake' });
    expect(result).toMatchObject({ grant: { status: 'voided', remainingMicro: 0n }, transaction: null });
    clock.set('2030-03-13T00:00:00Z');
    await ledger.sweepDueWallets(100);
    expect(await history()).toEqual([]);
  });

  it('of a grant that has expired is refused', async () => {
    const { ledger, scope, give, clock } = await openScene(database);
    const grantId = await give(CREDIT, { expiresAt: at('2030-03-12T00:00:00Z') });
    clock.set('2030-03-12T00:00:00Z');
    await expect(ledger.voidGrant({ ...scope, grantId, reason: 'late' })).rejects.toMatchObject(code('grant_ended'));
  });
});

describe('a change of expiry', () => {
  it('of the whole moves the end, and the history says so by a row of zero', async () => {
    const { ledger, scope, give, figures, history, clock } = await openScene(database);
    const grantId = await give(CREDIT, { expiresAt: at('2030-03-11T00:00:00Z') });
    const moved = await ledger.changeExpiry({ ...scope, grantId, expiresAt: at('2030-04-01T00:00:00Z') });
    expect(moved.result).toMatchObject({ grant: { id: grantId }, remainder: null });
    clock.set('2030-03-31T23:59:59Z');
    expect(await figures()).toEqual([CREDIT, 0n, CREDIT, 0n]);
    clock.set('2030-04-01T00:00:00Z');
    await ledger.sweepDueWallets(100);
    expect(await history()).toEqual([
      ['grant', CREDIT],
      ['adjust', 0n],
      ['expire', -CREDIT],
    ]);
  });

  it('of a part makes it a grant of its own with the same cost', async () => {
    const { ledger, books, scope, give, figures } = await openScene(database);
    const grantId = await give(10n * CREDIT, { unitCostNano: 7n, currency: 'eur', priority: 5 });
    await ledger.placeHold({ ...books, amountMicro: 2n * CREDIT });
    const ask = { ...scope, grantId, expiresAt: at('2030-04-01T00:00:00Z') };
    await expect(ledger.changeExpiry({ ...ask, amountMicro: 9n * CREDIT })).rejects.toMatchObject(code('conflict'));
    const { result } = await ledger.changeExpiry({ ...ask, amountMicro: 3n * CREDIT });
    expect(result.grant).toMatchObject({
      amountMicro: 3n * CREDIT,
      remainingMicro: 3n * CREDIT,
      unitCostNano: 7n,
      currency: 'eur',
      priority: 5,
      parentId: grantId,
      expiresAt: ask.expiresAt,
    });
    expect(result.remainder).toMatchObject({ id: grantId, remainingMicro: 7n * CREDIT, expiresAt: null });
    expect(await figures()).toEqual([10n * CREDIT, 2n * CREDIT, 8n * CREDIT, 0n]);
    const { result: spent } = await ledger.consume({ ...books, amountMicro: CREDIT });
    const { allocations } = await ledger.explain({ ...scope, transactionId: spent.transaction.id });
    expect(allocations.map(({ grant }) => grant?.id)).toEqual([result.grant.id]);
  });

  it('of a part that has not started yet starts with the rest', async () => {
    const { ledger, scope, give, history, clock } = await openScene(database);
    const grantId = await give(10n * CREDIT, { effectiveAt: at('2030-03-11T00:00:00Z') });
    await ledger.changeExpiry({ ...scope, grantId, expiresAt: at('2030-03-12T00:00:00Z'), amountMicro: 4n * CREDIT });
    clock.set('2030-03-13T00:00:00Z');
    await ledger.sweepDueWallets(100);
    expect((await history()).map(([kind, amount]) => `${kind} ${amount / CREDIT}`).sort()).toEqual([
      'adjust 0',
      'expire -4',
      'grant 4',
      'grant 6',
    ]);
  });
});

describe('a dry run', () => {
  it('answers as if done, changes nothing, and leaves the key free', async () => {
    const { ledger, books, scope, give, figures, history } = await openScene(database);
    const grantId = await give(10n * CREDIT);
    const idempotency = newKey();
    const dry = { dryRun: true, idempotency } as const;
    const spent = await ledger.consume({ ...books, ...dry, amountMicro: 4n * CREDIT });
    expect(spent.result.availableMicro).toBe(6n * CREDIT);
    await ledger.voidGrant({ ...scope, ...dry, grantId, reason: 'test' });
    await ledger.placeHold({ ...books, ...dry, amountMicro: CREDIT });
    await ledger.adjust({ ...books, ...dry, amountMicro: -CREDIT, reason: 'test' });
    await ledger.setOverdraft({ ...books, ...dry, policy: 'unlimited' });
    await ledger.setBudget({ ...scope, ...dry, scope: 'workspace', period: 'day', limitMicro: 1n });
    await expect(ledger.consume({ ...books, ...dry, amountMicro: 11n * CREDIT })).rejects.toMatchObject(
      code('insufficient_credits'),
    );
    expect(await figures()).toEqual([10n * CREDIT, 0n, 10n * CREDIT, 0n]);
    expect(await history()).toHaveLength(1);
    const real = await ledger.consume({ ...books, idempotency, amountMicro: 4n * CREDIT });
    expect(real.replayed).toBe(false);
  });
});
