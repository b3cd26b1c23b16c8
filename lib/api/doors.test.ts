import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testClock } from '../clock';
import { createLedger } from '../ledger';
import { useTestDatabase } from '../testing/database';
import { createWorkspace } from '../testing/factories';
import { answerOnNode } from './node-door';
import { METHODS, type Route } from './router';
import { ROUTES } from './routes';
import { createKey } from './testing/api';

const database = useTestDatabase();

const NOW = '2026-11-21T12:00:00.000Z';
/** What every HTTP server adds by itself. */
const OF_THE_CONNECTION = new Set(['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']);

type Handlers = Record<string, (request: Request) => Promise<Response>>;

const mounts = new Map<string, string>();
for (const file of readdirSync('app', { recursive: true, encoding: 'utf8' })) {
  if (path.basename(file) !== 'route.ts') continue;
  const segments = path.dirname(file).split(path.sep);
  const shown = segments.filter((segment) => !segment.startsWith('('));
  mounts.set(`/${shown.join('/')}`.replace(/\[(\w+)\]/g, '{$1}'), path.resolve('app', file));
}

let secret: string;
let ids: Record<string, string>;

const server = createServer((request, response) => {
  const [path = '/', query = ''] = (request.url ?? '/').split('?');
  void answerOnNode(request, response, { path, query, ip: '127.0.0.1' });
});

interface Sample {
  query?: string;
  body?: unknown;
  /** The first answer has a secret, its repetitions do not. */
  isShownOnce?: boolean;
}

/** A call that each of Coffer's own routes answers with 200. */
const SAMPLES: Record<string, Sample> = {
  'GET /api/health': {},
  'GET /v1/credits/balance': {},
  'POST /v1/credits/consume': { body: { amount: '1.5', feature: 'chat', metadata: { a: [1, 'ü', null] } } },
  'POST /v1/credits/consume/batch': { body: { items: [{ amount: '1' }, { amount: '999999' }], atomic: false } },
  'GET /v1/grants': { query: 'status=active' },
  'POST /v1/grants': { body: { amount: 3, userId: 'u-1', expiresAt: '2030-01-01' } },
  'GET /v1/grants/{grantId}': {},
  'POST /v1/grants/{grantId}/void': { body: { reason: 'x' } },
  'POST /v1/grants/{grantId}/expiry': { body: { expiresAt: null } },
  'GET /v1/holds': {},
  'POST /v1/holds': { body: { amount: '1' } },
  'GET /v1/holds/{holdId}': {},
  'POST /v1/holds/{holdId}/extend': { body: { ttlSeconds: 3_600 } },
  'POST /v1/holds/{holdId}/capture': { body: { amount: '0.5' } },
  'POST /v1/holds/{holdId}/release': {},
  'GET /v1/transactions': { query: 'limit=2' },
  'GET /v1/transactions/{transactionId}': {},
  'GET /v1/transactions/{transactionId}/explain': {},
  'POST /v1/transactions/{transactionId}/reverse': { body: { reason: 'x' } },
  'POST /v1/adjustments': { body: { amount: '-1', reason: 'x' } },
  'POST /v1/transfers': { body: { from: {}, to: { userId: 'u-0' }, amount: '1' } },
  'GET /v1/wallets': {},
  'GET /v1/wallets/balance': { query: 'userId=u-0' },
  'PUT /v1/wallets/overdraft': { body: { policy: 'limit', limit: '5' } },
  'GET /v1/budgets': {},
  'POST /v1/budgets': { body: { period: 'month', limit: '100000' } },
  'DELETE /v1/budgets/{budgetId}': {},
  'GET /v1/customers/{customerId}': {},
  'PATCH /v1/customers/{customerId}': { body: { name: 'Doors' } },
  'GET /v1/members': { query: 'role=member' },
  'POST /v1/members': { body: { name: 'Ada', externalId: 'ada' } },
  'GET /v1/members/{userId}': {},
  'PATCH /v1/members/{userId}': { body: { name: 'U' } },
  'GET /v1/teams': {},
  'POST /v1/teams': { body: { name: 'Blue' } },
  'GET /v1/teams/{teamId}': {},
  'PATCH /v1/teams/{teamId}': { body: { name: 'Navy' } },
  'PUT /v1/teams/{teamId}/members/{userId}': {},
  'DELETE /v1/teams/{teamId}/members/{userId}': {},
  'DELETE /v1/teams/{teamId}': {},
  'DELETE /v1/members/{userId}': {},
  'GET /v1/keys': {},
  'POST /v1/keys': { body: { name: 'k', scopes: ['read'] }, isShownOnce: true },
  'GET /v1/keys/{keyId}': {},
  'POST /v1/keys/{keyId}/rotate': { isShownOnce: true },
  'POST /v1/keys/{keyId}/revoke': {},
  'GET /v1/packs': {},
  'GET /v1/purchases': {},
  'GET /v1/alerts': {},
  'POST /v1/alerts': { body: { kind: 'share_below', percent: 20 } },
  'GET /v1/alerts/{alertId}': {},
  'PATCH /v1/alerts/{alertId}': { body: { amount: '7' } },
  'DELETE /v1/alerts/{alertId}': {},
  'GET /v1/webhook-endpoints': {},
  'POST /v1/webhook-endpoints': { body: { url: 'https://example.com/hook' }, isShownOnce: true },
  'GET /v1/webhook-endpoints/{endpointId}': {},
  'PATCH /v1/webhook-endpoints/{endpointId}': { body: { description: 'Ours' } },
  'DELETE /v1/webhook-endpoints/{endpointId}': {},
  'POST /v1/webhook-endpoints/{endpointId}/rotate-secret': { isShownOnce: true },
  'POST /v1/webhook-endpoints/{endpointId}/test': {},
  'GET /v1/webhook-endpoints/{endpointId}/deliveries': {},
  'GET /v1/usage': { query: 'from=2026-11-20&to=2026-11-21&groupBy=feature' },
};

