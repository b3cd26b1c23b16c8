import { beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../testing/database';
import { createWorkspace } from '../../testing/factories';
import { ROUTES } from '../routes';
import { type ApiClient, createClient, createKey } from '../testing/api';
import { CLOSED_DOCUMENT, checkDescribed } from '../testing/described';
import { buildDocument } from './build-document';
import { ENTRIES } from './entries';
import { type Json, VENDORS, vendorDocument } from './vendor';

const database = useTestDatabase();
const document = CLOSED_DOCUMENT;

/** The thing itself, where a reference to it stands. */
function resolved(given: Json): Json {
  if (typeof given.$ref !== 'string') return given;
  const [, , kind = '', name = ''] = given.$ref.split('/');
  return document.components?.[kind]?.[name] as Json;
}

describe('the description', () => {
  it('has every route, and no other', () => {
    const described = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual(ROUTES.map(({ method, path }) => `${method} ${path}`).sort());
    expect(Object.keys(ENTRIES).filter((line) => !described.includes(line))).toEqual([]);
  });

  it('refuses a route without an entry', () => {
    const [route] = ROUTES;
    expect(() => buildDocument([{ ...route, path: '/v1/unheard-of' }])).toThrow('GET /v1/unheard-of has no entry');
  });

  it('names every operation once, and every path parameter', () => {
    const operations = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.values(item as Record<string, Json>).map((operation) => ({ path, operation })),
    );
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const { path, operation } of operations) {
      expect(operation.summary, path).toBeTruthy();
      const parameters = (operation.parameters as { name?: string; in?: string; $ref?: string }[]).map(
        (parameter) =>
          parameter.name ??
          ((document.components?.parameters?.[parameter.$ref?.split('/').at(-1) ?? ''] ?? {}) as { name?: string })
            .name,
      );
      for (const [, name] of path.matchAll(/\{(\w+)\}/g)) expect(parameters, path).toContain(name);
    }
  });

  it('says of every own call what it does, how it is refused with an example of each code, and what is left', () => {
    for (const [line, entry] of Object.entries(ENTRIES)) {
      const [method = '', path = ''] = line.split(' ');
      const operation = (document.paths[path] as Json)[method.toLowerCase()] as Json;
      expect(operation.description, line).toBe(entry.description);
      const parameters = JSON.stringify(operation.parameters);
      expect(parameters, line).toContain('#/components/parameters/RequestId');
      expect(parameters.includes('#/components/parameters/IdempotencyKey'), line).toBe(method !== 'GET');
      if (operation.security) continue; // needs no key, so nobody is refused
      for (const [status, given] of Object.entries(operation.responses as Record<string, Json>)) {
        const response = resolved(given);
        expect(Object.keys(response.headers as Json), `${line} ${status}`).toContain('X-Request-Id');
        if (status !== '401') expect(Object.keys(response.headers as Json), `${line} ${status}`).toContain('RateLimit');
        if (status === '429' || status === '503')
          expect(Object.keys(response.headers as Json)).toContain('Retry-After');
        if (status === '200') continue;
        const { examples } = (response.content as Record<string, Json>)['application/problem+json'] as {
          examples: Json;
        };
        for (const [code, example] of Object.entries(examples as Record<string, Json>)) {
          expect(resolved(example).value, `${line} ${status}`).toMatchObject({ code, status: Number(status) });
        }
      }
    }
  });

  it('tells of the Idempotency-Key on every call of a vendor that writes, in words in the vendor’s own document', async () => {
    const posts = VENDORS.flatMap((vendor) =>
      Object.values(vendorDocument(vendor).paths).flatMap((item) => (item.post ? [item.post as Json] : [])),
    );
    expect(posts.length).toBe(8);
    for (const { description } of posts) expect(description).toContain('Idempotency-Key');
    for (const path of ['/credits', '/v1/credits/grant', '/api/v1/customers/{customerId}/credits/create']) {
      expect(JSON.stringify(document.paths[path]?.post)).toContain('#/components/parameters/IdempotencyKey');
    }
  });

  it('has every tag that a call has', () => {
    const used = Object.values(document.paths).flatMap((item) =>
      Object.values(item as Record<string, Json>).flatMap(({ tags }) => tags as string[]),
    );
    expect((document.tags as { name: string }[]).map(({ name }) => name).sort()).toEqual([...new Set(used)].sort());
  });

  it('refers to nothing that it lacks', () => {
    for (const [, pointer] of JSON.stringify(document).matchAll(/"#\/(components\/\w+\/[\w-]+)"/g)) {
      const [, kind = '', name = ''] = (pointer as string).split('/');
      expect((document.components?.[kind] as Json | undefined)?.[name], pointer).toBeDefined();
    }
  });

  it('asks for a spend as the parser does', () => {
    const operation = document.paths['/v1/credits/consume']?.post as { requestBody: { content: Json } };
    const { schema } = operation.requestBody.content['application/json'] as { schema: Json };
    expect(schema).toMatchObject({ required: ['amount'], additionalProperties: false });
    expect((schema.properties as Json).amount).toMatchObject({ type: ['string', 'number'] });
  });

  it('is served to anybody, one for each vendor too', async () => {
    const anybody = createClient(null);
    const whole = await anybody('GET /openapi.json');
    expect([whole.status, whole.at('openapi')]).toEqual([200, '3.1.0']);
    for (const vendor of VENDORS) {
      const { status, json } = await anybody(`GET /openapi/${vendor}.json`);
      expect([status, (json as Json).openapi], vendor).toEqual([200, '3.1.0']);
    }
    expect((await anybody('GET /openapi/none.json')).status).toBe(404);
  });
});

