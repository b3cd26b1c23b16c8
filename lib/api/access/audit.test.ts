import { beforeAll, describe, expect, it } from 'vitest';
import { useSandbox } from '@/sandbox/stripe/testing/client';
import { getPool } from '../../db/pool';
import { newId } from '../../ids';
import { dropSingleton } from '../../singleton';
import { useTestDatabase } from '../../testing/database';
import { type DescribedRoute, describeRoutes } from '../fuzz/describe-routes';
import { sendToRouter } from '../fuzz/send';
import { makeWorld, token } from '../fuzz/world';
import { sampleRequest } from './sample-request';

useTestDatabase();
const box = useSandbox();

beforeAll(() => {
  process.env.STRIPE_SECRET_KEY = 'sk_test_sandbox';
  process.env.STRIPE_API_BASE = box.server.url;
  dropSingleton('stripe');
});

/** The trace of spending is the ledger itself: who, with which key, for whom and why stands on every row. */
const SPENDING = /^POST \/v1\/(credits\/consume(\/batch)?|holds(\/\{holdId\}\/(extend|capture|release))?)$/;

const nameOf = ({ method, path }: DescribedRoute) => `${method} ${path}`;
/** FlowHunt's POSTs only read. */
const changes = describeRoutes().filter(({ wire, method }) => wire !== 'flowhunt' && method !== 'GET');

async function auditRows(requestId: string): Promise<number> {
  const { rows } = await getPool().query<{ n: number }>(
    'SELECT count(*)::int AS n FROM audit_log WHERE request_id = $1',
    [requestId],
  );
  return rows[0]?.n ?? 0;
}

/** A rotation revokes one key and makes another. */
const traces = (name: string): number => (SPENDING.test(name) ? 0 : name.endsWith('/rotate') ? 2 : 1);

/** A change of nothing leaves no trace, so a PATCH gets something to change. */
const withChange = (route: DescribedRoute, body: Uint8Array): Buffer => {
  if (route.method !== 'PATCH') return Buffer.from(body);
  const field = 'name' in ((route.body?.properties ?? {}) as object) ? { name: newId() } : {};
  return Buffer.from(JSON.stringify({ ...(JSON.parse(Buffer.from(body).toString() || '{}') as object), ...field }));
};

/** A stop of what is off leaves no trace either, so there is a rule that is on. */
const addRule = (workspaceId: string) =>
  getPool().query(
    `INSERT INTO auto_top_up_rules (workspace_id, state, state_since, threshold_micro, amount_minor, currency,
       attempt_cap_minor, day_cap_minor, month_cap_minor, consent_version, consent_text, consent_locale, consent_actor_id,
       consent_email, consent_at)
     VALUES ($1, 'on', now(), 0, 100, 'usd', 100, 100, 100, 'test', 'I agree.', 'en', $1, 'ada@example.com', now())`,
    [workspaceId],
  );

describe('what is changed through the API', () => {
  it.each(changes.map((route) => [nameOf(route), route] as const))('leaves its trace: %s', async (name, route) => {
    const world = await makeWorld();
    const { request } = await sampleRequest(route, 'own', world, { isNamed: true });
    if (name.startsWith('PUT /v1/teams/')) {
      request.path = request.path.replace(/[^/]+$/, String(await world.fill(token('newcomer', 'own'))));
    }
    if (name === 'POST /v1/auto-top-ups/stop') await addRule(world.own.workspaceId);
    for (const sender of ['operator', 'key'] as const) {
      const reply = await sendToRouter({
        ...request,
        body: withChange(route, request.body),
        headers: { ...world.headersOf(sender, route.wire), 'content-type': 'application/json' },
      });
      if (reply.status !== 200) continue;
      expect(await auditRows(reply.headers['x-request-id'] ?? '')).toBe(traces(name));
      return;
    }
    expect.unreachable('nobody could make the request');
  });

  it('is all of it', () => {
    expect(changes.filter((route) => SPENDING.test(nameOf(route))).length).toBe(6);
    expect(changes.length).toBeGreaterThan(30);
  });
});
