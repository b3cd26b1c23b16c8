import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../ids';
import { useTestDatabase } from '../../testing/database';
import { createMember, createWorkspace } from '../../testing/factories';
import { type ApiClient, createKey, likenessOf } from '../testing/api';

const database = useTestDatabase();

let workspaceId: string;
let api: ApiClient;
let keyId: string;

beforeAll(async () => {
  workspaceId = await createWorkspace(database.pool);
  ({ api, keyId } = await createKey(database.pool, { workspaceId }));
});

const give = (userId: string, amount = '10', more: object = {}) =>
  api('POST /v1/grants', { body: { amount, userId, ...more } });
const spend = async (userId: string, amount: string, more: object = {}) =>
  (await api('POST /v1/credits/consume', { body: { amount, userId, ...more } })).textAt('data.transactionId');
const amountsOf = async (query: string) =>
  ((await api(`GET /v1/transactions?${query}`)).at('data') as { amount: string }[]).map(({ amount }) => amount);

describe('GET /v1/transactions', () => {
  it('filters by everything there is', async () => {
    await give('t1');
    await spend('t1', '1', { feature: 'chat', contextId: 'ctx-1', contextDescription: 'About Ships' });
    await spend('t1', '2', { feature: 'images', contextId: 'ctx-2', reason: 'Poster' });
    await spend('t1', '0.5', { feature: 'chat' });
    const list = (query: string) => amountsOf(`userId=t1&${query}`);
    expect(await list('')).toEqual(['-0.5', '-2', '-1', '10']);
    expect(await list('order=asc')).toEqual(['10', '-1', '-2', '-0.5']);
    expect(await list('kind=grant')).toEqual(['10']);
    expect(await list('kind=grant,void&kind=consume')).toEqual(['-0.5', '-2', '-1', '10']);
    expect(await list('feature=chat')).toEqual(['-0.5', '-1']);
    expect(await list('contextId=ctx-2')).toEqual(['-2']);
    expect(await list('text=ships')).toEqual(['-1']);
    expect(await list('text=post')).toEqual(['-2']);
    expect(await list('minAmount=-1&maxAmount=0')).toEqual(['-0.5', '-1']);
    expect(await list(`keyId=${keyId}`)).toEqual(['-0.5', '-2', '-1']);
    expect(await list(`keyId=${newId()}`)).toEqual([]);
    expect(await list('from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z')).toEqual([]);
    expect(await list('onBehalfOf=t1&kind=consume')).toEqual(['-0.5', '-2', '-1']);
  });

  it('pages in both directions while rows arrive, each row once', async () => {
    await give('t2');
    for (let i = 1; i <= 5; i++) await spend('t2', `0.${i}`);
    const first = await api('GET /v1/transactions?userId=t2&limit=3');
    await spend('t2', '1');
    const second = await api(`GET /v1/transactions?userId=t2&limit=3&cursor=${first.textAt('page.next')}`);
    const amounts = [first, second].flatMap((page) =>
      (page.at('data') as { amount: string }[]).map((row) => row.amount),
    );
    expect(amounts).toEqual(['-0.5', '-0.4', '-0.3', '-0.2', '-0.1', '10']);
    const back = await api(`GET /v1/transactions?userId=t2&limit=3&cursor=${second.textAt('page.previous')}`);
    expect(back.at('data')).toEqual(first.at('data'));
  });

  it.each([
    'kind=spend',
    'minAmount=x',
    'from=yesterday',
    'from=2026-02-02T00:00:00Z&to=2026-01-01T00:00:00Z',
    'walletId=1',
    'text=',
  ])('422: %s', async (query) => {
    expect((await api(`GET /v1/transactions?${query}`)).status).toBe(422);
  });

  it('shows a key that speaks for one member that member’s rows only', async () => {
    const memberId = await createMember(database.pool, workspaceId, 't3');
    await give('t3', '5');
    await spend('t3', '1');
    await give('t4', '5');
    const foreign = await spend('t4', '1');
    const own = (await createKey(database.pool, { workspaceId, memberId, scopes: ['read'] })).api;
    const rows = (await own('GET /v1/transactions')).at('data') as { onBehalfOf: string }[];
    expect(rows.map(({ onBehalfOf }) => onBehalfOf)).toEqual([memberId]);
    expect((await own('GET /v1/transactions?userId=t3')).at('data.length')).toBe(2);
    expect((await own('GET /v1/transactions?userId=t4')).status).toBe(404);
    expect((await own(`GET /v1/transactions/${foreign}`)).status).toBe(404);
    expect((await own(`GET /v1/transactions/${foreign}/explain`)).status).toBe(404);
  });
});

