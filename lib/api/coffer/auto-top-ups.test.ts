import { describe, expect, it } from 'vitest';
import type { KeyScope } from '../../auth/actor';
import { evaluate } from '../../billing/auto-top-up/evaluate';
import { paymentsOf, switchOn, workspaceWithCard } from '../../billing/auto-top-up/testing/rules';
import { useInstallation } from '../../billing/testing/installation';
import { createKey } from '../testing/api';

const shop = useInstallation();
const keyOf = async (workspaceId: string, scopes: KeyScope[] = ['admin']) =>
  (await createKey(shop.database.pool, { workspaceId, scopes })).api;

describe('automatic top-ups by API', () => {
  it('say that nobody has agreed to one', async () => {
    const workspace = await workspaceWithCard(shop);
    const api = await keyOf(workspace.id);
    expect((await api('GET /v1/auto-top-ups')).at('data')).toEqual({ isOn: false, rule: null, attempts: [] });
    expect((await api('POST /v1/auto-top-ups/stop')).at('data')).toMatchObject({ isOn: false, rule: null });
  });

  it('show the rule with the words that were agreed to, and each try, without what names a card at Stripe', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    await switchOn(shop, workspace);
    await evaluate(workspace.id, 'sweep');
    const reply = await (await keyOf(workspace.id))('GET /v1/auto-top-ups');
    expect(reply.at('data')).toMatchObject({
      isOn: true,
      rule: {
        status: 'on',
        threshold: '100',
        caps: { attemptMinor: '2500', dayMinor: '10000', monthMinor: '25000' },
        spent: { dayMinor: '2500', monthMinor: '2500' },
        consent: { version: '2026-11-21', email: 'owner@acme.test' },
      },
      attempts: [{ status: 'succeeded', credits: '1100', totalMinor: '2500', card: 'Visa •••• 4242' }],
    });
    expect(JSON.stringify(reply.at('data'))).not.toMatch(/pm_|cus_/);
  });

  it('stop at one call, once per Idempotency-Key, and are never bought again', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    await switchOn(shop, workspace);
    const api = await keyOf(workspace.id);
    const headers = { 'idempotency-key': 'stop-1' };
    const stopped = await api('POST /v1/auto-top-ups/stop', { headers });
    expect(stopped.at('data.rule')).toMatchObject({ status: 'off', reason: 'stopped_by_key' });
    expect((await api('POST /v1/auto-top-ups/stop', { headers })).at('data.rule')).toMatchObject({ status: 'off' });
    expect(await evaluate(workspace.id, 'sweep')).toBe('nothing');
    expect(await paymentsOf(shop, workspace)).toEqual([]);
    const { rows } = await shop.database.pool.query(
      `SELECT actor_kind FROM audit_log WHERE workspace_id = $1 AND action = 'auto_top_up.stop'`,
      [workspace.id],
    );
    expect(rows).toEqual([{ actor_kind: 'api_key' }]);
  });

  it('need the scope admin', async () => {
    const workspace = await workspaceWithCard(shop);
    const api = await keyOf(workspace.id, ['read', 'spend', 'grant']);
    expect((await api('GET /v1/auto-top-ups')).status).toBe(403);
    expect((await api('POST /v1/auto-top-ups/stop')).status).toBe(403);
  });
});
