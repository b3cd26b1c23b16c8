import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dropSingleton, singleton } from '../../singleton';
import { startChild } from '../../testing/child-process';
import { useTestDatabase } from '../../testing/database';
import { createWorkspace } from '../../testing/factories';
import type { Wire } from '../fuzz/describe-routes';
import { credential } from '../fuzz/world';
import { createClient, createKey } from '../testing/api';
import { useWireServer } from '../wires/testing/wire-server';
import { type Policy, RateCounter } from './counter';
import { countFailure } from './limits';

const database = useTestDatabase();
/** Long enough that no window ends within a test. */
const WINDOW_S = 300;

const admitted = (statuses: number[]): number => statuses.filter((status) => status !== 429).length;

describe('the counter', () => {
  const policy = (quota: number) => ({ name: `p${quota}`, quota, windowSeconds: WINDOW_S });

  it('admits the quota and tells what is left, one by one', async () => {
    const counter = new RateCounter();
    const seen = [];
    for (let n = 0; n < 102; n++) seen.push(await counter.take(policy(100), 'one'));
    expect(seen.slice(0, 100).map(({ remaining }) => remaining)).toEqual([...Array(100).keys()].reverse());
    expect(seen.map(({ isAllowed }) => isAllowed)).toEqual(seen.map((_, n) => n < 100));
    expect(seen[101]).toMatchObject({ remaining: 0 });
  });

  it('needs few statements for many requests, and none for refusals', async () => {
    const counter = new RateCounter();
    const asked = vi.spyOn(database.pool, 'query');
    for (let n = 0; n < 20_000; n++) await counter.take(policy(10_000), 'busy');
    expect(asked.mock.calls.length).toBeLessThan(100);
    asked.mockClear();
    for (let n = 0; n < 1_000; n++) await counter.take(policy(10_000), 'busy');
    expect(asked.mock.calls.length).toBe(0);
    asked.mockRestore();
  });

  it('admits the quota to a crowd, and the next window anew', async () => {
    const crowd = async () => {
      const counter = new RateCounter();
      const verdicts = await Promise.all(Array.from({ length: 300 }, () => counter.take(policy(70), 'crowd')));
      return verdicts.filter(({ isAllowed }) => isAllowed).length;
    };
    expect([await crowd(), await crowd()]).toEqual([70, 0]);
    await database.pool.query(`UPDATE rate_windows SET ends_at = now() - interval '1 second' WHERE key = 'p70:crowd'`);
    expect(await crowd()).toBe(70);
  });

  it('keeps subjects apart', async () => {
    const counter = new RateCounter();
    for (const subject of ['a', 'b']) {
      expect((await counter.take(policy(1), subject)).isAllowed).toBe(true);
      expect((await counter.take(policy(1), subject)).isAllowed).toBe(false);
    }
  });

  it('gives back what one process leased and another needs', async () => {
    const [idle, busy] = [new RateCounter(), new RateCounter()];
    await idle.take(policy(640), 'shared'); // leases ten
    const verdicts = [];
    for (let n = 0; n < 700; n++) verdicts.push(await busy.take(policy(640), 'shared'));
    expect(verdicts.filter(({ isAllowed }) => isAllowed).length).toBe(639);
  });
});

describe('two processes', () => {
  const QUOTA = 400;
  const env = { API_RATE_LIMIT: `${QUOTA}/${WINDOW_S}`, API_RATE_LIMIT_UNAUTHENTICATED: `40/${WINDOW_S}` };
  let children: ReturnType<typeof startChild>[];
  let urls: string[];

  beforeAll(async () => {
    children = [0, 1].map(() => startChild('lib/testing/api-process.ts', env));
    urls = await Promise.all(children.map((child) => child.waitFor(/ready (\S+)/)));
  });
  afterAll(() => Promise.all(children.map((child) => child.stop())));

  const ask = async (n: number, headers: Record<string, string>) => {
    const response = await fetch(`${urls[n % 2]}/v1/wallets/balance`, { headers });
    await response.text();
    return response;
  };

  it('admit the quota of a key together, however uneven its requests are, and whatever they say of themselves', async () => {
    const workspaceId = await createWorkspace(database.pool);
    for (const weight of [1, 7]) {
      const { secret } = await createKey(database.pool, { workspaceId });
      const statuses = [];
      for (let n = 0; n < QUOTA * 1.25; n += 25) {
        const burst = Array.from({ length: 25 }, (_, i) =>
          ask(n % weight === 0 ? n + i : 0, { authorization: `Bearer ${secret}`, 'x-forwarded-for': `10.0.0.${i}` }),
        );
        statuses.push(...(await Promise.all(burst)).map(({ status }) => status));
      }
      expect(Math.abs(admitted(statuses) - QUOTA), `1 in ${weight}`).toBeLessThanOrEqual(1);
      const over = await ask(1, { authorization: `Bearer ${secret}` });
      expect([over.status, Number(over.headers.get('retry-after')) > 0]).toEqual([429, true]);
    }
  });

  it('let nobody guess keys beyond the quota of an address, and keys in use go on', async () => {
    const workspaceId = await createWorkspace(database.pool);
    const { secret } = await createKey(database.pool, { workspaceId });
    const good = { authorization: `Bearer ${secret}` };
    for (const n of [0, 1]) expect((await ask(n, good)).status).toBe(200);
    const statuses = [];
    for (let n = 0; n < 60; n++) {
      const headers = { authorization: `Bearer sk_live_${'a'.repeat(41)}${n + 10}`, 'x-forwarded-for': `10.1.1.${n}` };
      statuses.push((await ask(n, headers)).status);
    }
    expect(statuses.filter((status) => status === 401).length).toBe(40);
    expect(new Set(statuses.slice(45))).toEqual(new Set([429]));
    // A right guess is answered like a wrong one.
    const guessed = await createKey(database.pool, { workspaceId });
    expect((await ask(0, { authorization: `Bearer ${guessed.secret}` })).status).toBe(429);
    for (const n of [0, 1]) expect((await ask(n, good)).status).toBe(200);
  });
});

