import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../ids';
import { useTestDatabase } from '../../testing/database';
import { createMember, createWorkspace } from '../../testing/factories';
import { awayFromMidnight } from '../../testing/midnight';
import { type ApiClient, createKey } from '../testing/api';

const database = useTestDatabase();

let workspaceId: string;
let api: ApiClient;
let reader: ApiClient;

beforeAll(async () => {
  await awayFromMidnight('Asia/Kathmandu');
  workspaceId = await createWorkspace(database.pool, { timeZone: 'Asia/Kathmandu' });
  ({ api } = await createKey(database.pool, { workspaceId }));
  reader = (await createKey(database.pool, { workspaceId, scopes: ['read'] })).api;
});

const give = (userId: string, amount: string, more: object = {}) =>
  api('POST /v1/grants', { body: { amount, userId, ...more } });

describe('GET /v1/wallets/balance', () => {
  it('200: tells every digit of what starts later, however much it is', async () => {
    const most = '9223372036854.775807';
    for (const _ of [1, 2]) {
      await api('POST /v1/grants', { body: { amount: most, userId: 'later', effectiveAt: '2097-01-01' } });
    }
    const now = await api('GET /v1/wallets/balance?userId=later');
    expect([now.status, now.at('data.scheduled')]).toEqual([200, '18446744073709.551614']);
    const past = await api(`GET /v1/wallets/balance?userId=later&asOf=${new Date().toISOString()}`);
    expect([past.status, past.at('data.scheduled')]).toEqual([200, '18446744073709.551614']);
  });

  it('200: shows the grants behind it, what is scoped, what comes and what expires next', async () => {
    await give('b1', '5', { expiresAt: '2090-01-01T00:00:00Z', features: ['chat'] });
    await give('b1', '7');
    await give('b1', '9', { effectiveAt: '2090-01-01T00:00:00Z' });
    await api('POST /v1/holds', { body: { amount: '3', userId: 'b1', feature: 'chat' } });
    const reply = await reader('GET /v1/wallets/balance?userId=b1');
    expect(reply.json).toMatchObject({
      data: {
        balance: '12',
        reservedBalance: '3',
        availableBalance: '9',
        debt: '0',
        scheduled: '9',
        scoped: [{ features: ['chat'], availableBalance: '2' }],
        nextExpiry: { at: '2090-01-01T00:00:00.000Z', amount: '2' },
        grantCount: 2,
      },
    });
  });

  it('200: all zero while nothing was ever granted', async () => {
    await createMember(database.pool, workspaceId, 'b2');
    const reply = await reader('GET /v1/wallets/balance?userId=b2');
    expect(reply.json).toMatchObject({
      data: { walletId: null, balance: '0', availableBalance: '0', grants: [], lastBookedAt: null },
    });
  });

  it('200: as of a past instant', async () => {
    const granted = await give('b3', '5');
    const spent = await api('POST /v1/credits/consume', { body: { amount: '2', userId: 'b3' } });
    const at = spent.textAt('data.transaction.createdAt');
    const before = new Date(Date.parse(granted.textAt('data.transaction.createdAt')) - 1).toISOString();
    const asOf = async (instant: string) =>
      (await reader(`GET /v1/wallets/balance?userId=b3&asOf=${encodeURIComponent(instant)}`)).at('data.balance');
    expect([await asOf(before), await asOf(at)]).toEqual(['0', '3']);
    expect((await reader('GET /v1/wallets/balance?userId=b3&asOf=2999-01-01T00:00:00Z')).status).toBe(422);
  });

  it('401, 403, 404 and 422', async () => {
    const spender = (await createKey(database.pool, { workspaceId, scopes: ['spend'] })).api;
    expect((await spender('GET /v1/wallets/balance')).status).toBe(403);
    expect((await reader('GET /v1/wallets/balance', { headers: { authorization: 'Bearer x' } })).status).toBe(401);
    expect((await reader('GET /v1/wallets/balance?userId=nobody')).status).toBe(404);
    expect((await reader('GET /v1/wallets/balance?asOf=now')).status).toBe(422);
    expect((await reader('GET /v1/wallets/balance', { body: '{}' })).status).toBe(400);
  });
});