beforeAll(async () => {
  // Both doors look at the same moment.
  const ledger = createLedger({ pool: database.pool, clock: testClock(NOW) });
  (globalThis as unknown as Record<symbol, unknown>)[Symbol.for('coffer.ledger')] = ledger;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const workspaceId = await createWorkspace(database.pool, { timeZone: 'Asia/Kathmandu' });
  const key = await createKey(database.pool, { workspaceId });
  // Its use is written down once a minute, between the two doors for one of them: not within this file.
  await database.pool.query(`UPDATE api_keys SET last_used_at = now() + interval '1 hour' WHERE id = $1`, [key.keyId]);
  secret = key.secret;
  const { api } = key;
  await api('POST /v1/grants', { body: { amount: '100' } });
  await api('POST /v1/grants', { body: { amount: '100', userId: 'u-0' } });
  const spent = await api('POST /v1/credits/consume', { body: { amount: '2', feature: 'chat' } });
  const budget = await api('POST /v1/budgets', { body: { period: 'day', limit: '1000' } });
  ids = {
    transactionId: spent.textAt('data.transactionId'),
    budgetId: budget.textAt('data.id'),
    customerId: workspaceId,
    keyId: (await api('POST /v1/keys', { body: { name: 'k', scopes: ['read'] } })).textAt('data.id'),
  };
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const json = { 'content-type': 'application/json' };

interface Call {
  method: string;
  target: string;
  headers?: Record<string, string>;
  body?: string;
}

interface Seen {
  status: number;
  headers: Record<string, string>;
  text: string;
}

async function toSeen(response: Response): Promise<Seen> {
  const headers = [...response.headers]
    .filter(([name]) => !OF_THE_CONNECTION.has(name))
    // What is left of a window differs from one request to the next.
    .map(([name, value]) => [name, name === 'ratelimit' ? value.replace(/\d+/g, 'n') : value]);
  return { status: response.status, headers: Object.fromEntries(headers), text: await response.text() };
}

const toInit = ({ method, headers, body }: Call): RequestInit => ({
  method,
  headers: { authorization: `Bearer ${secret}`, 'x-request-id': 'doors', ...headers },
  ...(body !== undefined && { body }),
});

async function throughNode(call: Call): Promise<Seen> {
  const { port } = server.address() as AddressInfo;
  return toSeen(await fetch(`http://127.0.0.1:${port}${call.target}`, toInit(call)));
}

async function make(target: string, id: string, body = '{"amount":"2"}'): Promise<string> {
  const made = await throughNode({ method: 'POST', target, headers: json, body });
  return (JSON.parse(made.text) as { data: Record<string, string> }).data[id] ?? '';
}

async function throughNext(route: Route, call: Call): Promise<Seen> {
  const file = mounts.get(route.path);
  if (!file) throw new Error(`${route.path} has no mount under app/`);
  const handlers = (await import(pathToFileURL(file).href)) as Handlers;
  const handler = handlers[call.method];
  if (!handler) throw new Error(`${file} does not mount ${call.method}`);
  return toSeen(await handler(new Request(`http://localhost${call.target}`, toInit(call))));
}

async function expectAlike(route: Route, call: Call): Promise<Seen> {
  const node = await throughNode(call);
  expect(await throughNext(route, call), `${call.method} ${call.target}`).toEqual(node);
  return node;
}

const nameOf = ({ method, path }: Route) => `${method} ${path}`;
const fill = (route: Route, query = '') =>
  route.path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? 'x%2Fy.z') + (query && `?${query}`);

describe('both doors', () => {
  it.each(ROUTES.map((route): [string, Route] => [nameOf(route), route]))('refuse %s alike', async (_name, route) => {
    const target = fill(route);
    const { method } = route;
    const withBody = method === 'GET' ? {} : { headers: json };
    await expectAlike(route, { method, target, headers: { authorization: '' } });
    await expectAlike(route, { method, target, headers: { authorization: 'Bearer x' } });
    await expectAlike(route, { method, target: `${target}?unknown=1&unknown=2` });
    if (method !== 'GET') {
      await expectAlike(route, { method, target, ...withBody, body: '{"amount":' });
      await expectAlike(route, { method, target, ...withBody, body: '{"unknown":true}' });
      await expectAlike(route, { method, target, ...withBody, body: `"${'x'.repeat(1_100_000)}"` });
      await expectAlike(route, { method, target, body: 'amount=1', headers: { 'content-type': 'text/plain' } });
    }
    for (const other of METHODS.filter((name) => name !== 'HEAD')) {
      if (!ROUTES.some((listed) => listed.path === route.path && listed.method === other)) {
        await expectAlike(route, { method: other, target });
      }
    }
  });

  const own: readonly Route[] = ROUTES.filter((route) => nameOf(route) in SAMPLES);

  it.each(own.map((route): [string, Route] => [nameOf(route), route]))('answer %s alike', async (name, route) => {
    // What ends once is made anew for each call about it.
    if (route.path.includes('{holdId}')) ids.holdId = await make('/v1/holds', 'holdId');
    if (route.path.includes('{grantId}')) ids.grantId = await make('/v1/grants', 'grantId');
    if (route.path.includes('{endpointId}')) {
      ids.endpointId = await make('/v1/webhook-endpoints', 'id', '{"url":"https://example.com/hook"}');
    }
    if (route.path.includes('{alertId}')) {
      ids.alertId = await make('/v1/alerts', 'id', '{"kind":"balance_below","amount":"5"}');
    }
    if (route.path.includes('{teamId}')) ids.teamId = await make('/v1/teams', 'id', '{"name":"T"}');
    if (route.path.includes('{userId}')) ids.userId = await make('/v1/members', 'id', '{"name":"U"}');
    const { query, body, isShownOnce } = SAMPLES[name] ?? {};
    const isRead = route.method === 'GET';
    const call: Call = {
      method: route.method,
      target: fill(route, query),
      headers: { ...json, ...(!isRead && { 'idempotency-key': name.replace(/ /g, '') }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    };
    // A write is done once; what the doors are asked for is its repetition, which answers the same bytes.
    const first = isRead ? undefined : await throughNode(call);
    const seen = await expectAlike(route, call);
    expect([seen.status, seen.headers['idempotent-replayed']]).toEqual([200, isRead ? undefined : 'true']);
    if (first) expect(first.status).toBe(200);
    if (first && !isShownOnce) expect(first.text).toBe(seen.text);
    if (isRead) expect((await expectAlike(route, { ...call, method: 'HEAD' })).text).toBe('');
  });

  it('know all of Coffer’s own routes by a sample', () => {
    const unknown = Object.keys(SAMPLES).filter((name) => !ROUTES.some((route) => nameOf(route) === name));
    expect([unknown, own.length]).toEqual([[], Object.keys(SAMPLES).length]);
  });
});

describe('every route', () => {
  it('is mounted in Next, with every method', async () => {
    for (const route of ROUTES) {
      const handlers = (await import(pathToFileURL(mounts.get(route.path) ?? route.path).href)) as Handlers;
      expect(Object.keys(handlers).sort(), route.path).toEqual([...METHODS].sort());
    }
  });

  it('and every mount of the API is a route', () => {
    const paths = new Set<string>(ROUTES.map((route) => route.path));
    const roots = /^\/(v1|v2|credits|accounts|api\/v1|api\/health)(\/|$)/;
    const strays = [...mounts.keys()].filter(
      (mount) => roots.test(mount) && !paths.has(mount) && !mount.includes('[...'),
    );
    expect(strays).toEqual([]);
  });
});
