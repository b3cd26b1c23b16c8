import { describe, expect, it, vi } from 'vitest';
import type { Actor } from '../../auth/actor';
import type { PoolClient } from '../../db/pool';
import { closeWorkspace } from '../../workspace/close';
import { PURCHASE_KEY } from '../checkout-session';
import { useInstallation } from '../testing/installation';
import { beginAuthentication } from './authenticate';
import { evaluate } from './evaluate';
import { prepareSwitchOn } from './prepare';
import { stopAutoTopUp } from './stop';
import { sweepAutoTopUps } from './sweep';
import { readPayer, switchOnAutoTopUp } from './switch-on';
import {
  attemptsOf,
  available,
  CREDIT,
  mailsOf,
  paymentsOf,
  type RuleWorkspace,
  ruleOf,
  saveCard,
  switchOn,
  WISH,
  workspaceWithCard,
} from './testing/rules';

const shop = useInstallation();
const OPERATOR: Actor = { kind: 'operator', userId: null };

/** Resolves when somebody waits for what this session has locked. */
async function waitedFor(client: PoolClient): Promise<void> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const sql = 'SELECT 1 FROM pg_stat_activity WHERE $1 = ANY(pg_blocking_pids(pid)) LIMIT 1';
  await vi.waitFor(async () => expect((await shop.database.pool.query(sql, [rows[0]!.pid])).rowCount).toBe(1), {
    timeout: 10_000,
  });
}

/** Lets time pass for the rule and what it has begun. */
const age = (workspace: RuleWorkspace, by: string) =>
  Promise.all(
    [
      'UPDATE purchases SET created_at = created_at - $2::interval WHERE workspace_id = $1',
      'UPDATE auto_top_up_attempts SET created_at = created_at - $2::interval WHERE workspace_id = $1',
      'UPDATE auto_top_up_rules SET consent_at = consent_at - $2::interval WHERE workspace_id = $1',
    ].map((sql) => shop.database.pool.query(sql, [workspace.id, by])),
  );