describe('GET /v1/wallets', () => {
  it('lists this mode’s wallets with their figures', async () => {
    await give('w1', '5');
    const mine = await reader('GET /v1/wallets?owner=user&limit=200');
    expect(mine.at('data')).toContainEqual(expect.objectContaining({ balance: '5', overdraft: 'none', teamId: null }));
    const testMode = (await createKey(database.pool, { workspaceId, mode: 'test' })).api;
    expect((await testMode('GET /v1/wallets')).json).toEqual({ data: [], page: { next: null, previous: null } });
    expect((await reader('GET /v1/wallets?owner=me')).status).toBe(422);
  });
});

describe('PUT /v1/wallets/overdraft', () => {
  it('lets a wallet go below zero as far as it says', async () => {
    await give('d1', '1');
    const set = (body: object) => api('PUT /v1/wallets/overdraft', { body: { userId: 'd1', ...body } });
    const spend = (amount: string) => api('POST /v1/credits/consume', { body: { amount, userId: 'd1' } });
    expect((await set({ policy: 'limit', limit: '2' })).json).toMatchObject({
      data: { overdraft: 'limit', overdraftLimit: '2', balance: '1' },
    });
    expect((await spend('3.000001')).status).toBe(402);
    expect((await spend('3')).json).toMatchObject({ data: { balance: '-2', debt: '2' } });
    expect((await set({ policy: 'none' })).at('data.overdraftLimit')).toBe(null);
    for (const body of [{ policy: 'limit' }, { policy: 'none', limit: '1' }, { policy: 'much' }, {}]) {
      expect((await set(body)).status).toBe(422);
    }
    expect((await set({ policy: 'none', userId: 'nobody' })).status).toBe(404);
    await api('POST /v1/members', { body: { name: 'D', externalId: 'd2' } });
    const nothing = await set({ policy: 'none', userId: 'd2' });
    expect(nothing.at('data')).toMatchObject({ id: null, createdAt: null, overdraft: 'none', balance: '0' });
    expect((await reader('PUT /v1/wallets/overdraft', { body: { policy: 'none' } })).status).toBe(403);
  });
});

describe('budgets', () => {
  it('cap a user, and say so exactly', async () => {
    await give('g1', '100');
    const set = (body: object) => api('POST /v1/budgets', { body: { period: 'month', ...body } });
    const budget = await set({ userId: 'g1', limit: '5' });
    expect(budget.json).toMatchObject({
      data: { scope: 'user', period: 'month', limit: '5', used: '0', reserved: '0', remaining: '5' },
    });
    await api('POST /v1/credits/consume', { body: { amount: '4', userId: 'g1' } });
    const refused = await api('POST /v1/credits/consume', { body: { amount: '1.000001', userId: 'g1' } });
    expect([refused.status, refused.json]).toMatchObject([
      402,
      { code: 'budget_exceeded', limit: 'budget', requested: '1.000001', limitAmount: '5', used: '4', remaining: '1' },
    ]);
    const id = budget.textAt('data.id');
    expect((await set({ userId: 'g1', limit: '6' })).at('data.id')).toBe(id);
    expect((await reader('GET /v1/budgets')).at('data')).toContainEqual(
      expect.objectContaining({ id, limit: '6', used: '4', remaining: '2' }),
    );
    expect((await api(`DELETE /v1/budgets/${id}`)).status).toBe(200);
    expect((await api(`DELETE /v1/budgets/${id}`)).status).toBe(404);
    expect((await api('POST /v1/credits/consume', { body: { amount: '50', userId: 'g1' } })).status).toBe(200);
  });

  it('cap the customer or one of its keys', async () => {
    const { api: own, keyId } = await createKey(database.pool, { workspaceId });
    const ofKey = await own('POST /v1/budgets', { body: { keyId, period: 'lifetime', limit: '0' } });
    expect(ofKey.json).toMatchObject({ data: { scope: 'key', scopeId: keyId, periodStart: null, periodEnd: null } });
    await give('g2', '5');
    expect((await own('POST /v1/credits/consume', { body: { amount: '1', userId: 'g2' } })).status).toBe(402);
    expect((await api('POST /v1/credits/consume', { body: { amount: '1', userId: 'g2' } })).status).toBe(200);
    const ofCustomer = await own('POST /v1/budgets', { body: { period: 'day', limit: '1000' } });
    expect(ofCustomer.json).toMatchObject({ data: { scope: 'customer', scopeId: workspaceId } });
  });

  it('403, 404 and 422', async () => {
    expect((await reader('POST /v1/budgets', { body: { period: 'day', limit: '1' } })).status).toBe(403);
    const other = (await createKey(database.pool, { workspaceId: await createWorkspace(database.pool) })).keyId;
    for (const body of [{ userId: 'nobody' }, { keyId: other }, { keyId: newId() }, { keyId: 'x' }]) {
      expect((await api('POST /v1/budgets', { body: { period: 'day', limit: '1', ...body } })).status).toBe(404);
    }
    for (const body of [{ period: 'year' }, { limit: '-1' }, { limit: undefined }, { userId: 'g1', keyId: other }]) {
      expect((await api('POST /v1/budgets', { body: { period: 'day', limit: '1', ...body } })).status).toBe(422);
    }
    expect((await api('DELETE /v1/budgets/x')).status).toBe(404);
  });
});

