import { afterEach, describe, expect, it } from 'vitest';
import { type Actor, ANONYMOUS } from '../../auth/actor';
import { MESSAGES } from '../../i18n/messages';
import { newId } from '../../ids';
import { readSetUp, readWish } from '../../portal/automatic-set-up';
import { loadWorkspace } from '../../portal/workspace';
import { startChild } from '../../testing/child-process';
import { closeWorkspace } from '../../workspace/close';
import { resumeCardSetup, startCardSetup } from '../card-setup';
import { listSavedCards } from '../saved-cards';
import { useInstallation } from '../testing/installation';
import { beginAuthentication } from './authenticate';
import { CONSENT_VERSION, consentHash } from './consent';
import { evaluate } from './evaluate';
import { prepareSwitchOn } from './prepare';
import { stopAutoTopUp, stopByLink } from './stop';
import { createStopToken, readStopToken } from './stop-token';
import { sweepAutoTopUps } from './sweep';
import { readPayer, switchOnAutoTopUp } from './switch-on';
import {
  attemptsOf,
  available,
  CREDIT,
  mailsOf,
  paymentsOf,
  ruleOf,
  saveCard,
  spend,
  switchOn,
  useClock,
  WISH,
  workspaceWithCard,
} from './testing/rules';

const shop = useInstallation();
afterEach(() => void useClock(null));

const auditOf = async (workspaceId: string) =>
  (
    await shop.database.pool.query<{ action: string; after: Record<string, unknown> | null; actor_id: string | null }>(
      'SELECT action, after, actor_id FROM audit_log WHERE workspace_id = $1 ORDER BY created_at, id',
      [workspaceId],
    )
  ).rows;

