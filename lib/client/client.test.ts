import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOnNode } from '../api/node-door';
import { createKey } from '../api/testing/api';
import { useTestDatabase } from '../testing/database';
import { createWorkspace } from '../testing/factories';
import { createCofferClient } from '.';
import { renderTypes } from './render-types';

const database = useTestDatabase();

const server = createServer((request, response) => {
  const [path = '/', query = ''] = (request.url ?? '/').split('?');
  void answerOnNode(request, response, { path, query, ip: '127.0.0.1' });
});
let client: ReturnType<typeof createCofferClient>;
let operator: typeof client;
let address: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { secret } = await createKey(database.pool, { workspaceId: await createWorkspace(database.pool) });
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  client = createCofferClient({ baseUrl: address, key: secret });
  const everywhere = await createKey(database.pool, { workspaceId: null });
  operator = createCofferClient({ baseUrl: address, key: everywhere.secret });
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

describe('the typed client', () => {
  it('has the types of the API as it is; else run npm run generate:client', async () => {
    expect((await renderTypes()) === readFileSync('lib/client/schema.ts', 'utf8')).toBe(true);
  });

  it('grants, spends once under a key, and reads what is left', async () => {
    const granted = await client.POST('/v1/grants', { body: { amount: '10', userId: 'u/1' } });
    expect(granted.data?.data.grant.remaining).toBe('10');
    const spend = () =>
      client.POST('/v1/credits/consume', {
        params: { header: { 'Idempotency-Key': 'job-1' } },
        body: { amount: 2.5, userId: 'u/1', feature: 'chat' },
      });
    const first = await spend();
    const second = await spend();
    expect(second.data).toEqual(first.data);
    expect(second.response.headers.get('idempotent-replayed')).toBe('true');
    const balance = await client.GET('/v1/wallets/balance', { params: { query: { userId: 'u/1' } } });
    expect(balance.data?.data.availableBalance).toBe('7.5');
    const rows = await client.GET('/v1/transactions', { params: { query: { kind: ['grant', 'consume'], limit: 1 } } });
    expect([rows.data?.data.length, typeof rows.data?.page.next]).toEqual([1, 'string']);
  });

  it('tells a customer’s whole story: people, a hold, its capture, why, the way back, and the sums', async () => {
    const customer = await operator.POST('/v1/customers', { body: { name: 'Initech', externalId: 'initech' } });
    expect(customer.data?.data.slug).toBe('initech');
    const query = { customerId: 'initech' };
    const member = await operator.POST('/v1/members', {
      body: { customerId: 'initech', name: 'Peter', externalId: 'p-1' },
    });
    expect(member.data?.data.role).toBe('member');
    await operator.POST('/v1/grants', { body: { customerId: 'initech', userId: 'p-1', amount: '20' } });
    const held = await operator.POST('/v1/holds', { body: { customerId: 'initech', userId: 'p-1', amount: '5' } });
    const holdId = held.data?.data.holdId ?? '';
    const captured = await operator.POST('/v1/holds/{holdId}/capture', {
      params: { path: { holdId } },
      body: { customerId: 'initech', amount: '3' },
    });
    expect([captured.data?.data.hold.status, captured.data?.data.availableBalance]).toEqual(['captured', '17']);
    const path = { transactionId: captured.data?.data.transactionId ?? '' };
    const why = await operator.GET('/v1/transactions/{transactionId}/explain', { params: { path, query } });
    expect(why.data?.data.allocations.map(({ amount }) => amount)).toEqual(['-3']);
    const back = await operator.POST('/v1/transactions/{transactionId}/reverse', {
      params: { path },
      body: { customerId: 'initech', reason: 'The job failed' },
    });
    expect([back.data?.data.amount, back.data?.data.reversible]).toEqual(['3', '0']);
    const today = new Date().toISOString().slice(0, 10);
    const usage = await operator.GET('/v1/usage', { params: { query: { ...query, from: today, to: today } } });
    expect([usage.data?.data.total, usage.data?.data.buckets.length]).toEqual(['0', 1]);
  });

  it('walks every page of a list, each row once', async () => {
    const items = Array.from({ length: 7 }, () => ({ amount: '0.1', userId: 'u/1' }));
    expect((await client.POST('/v1/credits/consume/batch', { body: { items } })).data?.summary.done).toBe(7);
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const { data } = await client.GET('/v1/transactions', {
        params: { query: { kind: ['consume'], limit: 3, ...(cursor && { cursor }) } },
      });
      seen.push(...(data?.data.map(({ id }) => id) ?? []));
      cursor = data?.page.next;
    } while (cursor);
    expect([seen.length, new Set(seen).size]).toEqual([8, 8]);
  });

  it('manages keys and webhook endpoints, and works with a key as soon as it has it', async () => {
    const made = await client.POST('/v1/keys', { body: { name: 'Reader', scopes: ['read'] } });
    const reader = createCofferClient({ baseUrl: address, key: made.data?.data.secret ?? '' });
    expect((await reader.GET('/v1/wallets')).response.status).toBe(200);
    expect((await reader.POST('/v1/credits/consume', { body: { amount: '1' } })).error?.code).toBe('forbidden');
    const path = { keyId: made.data?.data.id ?? '' };
    expect((await client.POST('/v1/keys/{keyId}/revoke', { params: { path } })).data?.data.revokedAt).toBeTruthy();
    expect((await reader.GET('/v1/wallets')).error?.code).toBe('unauthenticated');
    const endpoint = await client.POST('/v1/webhook-endpoints', {
      body: { url: 'https://hooks.example.com/coffer', events: ['purchase.paid'] },
    });
    expect(endpoint.data?.data.secret).toMatch(/^whsec_/);
  });

  it('gets a refusal as a value, with its code and its facts', async () => {
    const { data, error, response } = await client.POST('/v1/credits/consume', { body: { amount: '1' } });
    expect([data, response.status, error?.code]).toEqual([undefined, 402, 'insufficient_credits']);
    const missing = await client.GET('/v1/grants/{grantId}', { params: { path: { grantId: 'a/b' } } });
    expect([missing.response.status, missing.error?.code]).toEqual([404, 'not_found']);
  });
});
