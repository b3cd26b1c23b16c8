import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../ids';
import { useTestDatabase } from '../../testing/database';
import { createMember, createWorkspace } from '../../testing/factories';
import { type ApiClient, createClient, createKey, likenessOf } from '../testing/api';

const database = useTestDatabase();

let workspaceId: string;
let api: ApiClient;
let spender: ApiClient;

/** A customer of its own for a test that needs to know every credit. */
async function createCustomer(credits: string) {
  const id = await createWorkspace(database.pool);
  const { api, keyId } = await createKey(database.pool, { workspaceId: id });
  const granted = await api('POST /v1/grants', { body: { amount: credits } });
  expect(granted.status).toBe(200);
  return { id, api, keyId };
}

const available = async (client: ApiClient, query = '') =>
  (await client(`GET /v1/wallets/balance${query}`)).textAt('data.availableBalance');

beforeAll(async () => {
  ({ id: workspaceId, api } = await createCustomer('100'));
  spender = (await createKey(database.pool, { workspaceId, scopes: ['spend'] })).api;
});

describe('POST /v1/credits/consume', () => {
  it('200: spends, and says what is left to the last digit', async () => {
    const { api } = await createCustomer('10');
    const reply = await api('POST /v1/credits/consume', {
      body: {
        amount: '2.500001',
        feature: 'chat',
        contextId: 'job-1',
        contextDescription: 'A long chat',
        metadata: { model: 'large', tokens: 1200 },
      },
    });
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({
      data: {
        amount: '2.500001',
        balanceBefore: '10',
        balanceAfter: '7.499999',
        balance: '7.499999',
        reservedBalance: '0',
        availableBalance: '7.499999',
        debt: '0',
        transaction: {
          kind: 'consume',
          amount: '-2.500001',
          feature: 'chat',
          contextId: 'job-1',
          contextDescription: 'A long chat',
          metadata: { model: 'large', tokens: 1200 },
        },
      },
    });
    expect(reply.at('data.transactionId')).toBe(reply.at('data.transaction.id'));
    expect(await available(api)).toBe('7.499999');
  });

  it('200: takes a JSON number by its text, and null for what is not set', async () => {
    const { api } = await createCustomer('10');
    const reply = await api('POST /v1/credits/consume', { body: '{"amount":0.1,"feature":null,"metadata":null}' });
    expect(reply.at('data.balanceAfter')).toBe('9.9');
    expect((await api('POST /v1/credits/consume', { body: '{"amount":1e-05}' })).at('data.balanceAfter')).toBe(
      '9.89999',
    );
  });

  it('200: a second try with the same key spends nothing more and answers the same bytes', async () => {
    const { api } = await createCustomer('10');
    const headers = { 'idempotency-key': 'job-7' };
    const first = await api('POST /v1/credits/consume', { headers, body: '{"amount":"3","feature":"a"}' });
    const second = await api('POST /v1/credits/consume', { headers, body: ' { "feature": "a", "amount": "3" } ' });
    expect(first.headers['idempotent-replayed']).toBeUndefined();
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect([second.status, second.text]).toEqual([200, first.text]);
    expect(await available(api)).toBe('7');
  });

  it('200: a dry run answers as if done and changes nothing, key or no key', async () => {
    const { api } = await createCustomer('10');
    const headers = { 'idempotency-key': 'dry' };
    const reply = await api('POST /v1/credits/consume', { headers, body: { amount: '4', dryRun: true } });
    expect(reply.at('data.balanceAfter')).toBe('6');
    expect(await available(api)).toBe('10');
    const real = await api('POST /v1/credits/consume', { headers, body: { amount: '4' } });
    expect([real.status, real.headers['idempotent-replayed']]).toEqual([200, undefined]);
  });

  it('200: the key’s own customer may be named, by our id or the caller’s', async () => {
    const { api, id } = await createCustomer('10');
    await database.pool.query(`UPDATE workspaces SET external_id = $1 WHERE id = $2`, [`acme ${id}`, id]);
    for (const customerId of [id, id.toUpperCase(), `acme ${id}`]) {
      expect((await api('POST /v1/credits/consume', { body: { amount: '1', customerId } })).status).toBe(200);
    }
  });

  it('200: the operator’s key spends for the customer it names', async () => {
    const { api, id } = await createCustomer('10');
    const operator = (await createKey(database.pool, { workspaceId: null, scopes: ['spend'] })).api;
    const reply = await operator('POST /v1/credits/consume', { body: { amount: '1', customerId: id } });
    expect(reply.status).toBe(200);
    expect(await available(api)).toBe('9');
    expect((await operator('POST /v1/credits/consume', { body: { amount: '1' } })).status).toBe(400);
    const unknown = await operator('POST /v1/credits/consume', { body: { amount: '1', customerId: newId() } });
    expect(unknown.status).toBe(404);
  });

  it('spends from the user’s wallet, and from the customer’s where asked', async () => {
    const { api } = await createCustomer('10');
    await api('POST /v1/grants', { body: { amount: '2', userId: 'u-1' } });
    const spend = (body: object) => api('POST /v1/credits/consume', { body: { userId: 'u-1', ...body } });
    expect((await spend({ amount: '1.5' })).at('data.balanceAfter')).toBe('0.5');
    expect((await spend({ amount: '1' })).status).toBe(402);
    const fallback = await spend({ amount: '1', fallback: 'workspace' });
    expect(fallback.at('data.balanceAfter')).toBe('9');
    const memberId = fallback.textAt('data.transaction.onBehalfOf');
    expect((await api(`GET /v1/transactions?onBehalfOf=${memberId}&kind=consume`)).at('data.length')).toBe(2);
    expect(await available(api, '?userId=u-1')).toBe('0.5');
  });

  it('counts usage for whom it names, on the customer’s wallet', async () => {
    const { api, id } = await createCustomer('10');
    const memberId = await createMember(database.pool, id, 'worker');
    const reply = await api('POST /v1/credits/consume', { body: { amount: '1', onBehalfOf: 'worker' } });
    expect(reply.at('data.transaction.onBehalfOf')).toBe(memberId);
    expect(reply.at('data.balanceAfter')).toBe('9');
  });

  it('lets a key that speaks for one member spend for that member only', async () => {
    const { api, id } = await createCustomer('10');
    const memberId = await createMember(database.pool, id, 'one');
    await createMember(database.pool, id, 'other');
    await api('POST /v1/grants', { body: { amount: '5', userId: 'other' } });
    const own = (await createKey(database.pool, { workspaceId: id, memberId, scopes: ['spend', 'read'] })).api;
    const spent = await own('POST /v1/credits/consume', { body: { amount: '1' } });
    expect(spent.at('data.transaction.onBehalfOf')).toBe(memberId);
    for (const body of [{ userId: 'other' }, { onBehalfOf: 'other' }, { userId: 'nobody' }]) {
      const refused = await own('POST /v1/credits/consume', { body: { amount: '1', ...body } });
      expect([refused.status, refused.at('detail')]).toEqual([404, 'There is no such user.']);
    }
  });

  it.each([
    ['a body that is no JSON', '{"amount":', {}],
    ['a broken Idempotency-Key', '{"amount":"1"}', { 'idempotency-key': 'a b' }],
  ])('400: %s', async (_name, body, headers) => {
    const reply = await spender('POST /v1/credits/consume', { body, headers });
    expect([reply.status, reply.at('code')]).toEqual([400, 'invalid_request']);
  });

  it('401: no key, an unknown key, another scheme', async () => {
    const body = { amount: '1' };
    expect((await createClient(null)('POST /v1/credits/consume', { body })).status).toBe(401);
    const unknown = await createClient(`sk_live_${'x'.repeat(40)}`)('POST /v1/credits/consume', { body });
    expect([unknown.status, unknown.headers['www-authenticate']]).toEqual([401, 'Bearer realm="coffer"']);
    const basic = { authorization: 'Basic YTpi' };
    expect((await createClient(null)('POST /v1/credits/consume', { body, headers: basic })).status).toBe(401);
  });

  it('402: says exactly what was asked and what there is', async () => {
    const { api } = await createCustomer('3.25');
    await api('POST /v1/holds', { body: { amount: '1' } });
    const reply = await api('POST /v1/credits/consume', { body: { amount: '2.250001' } });
    expect(reply.headers['content-type']).toBe('application/problem+json');
    expect(reply.json).toMatchObject({
      type: 'urn:coffer:problem:insufficient_credits',
      title: 'Not enough credits',
      status: 402,
      code: 'insufficient_credits',
      instance: '/v1/credits/consume',
      requestId: reply.headers['x-request-id'],
      requested: '2.250001',
      available: '2.25',
      held: '1',
    });
    expect((await api('POST /v1/credits/consume', { body: { amount: '2.25' } })).status).toBe(200);
  });

  it('402: a refusal is answered again under its key, byte for byte, though credits came meanwhile', async () => {
    const { api } = await createCustomer('1');
    const again = () => api('POST /v1/credits/consume', { headers: { 'idempotency-key': 'k' }, body: { amount: '2' } });
    const first = await again();
    await api('POST /v1/grants', { body: { amount: '5' } });
    const second = await again();
    expect([first.status, second.status, second.text]).toEqual([402, 402, first.text]);
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect(await available(api)).toBe('6');
  });

  it('403: a key without the scope', async () => {
    const reader = (await createKey(database.pool, { workspaceId, scopes: ['read', 'grant'] })).api;
    expect((await reader('POST /v1/credits/consume', { body: { amount: '1' } })).status).toBe(403);
  });

  it('404: another customer looks like none at all', async () => {
    const other = await createWorkspace(database.pool);
    const replies = await Promise.all(
      [other, newId(), 'nobody', 'x'.repeat(256)].map((customerId) =>
        spender('POST /v1/credits/consume', { body: { amount: '1', customerId } }),
      ),
    );
    expect(new Set(replies.map(likenessOf)).size).toBe(1);
    expect(replies[0]?.status).toBe(404);
  });

  it('404: users and teams nobody knows, and removed ones', async () => {
    const gone = await createMember(database.pool, workspaceId, 'gone');
    await database.pool.query('UPDATE members SET removed_at = now() WHERE id = $1', [gone]);
    for (const body of [
      { userId: 'nobody' },
      { userId: newId() },
      { userId: 'gone' },
      { userId: gone },
      { teamId: 'x' },
    ]) {
      expect((await api('POST /v1/credits/consume', { body: { amount: '1', ...body } })).status).toBe(404);
    }
  });

  it('405, 415 and 422', async () => {
    const get = await api('GET /v1/credits/consume');
    expect([get.status, get.headers.allow]).toEqual([405, 'POST, OPTIONS']);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await api('POST /v1/credits/consume', { body: 'amount=1', headers: form })).status).toBe(415);
    const reply = await api('POST /v1/credits/consume', { body: { amount: '1', featur: 'chat', occurredAt: 'now' } });
    expect(reply.status).toBe(422);
    expect(reply.json).toMatchObject({
      code: 'validation_failed',
      errors: [
        { pointer: '/occurredAt', detail: 'must be a time with an offset, such as 2026-01-02T03:04:05Z' },
        { pointer: '/featur', detail: 'is not known here' },
      ],
    });
  });

  it('422: another body under a key that is taken, and times out of range', async () => {
    const headers = { 'idempotency-key': 'taken' };
    expect((await api('POST /v1/credits/consume', { headers, body: { amount: '1' } })).status).toBe(200);
    const other = await api('POST /v1/credits/consume', { headers, body: { amount: '2' } });
    expect([other.status, other.at('code')]).toEqual([422, 'idempotency_key_reused']);
    for (const hours of [-73, 1]) {
      const occurredAt = new Date(Date.now() + hours * 3_600_000).toISOString();
      const reply = await api('POST /v1/credits/consume', { body: { amount: '1', occurredAt } });
      expect([reply.status, reply.at('code')]).toEqual([422, 'occurred_at_out_of_range']);
    }
  });
});