describe('consent', () => {
  it('is kept as it was shown, with version, person and time, and is what changes it', async () => {
    const workspace = await workspaceWithCard(shop);
    await switchOn(shop, workspace);
    const rule = await ruleOf(shop, workspace);
    expect(rule.consent_text).toBe(
      'I allow Visa •••• 4242 to be charged for Acme without asking again: $25.00 for 1,100 credits, each time 100 credits ' +
        'or fewer are left. At most $25.00 at a time, $100.00 a day and $250.00 a month. I can stop this at any time, in ' +
        'the portal or by the link in every mail about it.',
    );
    expect(rule).toMatchObject({ consent_version: '2026-11-21', consent_email: 'owner@acme.test', state: 'on' });
    expect(await auditOf(workspace.id)).toMatchObject([
      { action: 'auto_top_up.switch_on', after: { consentText: rule.consent_text, thresholdMicro: '100000000' } },
    ]);
  });

  it('is asked anew when the price or the card is no longer what was on the screen', async () => {
    const workspace = await workspaceWithCard(shop);
    const wish = { ...WISH, item: { packId: shop.packId } };
    const { hash } = await prepareSwitchOn(await readPayer(workspace.id), wish, 'en');
    await saveCard(shop, workspace, 'pm_card_mastercard');
    const late = { ...wish, workspaceId: workspace.id, locale: 'en' as const, consentHash: hash };
    await expect(switchOnAutoTopUp(workspace.owner, late)).rejects.toMatchObject({
      code: 'conflict',
      facts: { reason: 'consent_changed' },
    });
    expect(await ruleOf(shop, workspace)).toBeUndefined();
  });

  it('can only be given by a person of the workspace who may pay', async () => {
    const workspace = await workspaceWithCard(shop);
    const input = {
      ...WISH,
      item: { packId: shop.packId },
      workspaceId: workspace.id,
      locale: 'en' as const,
      consentHash: '',
    };
    const viewer: Actor = {
      kind: 'user',
      userId: newId(),
      email: 'v@acme.test',
      isOperator: false,
      memberships: [{ workspaceId: workspace.id, memberId: newId(), role: 'member' }],
      sessionId: newId(),
    };
    await expect(switchOnAutoTopUp(viewer, input)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(switchOnAutoTopUp({ ...viewer, memberships: [], isOperator: true }, input)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(switchOnAutoTopUp(ANONYMOUS, input)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('needs caps that fit each other and the price, and a card', async () => {
    const workspace = await workspaceWithCard(shop, { card: '' });
    const payer = await readPayer(workspace.id);
    const caps = { attemptMinor: 2_499n, dayMinor: 2_000n, monthMinor: 1_000n };
    const wish = { ...WISH, item: { packId: shop.packId } };
    await expect(prepareSwitchOn(payer, { ...wish, caps }, 'en')).rejects.toMatchObject({
      code: 'validation_failed',
      fields: [
        { path: ['attempt'], message: 'belowPrice' },
        { path: ['day'], message: 'belowAttempt' },
        { path: ['month'], message: 'belowDay' },
      ],
    });
    await expect(prepareSwitchOn(payer, wish, 'en')).rejects.toMatchObject({ facts: { reason: 'no_card' } });
  });
});

describe('the form', () => {
  it.each([
    ['en', '0.125'],
    ['de', '0,125'],
    ['en', '1000.125'],
    ['de', '1.000,125'],
  ] as const)('reads a threshold as it was typed, and gives it back the same: %s %s', async (locale, threshold) => {
    const made = await workspaceWithCard(shop);
    const workspace = { ...(await loadWorkspace(made.owner, made.slug, locale)), locale };
    const typed = { threshold, item: shop.packId, amount: '', attempt: '', day: '', month: '' };
    const { wish } = await readWish(typed, workspace);
    expect(wish!.thresholdMicro % CREDIT).toBe(125_000n);
    await switchOn(shop, made, { thresholdMicro: wish!.thresholdMicro });
    const { form } = await readSetUp(made.owner, workspace, { params: {}, now: new Date() });
    expect((await readWish(form, workspace)).wish!.thresholdMicro).toBe(wish!.thresholdMicro);
  });
});

describe('what is told about a rule', () => {
  it('goes to an owner once the person who agreed has left', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    await switchOn(shop, workspace);
    const person = async (userId: string, email: string, removedAt: string | null) => {
      await shop.database.pool.query('INSERT INTO users (id, email) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
        userId,
        email,
      ]);
      await shop.database.pool.query(
        `INSERT INTO members (workspace_id, id, user_id, name, role, removed_at) VALUES ($1, $2, $3, 'x', 'owner', $4)`,
        [workspace.id, newId(), userId, removedAt],
      );
    };
    if (workspace.owner.kind !== 'user') throw new Error('the owner is a person');
    await person(workspace.owner.userId, 'owner@acme.test', '2026-01-01T00:00:00Z');
    await person(newId(), 'successor@acme.test', null);
    await evaluate(workspace.id, 'sweep');
    expect((await mailsOf(shop, workspace)).map(({ recipient }) => recipient)).toEqual(['successor@acme.test']);
  });
});

describe('a card that needs its owner', () => {
  const ask = async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n, card: 'pm_card_authenticationRequired' });
    await switchOn(shop, workspace);
    await evaluate(workspace.id, 'sweep');
    const [attempt] = await attemptsOf(shop, workspace);
    return { workspace, attempt: attempt! };
  };
  const answerBank = (url: string, action: 'complete' | 'fail') =>
    fetch(url, { method: 'POST', body: new URLSearchParams({ action }), redirect: 'manual' });

  it('is asked by mail once, and never in a loop', async () => {
    const { workspace, attempt } = await ask();
    expect(attempt.state).toBe('authentication');
    for (let i = 0; i < 3; i++) expect(await evaluate(workspace.id, 'sweep')).toBe('nothing');
    await shop.settle();
    const mails = await mailsOf(shop, workspace);
    expect(mails.map(({ kind }) => kind)).toEqual(['auto_top_up.authentication']);
    expect(mails[0]!.text).toContain(`/w/${workspace.slug}/top-up/automatic/confirm/${attempt.id}`);
    expect(await ruleOf(shop, workspace)).toMatchObject({ state: 'paused', state_reason: 'authentication' });
    expect(await paymentsOf(shop, workspace)).toHaveLength(1);
  });

  it('pays the same payment after the bank has asked, and the rule goes on', async () => {
    const { workspace, attempt } = await ask();
    const url = await beginAuthentication(workspace.owner, {
      workspaceId: workspace.id,
      attemptId: attempt.id,
      slug: workspace.slug,
    });
    await answerBank(url!, 'complete');
    await shop.settle();
    expect(await paymentsOf(shop, workspace)).toMatchObject([{ status: 'succeeded' }]);
    expect(await available(workspace)).toBe(1_150n);
    expect(await ruleOf(shop, workspace)).toMatchObject({ state: 'on', state_reason: null });
    expect((await mailsOf(shop, workspace)).map(({ kind }) => kind)).toContain('auto_top_up.receipt');
  });

  it('can be asked again when the bank was told no', async () => {
    const { workspace, attempt } = await ask();
    const input = { workspaceId: workspace.id, attemptId: attempt.id, slug: workspace.slug };
    await answerBank((await beginAuthentication(workspace.owner, input))!, 'fail');
    await shop.settle();
    expect((await attemptsOf(shop, workspace))[0]!.state).toBe('authentication');
    await answerBank((await beginAuthentication(workspace.owner, input))!, 'complete');
    await shop.settle();
    expect(await available(workspace)).toBe(1_150n);
  });

  it('is withdrawn before another card pays, so that the two cannot both be charged', async () => {
    const { workspace } = await ask();
    await saveCard(shop, workspace, 'pm_card_visa');
    await shop.settle();
    const payments = await paymentsOf(shop, workspace);
    expect(payments.map(({ status }) => status).sort()).toEqual(['canceled', 'succeeded']);
    expect((await attemptsOf(shop, workspace)).map(({ state }) => state)).toEqual(['canceled', 'succeeded']);
    expect(await available(workspace)).toBe(1_150n);
  });

  it('keeps another card from paying while Stripe cannot be asked to withdraw it, and no longer', async () => {
    const { workspace } = await ask();
    await shop.settle();
    await shop.box.control('faults', { kind: 'timeout_before', on: 'POST /v1/payment_intents/*', times: 99 });
    await saveCard(shop, workspace, 'pm_card_visa');
    await shop.settle();
    expect(await available(workspace)).toBe(50n);
    await shop.box.control('calm', {});
    await shop.database.pool.query(
      `UPDATE stripe_events SET next_try_at = now() - interval '1 second' WHERE next_try_at IS NOT NULL`,
    );
    await shop.settle();
    expect(await attemptsOf(shop, workspace)).toMatchObject([{ state: 'canceled' }, { state: 'succeeded' }]);
    expect(await available(workspace)).toBe(1_150n);
  });

  it('has a week: then the payment is withdrawn, and the link leads to nothing', async () => {
    const { workspace, attempt } = await ask();
    await shop.database.pool.query(
      `UPDATE auto_top_up_rules SET consent_at = consent_at - interval '30 days' WHERE workspace_id = $1`,
      [workspace.id],
    );
    const age = (days: number) =>
      shop.database.pool.query(
        'UPDATE auto_top_up_attempts SET created_at = created_at - make_interval(days => $2) WHERE id = $1',
        [attempt.id, days],
      );
    await age(6);
    await sweepAutoTopUps();
    expect(await attemptsOf(shop, workspace)).toMatchObject([{ state: 'authentication' }]);
    await age(2);
    await sweepAutoTopUps();
    expect(await attemptsOf(shop, workspace)).toMatchObject([{ state: 'canceled' }]);
    expect(await paymentsOf(shop, workspace)).toMatchObject([{ status: 'canceled' }]);
    const input = { workspaceId: workspace.id, attemptId: attempt.id, slug: workspace.slug };
    expect(await beginAuthentication(workspace.owner, input)).toBeNull();
    expect(await available(workspace)).toBe(50n);
  });

  it('is none of a stranger’s business', async () => {
    const { attempt } = await ask();
    const other = await workspaceWithCard(shop);
    const input = { workspaceId: other.id, attemptId: attempt.id, slug: other.slug };
    await expect(beginAuthentication(other.owner, input)).rejects.toMatchObject({ code: 'not_found' });
  });
});