describe('GET /v1/usage', () => {
  it('sums to the rows behind it, in the customer’s zone, with empty days', async () => {
    const own = await createWorkspace(database.pool, { timeZone: 'Asia/Kathmandu' });
    const { api } = await createKey(database.pool, { workspaceId: own });
    await api('POST /v1/grants', { body: { amount: '100' } });
    const spend = (amount: string, feature: string) => api('POST /v1/credits/consume', { body: { amount, feature } });
    await spend('1.5', 'chat');
    await spend('2', 'images');
    const third = (await spend('4', 'chat')).textAt('data.transactionId');
    await api(`POST /v1/transactions/${third}/reverse`, { body: { amount: '3', reason: 'Bad' } });
    const day = (offset: number) => {
      const local = new Date(Date.now() + (5 * 60 + 45) * 60_000 + offset * 86_400_000);
      return local.toISOString().slice(0, 10);
    };
    const reply = await api(`GET /v1/usage?from=${day(-2)}&to=${day(0)}&groupBy=feature`);
    expect(reply.json).toMatchObject({
      data: {
        timeZone: 'Asia/Kathmandu',
        interval: 'day',
        total: '4.5',
        groups: [
          { key: 'chat', amount: '2.5' },
          { key: 'images', amount: '2' },
        ],
        buckets: [
          { date: day(-2), total: '0', count: 0 },
          { date: day(-1), total: '0' },
          { date: day(0), total: '4.5' },
        ],
      },
    });
    expect(reply.textAt('data.buckets.0.startAt')).toMatch(/T18:15:00\.000Z$/);
    const ofNobody = await api(`GET /v1/usage?from=${day(0)}&to=${day(0)}&feature=none&timeZone=UTC&interval=month`);
    expect(ofNobody.json).toMatchObject({ data: { total: '0', timeZone: 'UTC' } });
  });

  it('knows a user who never had a wallet', async () => {
    await createMember(database.pool, workspaceId, 'no-wallet');
    const reply = await reader('GET /v1/usage?from=2026-01-01&to=2026-01-02&userId=no-wallet');
    expect(reply.at('data.total')).toBe('0');
  });

  it.each([
    'to=2026-01-02',
    'from=2026-01-01',
    'from=2026-01-03&to=2026-01-02',
    'from=2026-02-30&to=2026-03-01',
    'from=2020-01-01&to=2026-01-01',
    'from=2026-01-01&to=2026-01-02&timeZone=Mars/Olympus',
    'from=2026-01-01&to=2026-01-02&groupBy=colour',
    'from=2026-01-01&to=2026-01-02&interval=hour',
  ])('422: %s', async (query) => {
    expect((await reader(`GET /v1/usage?${query}`)).status).toBe(422);
  });

  it('403 and 404', async () => {
    const spender = (await createKey(database.pool, { workspaceId, scopes: ['spend'] })).api;
    expect((await spender('GET /v1/usage?from=2026-01-01&to=2026-01-02')).status).toBe(403);
    expect((await reader('GET /v1/usage?from=2026-01-01&to=2026-01-02&userId=nobody')).status).toBe(404);
  });
});
