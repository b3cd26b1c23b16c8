import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../testing/database';
import { CREDIT } from '../../testing/factories';
import { code, newKey, openScene } from './testing';

const database = useTestDatabase();
const later = (iso: string) => new Date(iso);

describe('a hold', () => {
  it('moves credits from available to held and writes no row', async () => {
    const { ledger, books, give, figures, history } = await openScene(database);
    await give(10n * CREDIT);
    const { result } = await ledger.placeHold({ ...books, amountMicro: 4n * CREDIT });
    expect(result).toMatchObject({ settledMicro: 10n * CREDIT, heldMicro: 4n * CREDIT, availableMicro: 6n * CREDIT });
    expect(result.hold).toMatchObject({ status: 'open', expiresAt: later('2030-03-10T12:15:00Z') });
    expect(await figures()).toEqual([10n * CREDIT, 4n * CREDIT, 6n * CREDIT, 0n]);
    expect(await history()).toEqual([['grant', 10n * CREDIT]]);
  });

  it('cannot be placed on credits that another hold keeps', async () => {
    const { ledger, books, give } = await openScene(database);
    await give(10n * CREDIT);
    await ledger.placeHold({ ...books, amountMicro: 7n * CREDIT });
    await expect(ledger.placeHold({ ...books, amountMicro: 4n * CREDIT })).rejects.toMatchObject({
      code: 'insufficient_credits',
      facts: { availableMicro: 3n * CREDIT, heldMicro: 7n * CREDIT },
    });
  });

  it('captured for less gives the rest back', async () => {
    const { ledger, books, scope, give, figures, history } = await openScene(database);
    await give(10n * CREDIT);
    const { hold } = (await ledger.placeHold({ ...books, amountMicro: 4n * CREDIT, feature: 'video' })).result;
    const { result } = await ledger.captureHold({ ...scope, holdId: hold.id, amountMicro: CREDIT });
    expect(result).toMatchObject({
      hold: { status: 'captured', capturedMicro: CREDIT },
      transaction: { kind: 'capture', amountMicro: -CREDIT, feature: 'video', holdId: hold.id },
      excessTransaction: null,
      availableMicro: 9n * CREDIT,
    });
    expect(await figures()).toEqual([9n * CREDIT, 0n, 9n * CREDIT, 0n]);
    expect(await history()).toEqual([
      ['grant', 10n * CREDIT],
      ['capture', -CREDIT],
    ]);
  });

  it('captures more than it keeps only when asked to consume the excess, and then all or nothing', async () => {
    const { ledger, books, scope, give, figures } = await openScene(database);
    await give(10n * CREDIT);
    const { hold } = (await ledger.placeHold({ ...books, amountMicro: 4n * CREDIT })).result;
    const more = { ...scope, holdId: hold.id, amountMicro: 6n * CREDIT };
    await expect(ledger.captureHold(more)).rejects.toMatchObject(code('conflict'));
    await expect(ledger.captureHold({ ...more, amountMicro: 11n * CREDIT, excess: 'consume' })).rejects.toMatchObject(
      code('insufficient_credits'),
    );
    expect(await figures()).toEqual([10n * CREDIT, 4n * CREDIT, 6n * CREDIT, 0n]);
    const { result } = await ledger.captureHold({ ...more, excess: 'consume' });
    expect(result.excessTransaction).toMatchObject({ kind: 'consume', amountMicro: -2n * CREDIT, holdId: hold.id });
    expect(await figures()).toEqual([4n * CREDIT, 0n, 4n * CREDIT, 0n]);
  });

  it('ends once, and each further attempt says how it ended', async () => {
    const { ledger, books, scope, give, clock } = await openScene(database);
    await give(10n * CREDIT);
    const place = async () => (await ledger.placeHold({ ...books, amountMicro: CREDIT })).result.hold.id;
    const [captured, released, expired] = [await place(), await place(), await place()];
    await ledger.captureHold({ ...scope, holdId: captured });
    await ledger.releaseHold({ ...scope, holdId: released });
    clock.tick({ minutes: 15 });
    for (const [holdId, status] of [
      [captured, 'captured'],
      [released, 'released'],
      [expired, 'expired'],
    ] as const) {
      const refused = { code: 'hold_ended', facts: { status } };
      await expect(ledger.captureHold({ ...scope, holdId })).rejects.toMatchObject(refused);
      await expect(ledger.releaseHold({ ...scope, holdId })).rejects.toMatchObject(refused);
      await expect(ledger.extendHold({ ...scope, holdId, ttlSeconds: 60 })).rejects.toMatchObject(refused);
    }
  });

  it('that ran out gives everything back at its own instant, before any sweep', async () => {
    const { ledger, books, workspaceId, give, figures, clock } = await openScene(database);
    await give(10n * CREDIT);
    const { hold } = (await ledger.placeHold({ ...books, amountMicro: 4n * CREDIT, ttlSeconds: 60 })).result;
    clock.tick({ seconds: 60 });
    expect(await figures()).toEqual([10n * CREDIT, 0n, 10n * CREDIT, 0n]);
    clock.tick({ hours: 1 });
    expect(await ledger.sweepDueWallets(100)).toBeGreaterThan(0);
    expect(await ledger.sweepDueWallets(100)).toBe(0);
    expect(await ledger.getHold({ workspaceId, holdId: hold.id })).toMatchObject({
      status: 'expired',
      endedAt: later('2030-03-10T12:01:00Z'),
    });
  });

  it('is extended, never shortened, and not beyond 7 days', async () => {
    const { ledger, books, scope, give, clock } = await openScene(database);
    await give(CREDIT);
    const { hold } = (await ledger.placeHold({ ...books, amountMicro: CREDIT })).result;
    clock.tick({ minutes: 10 });
    const extended = await ledger.extendHold({ ...scope, holdId: hold.id, ttlSeconds: 900 });
    expect(extended.result.hold.expiresAt).toEqual(later('2030-03-10T12:25:00Z'));
    const kept = await ledger.extendHold({ ...scope, holdId: hold.id, ttlSeconds: 5 });
    expect(kept.result.hold.expiresAt).toEqual(later('2030-03-10T12:25:00Z'));
    await expect(ledger.extendHold({ ...scope, holdId: hold.id, ttlSeconds: 604_800 })).rejects.toMatchObject(
      code('validation_failed'),
    );
  });

  it('held before the expiry of its grant is honoured after it', async () => {
    const { ledger, books, scope, give, figures, history, clock } = await openScene(database);
    await give(10n * CREDIT, { expiresAt: later('2030-03-10T12:05:00Z') });
    const { hold } = (await ledger.placeHold({ ...books, amountMicro: 4n * CREDIT })).result;
    clock.tick({ minutes: 6 });
    expect(await figures()).toEqual([4n * CREDIT, 4n * CREDIT, 0n, 0n]);
    await ledger.captureHold({ ...scope, holdId: hold.id, amountMicro: 3n * CREDIT });
    expect(await history()).toEqual([
      ['grant', 10n * CREDIT],
      ['expire', -6n * CREDIT],
      ['capture', -3n * CREDIT],
      ['expire', -CREDIT],
    ]);
    expect(await figures()).toEqual([0n, 0n, 0n, 0n]);
  });

  it('captured under a key answers the same again', async () => {
    const { ledger, books, scope, give, figures } = await openScene(database);
    await give(10n * CREDIT);
    const { hold } = (await ledger.placeHold({ ...books, amountMicro: 4n * CREDIT })).result;
    const ask = { ...scope, holdId: hold.id, idempotency: newKey() };
    const first = await ledger.captureHold(ask);
    expect(await ledger.captureHold(ask)).toEqual({ result: first.result, replayed: true });
    expect(await figures()).toEqual([6n * CREDIT, 0n, 6n * CREDIT, 0n]);
  });

  it('of another mode or workspace is not there', async () => {
    const { ledger, books, scope, give } = await openScene(database);
    const other = await openScene(database);
    await give(CREDIT);
    const { hold } = (await ledger.placeHold({ ...books, amountMicro: CREDIT })).result;
    const missing = code('not_found');
    await expect(ledger.releaseHold({ ...scope, mode: 'test', holdId: hold.id })).rejects.toMatchObject(missing);
    await expect(ledger.releaseHold({ ...other.scope, holdId: hold.id })).rejects.toMatchObject(missing);
    await expect(ledger.releaseHold({ ...scope, holdId: 'nonsense' })).rejects.toMatchObject(missing);
  });
});