it('consent has a version for its wording: whoever changes one changes the other', () => {
  const words = ['en', 'de'].map((language) => MESSAGES[language as 'en' | 'de'].automatic.consent).join('\n');
  expect([CONSENT_VERSION, consentHash(words).slice(0, 16)]).toEqual(['2026-11-21', '603a52db904306f2']);
});

describe('stopping', () => {
  it('by one click ends it, withdraws what waits, and is in the audit log', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n, card: 'pm_card_authenticationRequired' });
    await switchOn(shop, workspace);
    await evaluate(workspace.id, 'sweep');
    expect(await stopAutoTopUp(workspace.owner, workspace.id)).toBe(true);
    expect(await stopAutoTopUp(workspace.owner, workspace.id)).toBe(false);
    expect(await ruleOf(shop, workspace)).toMatchObject({ state: 'off', state_reason: 'stopped' });
    expect(await paymentsOf(shop, workspace)).toMatchObject([{ status: 'canceled' }]);
    await saveCard(shop, workspace, 'pm_card_visa');
    await shop.settle();
    expect(await evaluate(workspace.id, 'sweep')).toBe('nothing');
    expect((await auditOf(workspace.id)).map(({ action }) => action)).toContain('auto_top_up.stop');
  });

  it('by the link of a mail needs nobody signed in; a link that was changed or is too old does nothing', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    const other = await workspaceWithCard(shop, { credits: 50n });
    await switchOn(shop, workspace);
    const token = createStopToken(workspace.id, new Date());
    const forged = [
      token.replace(workspace.id, other.id),
      `${token}x`,
      token.slice(0, -1),
      createStopToken(workspace.id, new Date(Date.now() - 401 * 86_400_000)),
      '',
    ];
    for (const bad of forged) expect(await stopByLink(bad)).toBeNull();
    expect(readStopToken(token, new Date())).toBe(workspace.id);
    expect(await stopByLink(token)).toEqual({ workspaceId: workspace.id, wasStopped: true });
    expect(await stopByLink(token)).toEqual({ workspaceId: workspace.id, wasStopped: false });
    expect(await ruleOf(shop, workspace)).toMatchObject({ state: 'off', state_reason: 'stopped_by_link' });
    expect(await evaluate(workspace.id, 'sweep')).toBe('nothing');
  });

  it('keeps a purchase that Stripe has not heard of from being asked for once more', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    await switchOn(shop, workspace);
    await shop.box.control('faults', { kind: 'timeout_before', on: 'POST /v1/payment_intents', times: 3 });
    await evaluate(workspace.id, 'sweep');
    await shop.box.control('calm', {});
    await stopByLink(createStopToken(workspace.id, new Date()));
    const age = (by: string) =>
      shop.database.pool.query('UPDATE purchases SET created_at = created_at - $2::interval WHERE workspace_id = $1', [
        workspace.id,
        by,
      ]);
    await age('2 minutes');
    await sweepAutoTopUps();
    expect(await paymentsOf(shop, workspace)).toEqual([]);
    await age('30 minutes');
    await sweepAutoTopUps();
    expect(await attemptsOf(shop, workspace)).toMatchObject([{ state: 'failed' }]);
    expect(await available(workspace)).toBe(50n);
  });

  /** A purchase that Stripe has charged and whose answer was lost. */
  const unanswered = async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    await switchOn(shop, workspace);
    await shop.box.control('webhooks', { drop: 1 });
    await shop.box.control('faults', { kind: 'timeout_after', on: 'POST /v1/payment_intents', times: 3 });
    await evaluate(workspace.id, 'sweep');
    await shop.box.control('calm', {});
    await shop.database.pool.query(
      `UPDATE purchases SET created_at = created_at - interval '2 minutes' WHERE workspace_id = $1`,
      [workspace.id],
    );
    return workspace;
  };

  it('or changing the terms leaves what was charged under the old ones as it is, and charges nothing beside it', async () => {
    const workspace = await unanswered();
    await switchOn(shop, workspace, { thresholdMicro: 2_000n * CREDIT });
    expect(await evaluate(workspace.id, 'switched_on')).toBe('nothing'); // one is in flight
    await sweepAutoTopUps();
    const attempts = await attemptsOf(shop, workspace);
    expect(attempts[0]).toMatchObject({ state: 'succeeded', threshold_micro: 100n * CREDIT });
    expect(await available(workspace)).toBe(50n + 1_100n * BigInt(attempts.length));
    expect(await paymentsOf(shop, workspace)).toHaveLength(attempts.length);
  });

  it('with the workspace leaves money that was charged before to a person, and charges no more', async () => {
    const workspace = await unanswered();
    const operator: Actor = { kind: 'operator', userId: null };
    await closeWorkspace(operator, { workspaceId: workspace.id, reason: 'Gone' });
    await sweepAutoTopUps();
    await sweepAutoTopUps();
    expect(await ruleOf(shop, workspace)).toMatchObject({ state: 'off', state_reason: 'closed' });
    const { rows } = await shop.database.pool.query(
      'SELECT status, review_reason FROM purchases WHERE workspace_id = $1',
      [workspace.id],
    );
    expect(rows).toEqual([{ status: 'review', review_reason: 'paid, but the workspace is closed' }]);
    expect(await paymentsOf(shop, workspace)).toHaveLength(1);
    expect(await available(workspace)).toBe(50n);
  });

  it('happens by itself when a payment is disputed, and nothing can be switched on before that is decided', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    await switchOn(shop, workspace);
    await evaluate(workspace.id, 'sweep');
    const [payment] = await paymentsOf(shop, workspace);
    await shop.box.control(`payments/${payment!.id}/dispute`, {});
    await shop.settle();
    expect(await ruleOf(shop, workspace)).toMatchObject({ state: 'off', state_reason: 'dispute' });
    expect((await mailsOf(shop, workspace)).at(-1)!.text).toContain('disputed with the bank');
    await expect(switchOn(shop, workspace)).rejects.toMatchObject({ facts: { reason: 'not_active' } });
  });
});