describe('real replies', () => {
  let api: ApiClient;
  let ids: Record<string, string>;
  const expectCall = async (line: string, target: string, body?: unknown, status = 200) => {
    const [method = ''] = line.split(' ');
    const reply = await api(`${method} ${target}`, { body });
    checkDescribed(line, { ...reply, body: reply.text });
    expect([line, reply.status, reply.status === status ? '' : reply.text]).toEqual([line, status, '']);
    return reply;
  };
  const post = (path: string, body: unknown, status?: number) => expectCall(`POST ${path}`, path, body, status);
  const get = (path: string, query = '') => expectCall(`GET ${path}`, path + query);

  beforeAll(async () => {
    const workspaceId = await createWorkspace(database.pool);
    ({ api } = await createKey(database.pool, { workspaceId }));
    const granted = await post('/v1/grants', { amount: '100', expiresAt: '2091-01-01', metadata: { a: 1 } });
    await post('/v1/grants', { amount: '20', userId: 'u-1', features: ['chat'] });
    const spent = await post('/v1/credits/consume', { amount: '2.5', feature: 'chat', contextId: 'c' });
    const held = await post('/v1/holds', { amount: '3' });
    ids = {
      grantId: granted.textAt('data.grantId'),
      transactionId: spent.textAt('data.transactionId'),
      holdId: held.textAt('data.holdId'),
    };
  });

  it('of reads are as described', async () => {
    await get('/api/health');
    for (const path of ['/v1/grants', '/v1/holds', '/v1/transactions', '/v1/wallets', '/v1/budgets']) await get(path);
    await get('/v1/wallets/balance', '?userId=u-1');
    await get('/v1/usage', '?from=2026-01-01&to=2026-01-03&groupBy=feature');
    for (const name of ['grantId', 'holdId', 'transactionId']) {
      const path = `/v1/${name.replace('Id', 's')}/{${name}}`;
      await expectCall(`GET ${path}`, path.replace(`{${name}}`, ids[name] ?? ''));
    }
    await expectCall('GET /v1/transactions/{transactionId}/explain', `/v1/transactions/${ids.transactionId}/explain`);
  });

  it('of writes are as described', async () => {
    await post('/v1/credits/consume/batch', { items: [{ amount: '1' }, { amount: '99999' }], atomic: false });
    await post('/v1/adjustments', { amount: '-1', reason: 'x' });
    await post('/v1/transfers', { from: {}, to: { userId: 'u-1' }, amount: '1' });
    const budget = await post('/v1/budgets', { period: 'month', limit: '1000' });
    const id = budget.textAt('data.id');
    await expectCall('DELETE /v1/budgets/{budgetId}', `/v1/budgets/${id}`);
    await expectCall('PUT /v1/wallets/overdraft', '/v1/wallets/overdraft', { policy: 'limit', limit: '5' });
    const act = (path: string, body: unknown) =>
      expectCall(
        `POST ${path}`,
        path.replace(/\{(\w+)\}/, (_, name: string) => ids[name] ?? ''),
        body,
      );
    await act('/v1/transactions/{transactionId}/reverse', { reason: 'x', amount: '1' });
    await act('/v1/holds/{holdId}/extend', { ttlSeconds: 3_600 });
    await act('/v1/holds/{holdId}/capture', { amount: '5', excess: 'consume' });
    const second = await post('/v1/holds', { amount: '1' });
    ids.holdId = second.textAt('data.holdId');
    await act('/v1/holds/{holdId}/release', {});
    await act('/v1/grants/{grantId}/expiry', { expiresAt: null, amount: '10' });
    await act('/v1/grants/{grantId}/void', { reason: 'x' });
  });

  it('to refused requests are as described', async () => {
    await post('/v1/credits/consume', { amount: '1000000000' }, 402);
    await post('/v1/credits/consume', { amount: 'x', more: 1 }, 422);
    await post('/v1/credits/consume', '{', 400);
    const unknown = '00000000-0000-4000-8000-000000000000';
    await expectCall('GET /v1/grants/{grantId}', `/v1/grants/${unknown}`, undefined, 404);
    const refused = await createClient('x')('GET /v1/grants');
    checkDescribed('GET /v1/grants', { ...refused, body: refused.text });
  });
});

describe('a reply that the description does not promise', () => {
  const line = 'GET /v1/grants/{grantId}';
  const problem = (code: string, status: number) => ({
    status,
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify({
      ...{ type: 'urn:x', title: 'x', status, detail: 'x', instance: '/', code, requestId: 'x' },
    }),
  });
  const json = (value: unknown) => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  });

  it('is noticed: a status, a code, a type, a member that nobody knows, one that is missing', () => {
    checkDescribed(line, problem('not_found', 404));
    expect(() => checkDescribed(line, problem('insufficient_credits', 402))).toThrow('does not describe 402');
    expect(() => checkDescribed(line, problem('conflict', 404))).toThrow('does not describe the code conflict');
    expect(() => checkDescribed(line, { ...problem('not_found', 404), body: '{}' })).toThrow('required property');
    expect(() => checkDescribed(line, json({ data: {} }))).toThrow('required property');
    expect(() => checkDescribed('GET /v1/packs', json({ data: [], page: {}, more: 1 }))).toThrow(
      'additional properties',
    );
  });
});