describe('POST /v1/credits/consume/batch', () => {
  const items = [{ amount: '2' }, { amount: '2', feature: 'chat' }, { amount: '0.5' }];

  it('does all or none', async () => {
    const { api } = await createCustomer('4');
    const refused = await api('POST /v1/credits/consume/batch', { body: { items } });
    expect(refused.status).toBe(402);
    expect(await available(api)).toBe('4');
    const done = await api('POST /v1/credits/consume/batch', { body: { items: items.slice(0, 2) } });
    expect(done.json).toMatchObject({
      data: [
        { status: 'done', balanceAfter: '2' },
        { status: 'done', balanceAfter: '0' },
      ],
      summary: { done: 2, refused: 0 },
    });
  });

  it('or each for itself, in order', async () => {
    const { api } = await createCustomer('3');
    const reply = await api('POST /v1/credits/consume/batch', { body: { items, atomic: false } });
    expect(reply.json).toMatchObject({
      data: [
        { status: 'done', balanceAfter: '1' },
        { status: 'refused', error: { code: 'insufficient_credits', status: 402, requested: '2', available: '1' } },
        { status: 'done', balanceAfter: '0.5' },
      ],
      summary: { done: 2, refused: 1 },
    });
  });

  it('answers a repeated key with the same bytes', async () => {
    const { api } = await createCustomer('3');
    const send = () =>
      api('POST /v1/credits/consume/batch', { headers: { 'idempotency-key': 'b' }, body: { items, atomic: false } });
    const first = await send();
    const second = await send();
    expect([second.text, second.headers['idempotent-replayed']]).toEqual([first.text, 'true']);
  });

  it('names the place of an unknown user and of a wrong amount', async () => {
    const unknown = await api('POST /v1/credits/consume/batch', {
      body: { items: [{ amount: '1' }, { amount: '1', userId: 'nobody' }] },
    });
    expect([unknown.status, unknown.at('errors.0.pointer')]).toEqual([404, '/items/1']);
    const wrong = await api('POST /v1/credits/consume/batch', { body: { items: [{ amount: '1' }, { amount: '-1' }] } });
    expect([wrong.status, wrong.at('errors.0.pointer')]).toEqual([422, '/items/1/amount']);
  });

  it('takes 1 to 1000 items', async () => {
    const many = Array.from({ length: 1_001 }, () => ({ amount: '1' }));
    expect((await api('POST /v1/credits/consume/batch', { body: { items: many } })).status).toBe(422);
    expect((await api('POST /v1/credits/consume/batch', { body: { items: [] } })).status).toBe(422);
  });
});
