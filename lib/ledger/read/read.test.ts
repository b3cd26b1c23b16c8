import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '@/lib/errors';
import { useTestDatabase } from '@/lib/testing/database';
import {
  balance,
  explain,
  getGrant,
  getHold,
  getWallet,
  listBudgets,
  listGrants,
  listHolds,
  listTransactions,
  listWallets,
  usage,
  workspaceFigures,
} from '.';

const database = useTestDatabase();
const NOW = new Date();
const workspaceId = randomUUID();
const books = { workspaceId, mode: 'live' } as const;

beforeAll(async () => {
  await database.pool.query(`INSERT INTO workspaces (id, slug, name) VALUES ($1, 'reads', 'Reads')`, [workspaceId]);
});

const code = (error: unknown) => (isAppError(error) ? error.code : error);

describe('reads of a workspace without any wallet', () => {
  it('are empty, not an error', async () => {
    const owner = { kind: 'workspace' } as const;
    expect(await balance(database.pool, { ...books, owner }, NOW)).toMatchObject({
      walletId: null,
      availableMicro: 0n,
    });
    expect(await listTransactions(database.pool, { ...books, owner, kinds: ['consume'], to: NOW })).toEqual({
      items: [],
      next: null,
      previous: null,
    });
    expect((await listGrants(database.pool, { ...books, statuses: ['active'] })).items).toEqual([]);
    expect((await listHolds(database.pool, { ...books, statuses: ['open'] })).items).toEqual([]);
    expect((await listWallets(database.pool, books)).items).toEqual([]);
    expect(await listBudgets(database.pool, books)).toEqual([]);
    expect(await workspaceFigures(database.pool, books)).toMatchObject({
      walletCount: 0,
      availableMicro: 0n,
      wallets: [],
    });
    const report = await usage(database.pool, {
      ...books,
      timeZone: 'UTC',
      fromDate: '2026-01-01',
      toDate: '2026-01-31',
      groupBy: 'member',
    });
    expect(report.buckets).toHaveLength(31);
  });

  it('name a missing object as not found', async () => {
    for (const id of [randomUUID(), 'nothing', ''])
      for (const read of [
        () => explain(database.pool, { workspaceId, transactionId: id }),
        () => getGrant(database.pool, { workspaceId, grantId: id }),
        () => getHold(database.pool, { workspaceId, holdId: id }),
        () => getWallet(database.pool, { workspaceId, walletId: id }),
      ]) {
        expect(await read().catch(code)).toBe('not_found');
      }
  });

  it('find nothing by what is no id, and refuse a cursor or limit of nobody', async () => {
    const wrong = { memberId: 'x', apiKeyId: 'x', holdId: 'x', grantId: 'x', walletId: 'x', text: 'a\u0000' };
    for (const [key, value] of Object.entries(wrong)) {
      expect((await listTransactions(database.pool, { ...books, [key]: value })).items).toEqual([]);
    }
    const owner = { kind: 'member', memberId: 'x' } as const;
    expect((await listTransactions(database.pool, { ...books, owner })).items).toEqual([]);
    expect(await balance(database.pool, { ...books, owner }, NOW)).toMatchObject({ walletId: null });
    for (const page of [
      { limit: 0 },
      { limit: 201 },
      { limit: 1.5 },
      { cursor: 'x' },
      { cursor: Buffer.from('a1.1.x').toString('base64url') },
    ]) {
      expect(await listTransactions(database.pool, books, page).catch(code)).toBe('validation_failed');
    }
  });
});
