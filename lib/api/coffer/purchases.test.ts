import { beforeAll, describe, expect, it } from 'vitest';
import { fulfil } from '../../billing';
import { type TestWorkspace, useInstallation } from '../../billing/testing/installation';
import { newId } from '../../ids';
import { type ApiClient, createKey, likenessOf } from '../testing/api';

const shop = useInstallation();
let workspace: TestWorkspace;
let api: ApiClient;
let minter: ApiClient;
beforeAll(async () => {
  workspace = await shop.newWorkspace();
  api = (await createKey(shop.database.pool, { workspaceId: workspace.id })).api;
  minter = (await createKey(shop.database.pool, { workspaceId: workspace.id, scopes: ['grant'] })).api;
});

const link = (body: object, headers = {}) => minter('POST /v1/checkout-links', { body, headers });

describe('checkout links', () => {
  it('lead to Stripe’s page for a pack, and take no money', async () => {
    const made = await link({ packId: shop.packId });
    expect([made.status, made.at('data')]).toEqual([
      200,
      expect.objectContaining({
        status: 'pending',
        packId: shop.packId,
        credits: '1000',
        bonus: '100',
        priceMinor: '2500',
        totalMinor: '2500',
        currency: 'usd',
        paidAt: null,
      }),
    ]);
    expect(made.textAt('data.checkoutUrl')).toMatch(/^http/);
    expect(await shop.purchase(made.textAt('data.id'))).toMatchObject({ actor_kind: 'api_key', status: 'pending' });
    await fulfil(made.textAt('data.id'), 'support');
    expect((await api('GET /v1/grants')).at('data.length')).toBe(0);
  });

  it('are made for an own amount at the operator’s price', async () => {
    const made = await link({ priceMinor: 3000 });
    expect(made.at('data')).toMatchObject({ packId: null, credits: '1000', priceMinor: '3000', currency: 'usd' });
  });

  it('are one purchase per Idempotency-Key, also when two ask at once or the answer was lost', async () => {
    const headers = { 'idempotency-key': 'l-1' };
    const body = { packId: shop.packId };
    await shop.box.control('faults', { kind: 'timeout_after', on: 'POST /v1/checkout/sessions', times: 3 });
    await link(body, headers);
    await shop.box.control('calm', {});
    const replies = await Promise.all([1, 2].map(() => link(body, headers)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect(new Set(replies.map((reply) => reply.textAt('data.checkoutUrl'))).size).toBe(1);
    expect(new Set(replies.map((reply) => reply.textAt('data.id'))).size).toBe(1);
    expect((await link({ priceMinor: '3000' }, headers)).at('code')).toBe('idempotency_key_reused');
  });

  it.each([
    ['nothing to sell', {}],
    ['two things to sell', { packId: newId(), priceMinor: 2500 }],
    ['an unknown pack', { packId: newId() }],
    ['a currency for a pack', { packId: newId(), currency: 'usd' }],
    ['less than the least', { priceMinor: 1 }],
    ['a fraction', { priceMinor: '25.5' }],
    ['a currency without a price', { priceMinor: 2500, currency: 'chf' }],
  ])('are refused with %s: 422', async (_name, body) => {
    expect((await link(body)).status).toBe(422);
  });

  it('take null for what is not set, and refuse null for everything', async () => {
    const pack = await link({ packId: shop.packId, priceMinor: null, currency: null, customerId: null });
    expect([pack.status, pack.at('data.priceMinor')]).toEqual([200, '2500']);
    const own = await link({ packId: null, priceMinor: 3000, currency: null });
    expect([own.status, own.at('data.priceMinor')]).toEqual([200, '3000']);
    for (const body of [{ priceMinor: null }, { packId: null }, { packId: null, priceMinor: null, currency: 'usd' }]) {
      const refused = await link(body);
      expect([refused.status, refused.at('code')]).toEqual([422, 'validation_failed']);
    }
  });

  it('need a live key with the scope grant: 403; find no other customer: 404', async () => {
    const { pool } = shop.database;
    const other = await shop.newWorkspace();
    const reader = await createKey(pool, { workspaceId: workspace.id, scopes: ['read', 'spend'] });
    const test = await createKey(pool, { workspaceId: workspace.id, mode: 'test' });
    const body = { packId: shop.packId };
    expect((await reader.api('POST /v1/checkout-links', { body })).status).toBe(403);
    expect((await test.api('POST /v1/checkout-links', { body })).status).toBe(403);
    const foreign = await link({ ...body, customerId: other.id });
    expect([foreign.status, likenessOf(foreign)]).toEqual([
      404,
      likenessOf(await link({ ...body, customerId: newId() })),
    ]);
    const operator = await createKey(pool, { workspaceId: null, scopes: ['grant'] });
    expect((await operator.api('POST /v1/checkout-links', { body: { ...body, customerId: other.id } })).status).toBe(
      200,
    );
  });

  it('say when Stripe fails and when the customer is closed: 502, 409', async () => {
    await shop.box.control('faults', { kind: 'error_500', on: 'POST /v1/checkout/sessions', times: 9 });
    expect((await link({ packId: shop.packId })).status).toBe(502);
    await shop.box.control('calm', {});
    const closed = await shop.newWorkspace();
    await shop.database.pool.query(`UPDATE workspaces SET status = 'closed' WHERE id = $1`, [closed.id]);
    const operator = await createKey(shop.database.pool, { workspaceId: null });
    const body = { packId: shop.packId, customerId: closed.id };
    expect((await operator.api('POST /v1/checkout-links', { body })).status).toBe(409);
  });
});

describe('purchases', () => {
  it('are listed newest first by state, and read one by one with their refunds', async () => {
    const own = await shop.newWorkspace();
    const { api: reads } = await createKey(shop.database.pool, { workspaceId: own.id });
    const ids: string[] = [];
    for (let count = 0; count < 3; count++) ids.unshift((await shop.begin(own)).purchaseId);
    const first = await reads('GET /v1/purchases?limit=2');
    const next = await reads(`GET /v1/purchases?limit=2&cursor=${first.textAt('page.next')}`);
    expect([first.at('data.0.id'), first.at('data.1.id'), next.at('data.0.id')]).toEqual(ids);
    expect((await reads('GET /v1/purchases?status=paid')).at('data.length')).toBe(0);
    expect((await reads('GET /v1/purchases?status=pending')).at('data.length')).toBe(3);
    expect((await reads('GET /v1/purchases?status=lost')).status).toBe(422);
    expect((await reads('GET /v1/purchases?cursor=x')).status).toBe(422);
    const one = await reads(`GET /v1/purchases/${ids[0]}`);
    expect(one.at('data')).toEqual({ ...(first.at('data.0') as object), refunds: [] });
  });

  it('of another customer, or in the other books, look like none', async () => {
    const other = await shop.newWorkspace();
    const { purchaseId } = await shop.begin(other);
    const foreign = await api(`GET /v1/purchases/${purchaseId}`);
    expect([foreign.status, likenessOf(foreign)]).toEqual([404, likenessOf(await api(`GET /v1/purchases/${newId()}`))]);
    const test = await createKey(shop.database.pool, { workspaceId: other.id, mode: 'test' });
    expect((await test.api(`GET /v1/purchases/${purchaseId}`)).status).toBe(404);
    expect((await test.api('GET /v1/purchases')).at('data.length')).toBe(0);
    expect((await minter('GET /v1/purchases')).status).toBe(403);
    expect((await api('GET /v1/purchases', { headers: { authorization: 'Bearer x' } })).status).toBe(401);
  });
});

describe('packs', () => {
  it('are what the customer can buy, with the price of an own amount', async () => {
    const offers = await api('GET /v1/packs');
    expect(offers.json).toMatchObject({
      data: [{ id: shop.packId, name: 'Starter', credits: '1000', bonus: '100', priceMinor: '2500', validDays: 365 }],
      page: { next: null, previous: null },
      ownAmount: { currency: 'usd', unitCost: '3', minMinor: '500', maxMinor: '500000', validDays: null },
      isOpen: true,
    });
    expect((await minter('GET /v1/packs')).status).toBe(403);
  });
});