describe('one request too many', () => {
  const server = useWireServer();
  const set = async (key: Policy | null, address: Policy | null) => {
    await database.pool.query('DELETE FROM rate_windows');
    for (const name of ['rate-policies', 'rate-counter']) dropSingleton(name);
    singleton('rate-policies', () => ({ key, address }));
  };
  afterAll(() => dropSingleton('rate-policies'));

  const WIRES: [wire: Wire, path: string, body: unknown][] = [
    ['openmonetize', '/v1/credits/balance', { error: expect.any(String), message: expect.any(String) }],
    ['togai', '/accounts/ID/credit_balance', { message: expect.any(String) }],
    ['flowhunt', '/v2/credits/workspace_balance?workspace_id=ID', { detail: expect.any(String) }],
    ['kable', '/api/v1/customers/ID/credits/balance', { message: expect.any(String) }],
  ];

  it.each(WIRES)('is told so as %s would, and when to come again', async (wire, path, body) => {
    await set({ name: 'key', quota: 1, windowSeconds: WINDOW_S }, null);
    const workspaceId = await createWorkspace(database.pool);
    const { keyId, secret } = await createKey(database.pool, { workspaceId });
    const send = () =>
      server.send('GET', path.replace('ID', workspaceId), { headers: credential(wire, { id: keyId, secret }) });
    const good = await send();
    expect(good.status).not.toBe(429);
    expect(good.headers.get('ratelimit')).toMatch(/^"key";r=0;t=\d+$/);
    const over = await send();
    expect([over.status, over.json]).toEqual([429, body]);
    expect(over.headers.get('ratelimit-policy')).toBe(`"key";q=1;w=${WINDOW_S}`);
    expect(over.headers.get('ratelimit')).toMatch(/^"key";r=0;t=\d+$/);
    expect(over.headers.get('retry-after')).toMatch(/^\d+$/);
  });

  it('is told so in problem details, and does nothing', async () => {
    await set({ name: 'key', quota: 2, windowSeconds: WINDOW_S }, null);
    const { api } = await createKey(database.pool, { workspaceId: await createWorkspace(database.pool) });
    await api('POST /v1/grants', { body: { amount: '5' } });
    expect((await api('GET /v1/wallets/balance')).at('data.balance')).toBe('5');
    const over = await api('POST /v1/credits/consume', { body: { amount: '1' } });
    expect(over.headers['content-type']).toBe('application/problem+json');
    expect(over.json).toMatchObject({ type: 'urn:coffer:problem:rate_limited', status: 429, code: 'rate_limited' });
    const { rows } = await database.pool.query(`SELECT 1 FROM transactions WHERE kind = 'consume'`);
    expect(rows).toEqual([]);
  });

  it('counts refused requests of a key too', async () => {
    await set({ name: 'key', quota: 2, windowSeconds: WINDOW_S }, null);
    const reader = await createKey(database.pool, {
      workspaceId: await createWorkspace(database.pool),
      scopes: ['read'],
    });
    const statuses = [];
    for (let n = 0; n < 3; n++) statuses.push((await reader.api('POST /v1/grants', { body: { amount: '1' } })).status);
    expect(statuses).toEqual([403, 403, 429]);
  });

  it('is told of on replies to nobody in particular as well', async () => {
    await set(null, { name: 'address', quota: 50, windowSeconds: 60 });
    const nobody = createClient(null);
    for (const line of ['GET /api/health', 'GET /v1/nothing', 'DELETE /v1/grants', 'GET /v1/grants']) {
      const { headers } = await nobody(line);
      expect([line, headers['ratelimit-policy']]).toEqual([line, '"address";q=50;w=60']);
      expect(headers.ratelimit).toMatch(/^"address";r=(49|50);t=\d+$/);
    }
  });

  it('is nothing to anybody when limits are off', async () => {
    await set(null, null);
    const { headers } = await createClient(null)('GET /v1/grants');
    expect(Object.keys(headers).filter((name) => name.startsWith('ratelimit'))).toEqual([]);
  });

  it('cannot be put off by taking another address of one network', async () => {
    await set(null, { name: 'address', quota: 1, windowSeconds: WINDOW_S });
    const seen = [];
    for (const ip of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::2', '2001:db8:1:3::1']) {
      seen.push((await countFailure(ip))?.isAllowed);
    }
    expect(seen).toEqual([true, false, true]);
  });
});
