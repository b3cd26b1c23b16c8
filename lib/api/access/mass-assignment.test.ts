import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { useSandbox } from '@/sandbox/stripe/testing/client';
import { getPool } from '../../db/pool';
import { dropSingleton } from '../../singleton';
import { useTestDatabase } from '../../testing/database';
import { type DescribedRoute, describeRoutes } from '../fuzz/describe-routes';
import { sendToRouter } from '../fuzz/send';
import { makeWorld, type World } from '../fuzz/world';
import { sampleRequest } from './sample-request';

useTestDatabase();
const box = useSandbox();

let world: World;

beforeAll(async () => {
  process.env.STRIPE_SECRET_KEY = 'sk_test_sandbox';
  process.env.STRIPE_API_BASE = box.server.url;
  dropSingleton('stripe');
  world = await makeWorld();
});

/** Every field of every model, as the database and as the code write it. */
const COLUMNS = [
  ...new Set(
    readFileSync('prisma/schema.prisma', 'utf8')
      .split('\n')
      .flatMap((line) => /^ {2}(\w+) +\w+[?[\]]*(?: .*?@map\("(\w+)"\))?/.exec(line)?.slice(1) ?? [])
      .filter((name): name is string => name !== undefined),
  ),
];

/** Of each kind that a column may have; found again wherever they got to. */
const MARKS = { uuid: '31337313-3133-4133-8133-313373133731', number: '3133731337', text: 'mark-31337' };

/** A value that a column of this name would take. */
const markFor = (name: string): unknown =>
  /(^id|Id|_id)$/.test(name) ? MARKS.uuid : /Micro|_micro|Minor|_minor|Nano|_nano/.test(name) ? 3133731337 : MARKS.text;

const writes = describeRoutes().filter((route) => route.method !== 'GET' && route.body !== undefined);
const nameOf = ({ method, path }: DescribedRoute) => `${method} ${path}`;

async function markedTables(): Promise<string[]> {
  const { rows } = await getPool().query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
       AND table_name NOT LIKE '\\_prisma%'`,
  );
  const found = [];
  for (const { name } of rows) {
    const { rowCount } = await getPool().query(`SELECT 1 FROM "${name}" AS row WHERE row::text LIKE ANY ($1) LIMIT 1`, [
      Object.values(MARKS).map((mark) => `%${mark}%`),
    ]);
    if (rowCount !== 0) found.push(name);
  }
  return found;
}

/** A request as it should be, with every column that is not the request's own beside it, or in its query. */
async function pollute(route: DescribedRoute, place: 'body' | 'query') {
  const { request } = await sampleRequest(route, 'own', world, { isNamed: true });
  const known = new Set(Object.keys(((place === 'body' ? route.body : route.query)?.properties ?? {}) as object));
  const extra = COLUMNS.filter((name) => !known.has(name));
  if (place === 'query') {
    const query = new URLSearchParams(request.query);
    for (const name of extra) query.append(name, String(markFor(name)));
    request.query = query.toString();
  } else {
    const sent = JSON.parse(Buffer.from(request.body).toString() || '{}') as object;
    const marked = Object.fromEntries(extra.map((name) => [name, markFor(name)]));
    request.body = Buffer.from(JSON.stringify({ ...sent, ...marked }));
  }
  const wire = route.wire;
  const headers = {
    ...world.headersOf(wire === 'flowhunt' ? 'key' : 'operator', wire),
    'content-type': 'application/json',
  };
  return { extra, reply: await sendToRouter({ ...request, headers }) };
}

describe('columns that a request does not know', () => {
  it('are all of the schema', () => {
    expect(COLUMNS.length).toBeGreaterThan(200);
    for (const name of ['workspaceId', 'remaining_micro', 'isOperator', 'scopes', 'settledMicro', 'hash']) {
      expect(COLUMNS).toContain(name);
    }
  });

  const own = writes.filter(({ wire }) => wire === 'coffer').map((route) => [nameOf(route), route] as const);

  it.each(own)('are refused by name: %s', async (_name, route) => {
    for (const place of ['body', 'query'] as const) {
      const { extra, reply } = await pollute(route, place);
      expect([place, reply.status]).toEqual([place, 422]);
      const { errors } = JSON.parse(reply.body) as { errors: { pointer: string }[] };
      const named = new Set(errors.map(({ pointer }) => pointer.slice(1)));
      expect(extra.filter((name) => !named.has(name))).toEqual([]);
    }
  });

  const vendors = writes.filter(({ wire }) => wire !== 'coffer').map((route) => [nameOf(route), route] as const);

  it.each(vendors)('are passed over by a vendor’s wire: %s', async (_name, route) => {
    for (const place of ['body', 'query'] as const) {
      const { reply } = await pollute(route, place);
      expect(reply.status).toBeLessThan(500);
    }
  });

  it('got nowhere, in any table', async () => {
    expect(await markedTables()).toEqual([]);
    await getPool().query(`INSERT INTO users (id, email) VALUES ($1, 'x@example.com')`, [MARKS.uuid]);
    expect(await markedTables()).toEqual(['users']); // the search does find
  });
});
