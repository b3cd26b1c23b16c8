import { beforeAll, describe, expect, it } from 'vitest';
import { useSandbox } from '@/sandbox/stripe/testing/client';
import { getPool } from '../../db/pool';
import { dropSingleton } from '../../singleton';
import { useTestDatabase } from '../../testing/database';
import { type DescribedRoute, describeRoutes } from '../fuzz/describe-routes';
import { sendToRouter } from '../fuzz/send';
import { makeWorld, type World } from '../fuzz/world';
import { type MatrixActor, makeActors } from './actors';
import { cellsOf, judgeCell, type Send } from './matrix';
import { rightOf } from './rights';

useTestDatabase();
const box = useSandbox();
const routes = describeRoutes();

beforeAll(async () => {
  process.env.STRIPE_SECRET_KEY = 'sk_test_sandbox';
  process.env.STRIPE_API_BASE = box.server.url;
  dropSingleton('stripe');
});

/** Everybody anew for each route, so that none meets what another one did. */
async function makePlace(): Promise<{ world: World; actors: MatrixActor[] }> {
  const world = await makeWorld();
  const { own, other } = world;
  const actors = await makeActors({ own: own.workspaceId, other: other.workspaceId, memberId: own.memberId });
  return { world, actors };
}

async function judgeRoute(route: DescribedRoute, send: Send = sendToRouter) {
  const { world, actors } = await makePlace();
  const judged = [];
  for (const cell of cellsOf(route, actors)) judged.push(await judgeCell(cell, world, send));
  return { faults: judged.flatMap(({ fault }) => fault ?? []), statuses: judged.map(({ status }) => status) };
}

describe.concurrent('every actor gets what the table of rights says, on own, another’s and nobody’s things', () => {
  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s',
    async (_name, route) => {
      const { faults, statuses } = await judgeRoute(route);
      expect(faults).toEqual([]);
      // Somebody's request has its effect, or "let in" would say little.
      expect(statuses).toContain(200);
    },
    180_000,
  );
});

describe('the rights themselves', () => {
  it('to change something take more than the scope to read', () => {
    const writers = routes.filter(({ method, wire, policy }) => policy && method !== 'GET' && wire !== 'flowhunt');
    expect(writers.length).toBeGreaterThan(20);
    for (const { method, path, policy } of writers) {
      expect(policy && rightOf(policy).scope, `${method} ${path}`).not.toBe('read');
    }
  });

  it('are asked for by everything but what says how the installation is and how it is called', () => {
    const open = routes.filter(({ policy }) => policy === null).map(({ method, path }) => `${method} ${path}`);
    for (const line of open) expect(line).toMatch(/^GET \/(api\/health|openapi(\/\w+)?\.json|docs\S*)$/);
  });
});

describe('the matrix notices', () => {
  const balance = routes.find(({ path }) => path === '/v1/wallets/balance') as DescribedRoute;
  const hold = routes.find(({ path }) => path === '/v1/holds/{holdId}') as DescribedRoute;

  it('an operation that forgets to ask who calls', async () => {
    const open: Send = async () => ({ status: 200, headers: {}, body: '{"data":[]}' });
    const { faults } = await judgeRoute(balance, open);
    for (const name of ['anonymous', 'revoked key', 'grant key', 'spend key']) {
      expect(faults.filter((fault) => fault.includes(`, ${name}, `)).length, name).toBeGreaterThan(0);
    }
  });

  it('a reply that tells another’s thing from a missing one', async () => {
    const telling: Send = async (request) => {
      const reply = await sendToRouter(request);
      const id = request.path.split('/').at(-1) ?? '';
      const { rows: found } = await getPool().query('SELECT 1 FROM holds WHERE id = $1', [id]);
      return reply.status === 404 && found.length > 0
        ? { ...reply, headers: { ...reply.headers, 'x-seen': '1' } }
        : reply;
    };
    const { faults } = await judgeRoute(hold, telling);
    expect(faults.filter((fault) => fault.includes(', read key, other')).length).toBe(1);
  });
});