describe('stopping', () => {
  it('and switching on again asks for a new purchase, never again for one that Stripe has not heard of', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    await switchOn(shop, workspace);
    await shop.box.control('faults', { kind: 'timeout_before', on: 'POST /v1/payment_intents', times: 3 });
    await evaluate(workspace.id, 'sweep');
    await shop.box.control('calm', {});
    await age(workspace, '2 minutes');
    await stopAutoTopUp(workspace.owner, workspace.id);
    await switchOn(shop, workspace);
    await sweepAutoTopUps();
    // Somebody may still be sending it: it is not over yet, and nothing else begins beside it.
    expect(await attemptsOf(shop, workspace)).toMatchObject([{ state: 'running' }]);
    expect(await paymentsOf(shop, workspace)).toEqual([]);
    await age(workspace, '6 minutes');
    await sweepAutoTopUps();
    const [first, second] = await attemptsOf(shop, workspace);
    expect([first, second]).toMatchObject([{ state: 'canceled', failure_code: 'canceled' }, { state: 'succeeded' }]);
    const payments = await paymentsOf(shop, workspace);
    expect(payments.map(({ metadata }) => metadata[PURCHASE_KEY])).toEqual([second!.purchase_id]);
    expect(await available(workspace)).toBe(1_150n);
  });

  it('or agreeing to other terms ends what Stripe has not heard of in the same way', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    await switchOn(shop, workspace);
    await shop.box.control('faults', { kind: 'timeout_before', on: 'POST /v1/payment_intents', times: 3 });
    await evaluate(workspace.id, 'sweep');
    await shop.box.control('calm', {});
    await age(workspace, '2 minutes');
    await switchOn(shop, workspace, { thresholdMicro: 10n * CREDIT });
    await sweepAutoTopUps();
    await age(workspace, '6 minutes');
    await sweepAutoTopUps();
    expect(await attemptsOf(shop, workspace)).toMatchObject([{ state: 'canceled' }]);
    expect(await paymentsOf(shop, workspace)).toEqual([]);
  });

  /** A payment that waits for its owner while Stripe cannot be asked to withdraw it. */
  const waiting = async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n, card: 'pm_card_authenticationRequired' });
    await switchOn(shop, workspace);
    await evaluate(workspace.id, 'sweep');
    expect(await attemptsOf(shop, workspace)).toMatchObject([{ state: 'authentication' }]);
    return workspace;
  };
  const whileStripeIsDown = async (work: () => Promise<unknown>) => {
    await shop.box.control('faults', { kind: 'timeout_before', on: 'POST /v1/payment_intents/*', times: 9 });
    await work();
    await shop.box.control('calm', {});
  };
  const withdrawn = async (workspace: RuleWorkspace) => {
    expect(await paymentsOf(shop, workspace)).toMatchObject([{ status: 'canceled' }]);
    expect(await attemptsOf(shop, workspace)).toMatchObject([{ state: 'canceled' }]);
  };

  it('while Stripe does not answer leaves the payment that waits to the sweep', async () => {
    const workspace = await waiting();
    await whileStripeIsDown(() => stopAutoTopUp(workspace.owner, workspace.id));
    expect(await attemptsOf(shop, workspace)).toMatchObject([{ state: 'authentication' }]);
    await sweepAutoTopUps();
    await withdrawn(workspace);
  });

  it('while Stripe does not answer leaves nothing that its owner could still confirm', async () => {
    const workspace = await waiting();
    await whileStripeIsDown(() => stopAutoTopUp(workspace.owner, workspace.id));
    const [attempt] = await attemptsOf(shop, workspace);
    const input = { workspaceId: workspace.id, attemptId: attempt!.id, slug: workspace.slug };
    expect(await beginAuthentication(workspace.owner, input)).toBeNull();
    await withdrawn(workspace);
  });

  it('or agreeing anew is not held up by a payment that Stripe does not know any more, because the account is another', async () => {
    const workspace = await waiting();
    const [payment] = await paymentsOf(shop, workspace);
    shop.box.server.sandbox.data.paymentIntents.delete(payment!.id);
    await saveCard(shop, workspace, 'pm_card_visa');
    await switchOn(shop, workspace);
    expect(await attemptsOf(shop, workspace)).toMatchObject([{ state: 'canceled' }]);
    await evaluate(workspace.id, 'switched_on');
    expect(await available(workspace)).toBe(1_150n);
  });

  it('by closing the workspace withdraws the payment that waits, and is in the audit log', async () => {
    const workspace = await waiting();
    await closeWorkspace(OPERATOR, { workspaceId: workspace.id, reason: 'Gone' }, { requestId: 'req_closing' });
    await withdrawn(workspace);
    expect(await ruleOf(shop, workspace)).toMatchObject({ state: 'off', state_reason: 'closed' });
    const { rows } = await shop.database.pool.query(
      `SELECT actor_kind, reason, request_id, before, after FROM audit_log
       WHERE workspace_id = $1 AND action = 'auto_top_up.stop'`,
      [workspace.id],
    );
    expect(rows).toEqual([
      {
        actor_kind: 'operator',
        reason: 'closed',
        request_id: 'req_closing',
        before: { state: 'paused', reason: 'authentication' },
        after: { state: 'off' },
      },
    ]);
    expect((await mailsOf(shop, workspace)).map(({ kind }) => kind)).toEqual(['auto_top_up.authentication']);
  });

  it('by closing the workspace while Stripe does not answer leaves that payment to the sweep', async () => {
    const workspace = await waiting();
    await whileStripeIsDown(() => closeWorkspace(OPERATOR, { workspaceId: workspace.id, reason: 'Gone' }));
    expect(await paymentsOf(shop, workspace)).toMatchObject([{ status: 'requires_payment_method' }]);
    await sweepAutoTopUps();
    await withdrawn(workspace);
  });

  it('leaves nobody asked by the bank about what was charged before: that payment is withdrawn', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n, card: 'pm_card_authenticationRequired' });
    await switchOn(shop, workspace);
    await shop.box.control('webhooks', { drop: 1 });
    await shop.box.control('faults', { kind: 'timeout_after', on: 'POST /v1/payment_intents', times: 3 });
    await evaluate(workspace.id, 'sweep');
    await shop.box.control('calm', {});
    await age(workspace, '2 minutes');
    await stopAutoTopUp(workspace.owner, workspace.id);
    await sweepAutoTopUps();
    await withdrawn(workspace);
    expect((await mailsOf(shop, workspace)).map(({ kind }) => kind)).toEqual(['auto_top_up.stopped']);
  });

  it('by closing wins against a consent that is given at the same time', async () => {
    const workspace = await workspaceWithCard(shop);
    const wish = { ...WISH, item: { packId: shop.packId } };
    const { hash: agreed } = await prepareSwitchOn(await readPayer(workspace.id), wish, 'en');
    const consent = { ...wish, workspaceId: workspace.id, locale: 'en' as const, consentHash: agreed };
    const client = await shop.database.pool.connect();
    try {
      // The closing is committed after the consent has looked, and before it is written.
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM workspaces WHERE id = $1 FOR UPDATE', [workspace.id]);
      const late = switchOnAutoTopUp(workspace.owner, consent);
      const refused = expect(late).rejects.toMatchObject({ facts: { reason: 'not_active' } });
      await waitedFor(client);
      await client.query(`UPDATE workspaces SET status = 'closed' WHERE id = $1`, [workspace.id]);
      await client.query('COMMIT');
      await refused;
    } finally {
      client.release();
    }
    expect(await ruleOf(shop, workspace)).toBeUndefined();
  });
});
