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

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { secret } = await createKey(database.pool, { workspaceId: await createWorkspace(database.pool) });
  const { port } = server.address() as AddressInfo;
  client = createCofferClient({ baseUrl: `http://127.0.0.1:${port}`, key: secret });
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

  it('gets a refusal as a value, with its code and its facts', async () => {
    const { data, error, response } = await client.POST('/v1/credits/consume', { body: { amount: '1' } });
    expect([data, response.status, error?.code]).toEqual([undefined, 402, 'insufficient_credits']);
    const missing = await client.GET('/v1/grants/{grantId}', { params: { path: { grantId: 'a/b' } } });
    expect([missing.response.status, missing.error?.code]).toEqual([404, 'not_found']);
  });
});
