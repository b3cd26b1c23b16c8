import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import { newId } from '@/lib/ids';
import { useTestDatabase } from '@/lib/testing/database';
import { createLedger } from '..';
import { openScene } from '../operations/testing';

const database = useTestDatabase();

it('an overdraft that holds stand on cannot be forbidden, whatever debt there is beside it', async () => {
  const workspaceId = randomUUID();
  await database.pool.query(`INSERT INTO workspaces (id, slug, name) VALUES ($1, 'held', 'Held')`, [workspaceId]);
  const ledger = createLedger({ pool: database.pool });
  const books = {
    workspaceId,
    mode: 'live',
    actor: { kind: 'user', id: newId() },
    owner: { kind: 'workspace' },
  } as const;
  await ledger.setOverdraft({ ...books, policy: 'limit', limitMicro: 10n });
  await ledger.consume({ ...books, amountMicro: 5n });
  const { result } = await ledger.placeHold({ ...books, amountMicro: 3n });
  const refused = await ledger.setOverdraft({ ...books, policy: 'none' }).catch((error: unknown) => error);
  expect(isAppError(refused) && refused.code).toBe('conflict');
  const grant = await ledger.grant({ ...books, amountMicro: 5n, source: 'admin' });
  expect(grant.result).toMatchObject({ settledMicro: 0n, heldMicro: 3n, debtMicro: 0n });
  await ledger.releaseHold({ ...books, holdId: result.hold.id });
  expect((await ledger.setOverdraft({ ...books, policy: 'none' })).result.availableMicro).toBe(0n);
});

it('a grant that began, repaid a debt and ended before anybody booked it is expired, not used up', async () => {
  const { ledger, books, scope, clock, give } = await openScene(database);
  await ledger.setOverdraft({ ...books, policy: 'limit', limitMicro: 10n });
  await ledger.consume({ ...books, amountMicro: 5n });
  const day = (date: number) => new Date(Date.UTC(2030, 2, date));
  const id = await give(9n, { effectiveAt: day(11), expiresAt: day(12) });
  clock.set(day(13).toISOString());
  const list = async (status: 'consumed' | 'expired') =>
    (await ledger.listGrants({ ...scope, statuses: [status] })).items.map((grant) => grant.id);
  expect(await list('consumed')).toEqual([]);
  expect(await list('expired')).toEqual([id]);
});

it('a second void is answered like the first, even when held credits came back and left in between', async () => {
  const workspaceId = randomUUID();
  await database.pool.query(`INSERT INTO workspaces (id, slug, name) VALUES ($1, 'voided', 'Voided')`, [workspaceId]);
  const ledger = createLedger({ pool: database.pool });
  const books = {
    workspaceId,
    mode: 'live',
    actor: { kind: 'user', id: newId() },
    owner: { kind: 'workspace' },
  } as const;
  const { result } = await ledger.grant({ ...books, amountMicro: 5n, source: 'admin' });
  const hold = await ledger.placeHold({ ...books, amountMicro: 5n });
  const twice = { ...books, grantId: result.grant.id, reason: 'A mistake' };
  expect((await ledger.voidGrant(twice)).result.transaction).toBeNull();
  await ledger.releaseHold({ ...books, holdId: hold.result.hold.id });
  expect((await ledger.voidGrant(twice)).result.transaction).toBeNull();
});