describe('one transaction', () => {
  it('404 alike for what is not there and what is none of the caller’s business', async () => {
    await give('o1');
    const id = await spend('o1', '1');
    const other = await createWorkspace(database.pool);
    const otherApi = (await createKey(database.pool, { workspaceId: other })).api;
    const testApi = (await createKey(database.pool, { workspaceId, mode: 'test' })).api;
    for (const line of ['', '/explain']) {
      const replies = await Promise.all([
        api(`GET /v1/transactions/${newId()}${line}`),
        api(`GET /v1/transactions/x${line}`),
        otherApi(`GET /v1/transactions/${id}${line}`),
        testApi(`GET /v1/transactions/${id}${line}`),
      ]);
      expect(replies.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
      expect(new Set(replies.map(likenessOf)).size).toBe(1);
    }
    const reverse = { body: { reason: 'x' } };
    expect((await otherApi(`POST /v1/transactions/${id}/reverse`, reverse)).status).toBe(404);
    expect((await testApi(`POST /v1/transactions/${id}/reverse`, reverse)).status).toBe(404);
  });

  it('is explained: which grants paid, and why in that order', async () => {
    const later = (await give('o2', '3', { expiresAt: '2091-01-01T00:00:00Z' })).textAt('data.grantId');
    const sooner = (await give('o2', '2', { expiresAt: '2090-01-01T00:00:00Z' })).textAt('data.grantId');
    const id = await spend('o2', '4');
    const reply = await api(`GET /v1/transactions/${id}/explain`);
    expect(reply.json).toMatchObject({
      data: {
        transaction: { id, amount: '-4' },
        orderBy: 'burn_order',
        allocations: [
          { grantId: sooner, amount: '-2', beforeNextBecauseOf: 'expires_at' },
          { grantId: later, amount: '-2', beforeNextBecauseOf: null },
        ],
        hold: null,
        reversals: [],
        reversible: '4',
      },
    });
  });

  it('is reversed in parts, back to the same grants, and not beyond', async () => {
    await give('o3');
    const id = await spend('o3', '4', { feature: 'chat' });
    const reverse = (body: object) => api(`POST /v1/transactions/${id}/reverse`, { body });
    expect((await reverse({ amount: '1' })).status).toBe(422);
    const part = await reverse({ amount: '1.5', reason: 'Half was bad' });
    expect(part.json).toMatchObject({
      data: {
        amount: '1.5',
        reversible: '2.5',
        balance: '7.5',
        transaction: { kind: 'reverse', relatedId: id, feature: 'chat', reason: 'Half was bad' },
      },
    });
    const tooMuch = await reverse({ amount: '2.500001', reason: 'x' });
    expect([tooMuch.status, tooMuch.at('code'), tooMuch.at('reversible')]).toEqual([409, 'conflict', '2.5']);
    expect((await reverse({ reason: 'The rest' })).at('data.balance')).toBe('10');
    const over = await reverse({ reason: 'Once more' });
    expect([over.status, over.at('code')]).toEqual([409, 'already_reversed']);
    const explained = await api(`GET /v1/transactions/${id}/explain`);
    expect([explained.at('data.reversals.length'), explained.at('data.reversible')]).toEqual([2, '0']);
  });

  it('403: reversing needs the scope grant', async () => {
    await give('o4');
    const id = await spend('o4', '1');
    const spender = (await createKey(database.pool, { workspaceId, scopes: ['spend', 'read'] })).api;
    expect((await spender(`POST /v1/transactions/${id}/reverse`, { body: { reason: 'x' } })).status).toBe(403);
  });
});

describe('POST /v1/adjustments', () => {
  it('corrects up and down, for a reason', async () => {
    await createMember(database.pool, workspaceId, 'a1');
    const adjust = (body: object) => api('POST /v1/adjustments', { body: { userId: 'a1', reason: 'Count', ...body } });
    expect((await adjust({ amount: '5' })).json).toMatchObject({
      data: { balance: '5', transaction: { kind: 'adjust', amount: '5', reason: 'Count' }, grant: { amount: '5' } },
    });
    expect((await adjust({ amount: '-1.25' })).json).toMatchObject({ data: { balance: '3.75', grant: null } });
    expect((await adjust({ amount: '-4' })).status).toBe(402);
    expect((await adjust({ amount: '0' })).status).toBe(422);
    expect((await adjust({ amount: '1', reason: '' })).status).toBe(422);
    expect((await adjust({ amount: '1', userId: 'nobody' })).status).toBe(404);
    const granter = (await createKey(database.pool, { workspaceId, scopes: ['grant', 'spend', 'read'] })).api;
    expect((await granter('POST /v1/adjustments', { body: { amount: '1', reason: 'x' } })).status).toBe(403);
  });
});

describe('POST /v1/transfers', () => {
  it('moves credits with their expiry and cost', async () => {
    await give('x1', '10', { expiresAt: '2090-01-01T00:00:00Z', unitCost: '0.5', currency: 'usd' });
    await createMember(database.pool, workspaceId, 'x2');
    const move = (body: object) =>
      api('POST /v1/transfers', { body: { from: { userId: 'x1' }, to: { userId: 'x2' }, ...body } });
    const reply = await move({ amount: '4', reason: 'Team budget' });
    expect(reply.json).toMatchObject({
      data: {
        amount: '4',
        from: { balance: '6' },
        to: { balance: '4' },
        out: { kind: 'transfer_out', amount: '-4', reason: 'Team budget' },
        in: { kind: 'transfer_in', amount: '4' },
        grants: [{ amount: '4', expiresAt: '2090-01-01T00:00:00.000Z', unitCost: '0.5', currency: 'usd' }],
      },
    });
    expect((await move({ amount: '6.000001' })).status).toBe(402);
    expect((await move({ amount: '1', to: { userId: 'nobody' } })).status).toBe(404);
    expect((await move({ amount: '1', to: { userId: 'x1' } })).status).toBe(422);
    expect((await move({ amount: '1', to: undefined })).status).toBe(422);
    const spender = (await createKey(database.pool, { workspaceId, scopes: ['spend'] })).api;
    expect(
      (await spender('POST /v1/transfers', { body: { amount: '1', from: {}, to: { userId: 'x2' } } })).status,
    ).toBe(403);
  });
});