describe('a saved card', () => {
  it('is saved on Stripe’s page without a payment, becomes the one that pays, and re-arms a rule that waits for it', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 1_000n });
    await switchOn(shop, workspace);
    for (const { id } of (await shop.box.stripe.paymentMethods.list({ customer: workspace.customerId })).data) {
      await shop.box.stripe.paymentMethods.detach(id);
    }
    await spend(workspace, 950n);
    expect(await evaluate(workspace.id, 'spend')).toBe('paused');
    const url = await startCardSetup(workspace.owner, { workspaceId: workspace.id, returnPath: '/back' });
    const sessionId = url.split('/').at(-1)!.split('#')[0]!;
    const reply = await shop.box.press(sessionId, 'pay', '5555 5555 5555 4444');
    const back = new URL(reply.headers.get('location')!);
    const setupId = back.searchParams.get('setup')!;
    const settled = await resumeCardSetup(workspace.owner, { workspaceId: workspace.id, setupId });
    expect(settled.paymentMethodId).toMatch(/^pm_/);
    await shop.settle();
    expect(await listSavedCards(workspace.customerId)).toMatchObject([
      { brand: 'mastercard', last4: '4444', isDefault: true },
    ]);
    expect(await ruleOf(shop, workspace)).toMatchObject({ state: 'on' });
    expect(await available(workspace)).toBe(1_150n);
    const stranger = await workspaceWithCard(shop);
    const foreign = resumeCardSetup(stranger.owner, { workspaceId: stranger.id, setupId });
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
  });
});

it('two processes that look at the same instant begin one attempt between them', async () => {
  const workspaces = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const workspace = await workspaceWithCard(shop, { credits: 50n });
      await switchOn(shop, workspace);
      return workspace;
    }),
  );
  const env = { WORKSPACES: workspaces.map(({ id }) => id).join(','), START_AT: String(Date.now() + 4_000) };
  const lookers = [0, 1].map(() => startChild('lib/billing/auto-top-up/testing/looker.ts', env));
  await Promise.all(lookers.map((child) => child.waitFor(/looked/)));
  await Promise.all(lookers.map((child) => child.ended));
  for (const workspace of workspaces) {
    expect(await paymentsOf(shop, workspace)).toHaveLength(1);
    expect(await attemptsOf(shop, workspace)).toHaveLength(1);
    expect(await available(workspace)).toBe(1_150n);
  }
});
