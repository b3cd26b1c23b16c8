import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MESSAGES } from '../../i18n/messages';
import { settleCardCharge } from '../settle-card-charge';
import { useInstallation } from '../testing/installation';
import { evaluate } from './evaluate';
import { sweepAutoTopUps } from './sweep';
import {
  attemptsOf,
  available,
  CREDIT,
  mailsOf,
  paymentsOf,
  type RuleWorkspace,
  ruleOf,
  saveCard,
  spend,
  switchOn,
  useClock,
  WISH,
  workspaceWithCard,
} from './testing/rules';
import { closeWatch, drainWatch, openWatch } from './watch';

const shop = useInstallation();
/** `npm run test:deep -- auto-top-up` asks for 10,000. */
const ROUNDS = Number(process.env.AUTO_TOP_UP_ROUNDS ?? 1_000);
const fault = (kind: string, times = 1) => shop.box.control('faults', { kind, on: 'POST /v1/payment_intents', times });
const states = async (workspace: RuleWorkspace) => (await attemptsOf(shop, workspace)).map(({ state }) => state);
const kinds = async (workspace: RuleWorkspace) => (await mailsOf(shop, workspace)).map(({ kind }) => kind);

afterEach(() => void useClock(null));

describe('an automatic top-up', () => {
  it('buys once, off session, when a spend takes the balance to the threshold', async () => {
    const workspace = await workspaceWithCard(shop);
    await switchOn(shop, workspace);
    await spend(workspace, 899n);
    expect(await evaluate(workspace.id, 'spend')).toBe('nothing'); // 101 are left
    await spend(workspace, 1n);
    expect(await evaluate(workspace.id, 'spend')).toBe('began');
    expect(await available(workspace)).toBe(1_200n);
    const payments = await paymentsOf(shop, workspace);
    expect(payments.map(({ status, amount }) => [status, amount])).toEqual([['succeeded', 2_500]]);
    expect(await states(workspace)).toEqual(['succeeded']);
    expect(await evaluate(workspace.id, 'spend')).toBe('nothing');
  });

  it('tells the person who agreed what was charged, with a link that stops it all', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    await switchOn(shop, workspace);
    await evaluate(workspace.id, 'switched_on');
    const [mail] = await mailsOf(shop, workspace);
    expect(mail).toMatchObject({ kind: 'auto_top_up.receipt', recipient: 'owner@acme.test' });
    expect(mail!.text).toContain('$25.00 was charged to Visa •••• 4242 for 1,100 credits');
    expect(mail!.text).toMatch(/without signing in:\nhttp\S+\/auto-top-up\/stop\/\S+/);
    expect(mail!.html).toMatch(/<a href="http[^"]+\/auto-top-up\/stop\/[^"]+">/);
    expect(mail!.unsubscribe).toMatch(/\/auto-top-up\/stop\/[^/]+\/confirm$/);
  });

  it('is off until somebody switches it on', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 0n });
    expect(await evaluate(workspace.id, 'spend')).toBe('nothing');
    expect(await paymentsOf(shop, workspace)).toEqual([]);
  });

  it('counts what is already arriving', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    await switchOn(shop, workspace);
    const { sessionId } = await shop.begin(workspace);
    await shop.box.control(`sessions/${sessionId}/pay`, { delayed: true });
    await shop.settle();
    expect(await evaluate(workspace.id, 'spend')).toBe('nothing');
    await shop.box.control(`sessions/${sessionId}/settle`, { result: 'failed' });
    await shop.settle();
    expect(await evaluate(workspace.id, 'spend')).toBe('began');
  });

  it('pauses when the pack is gone, and when it costs more than was agreed to', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    await switchOn(shop, workspace);
    const setPack = (sql: string) => shop.database.pool.query(`UPDATE packs SET ${sql} WHERE id = $1`, [shop.packId]);
    await setPack('price_minor = 2501');
    expect(await evaluate(workspace.id, 'sweep')).toBe('paused');
    expect(await ruleOf(shop, workspace)).toMatchObject({ state: 'paused', state_reason: 'price_above_cap' });
    await setPack('price_minor = 2500, is_active = true');
    await switchOn(shop, workspace);
    await setPack('is_active = false');
    expect(await evaluate(workspace.id, 'sweep')).toBe('paused');
    expect(await ruleOf(shop, workspace)).toMatchObject({ state: 'paused', state_reason: 'not_for_sale' });
    await setPack('is_active = true');
    expect(await paymentsOf(shop, workspace)).toEqual([]);
    expect(await kinds(workspace)).toEqual(['auto_top_up.paused', 'auto_top_up.paused']);
  });
});

describe('an item that gives fewer credits than was agreed to', () => {
  const setPack = (sql: string) => shop.database.pool.query(`UPDATE packs SET ${sql} WHERE id = $1`, [shop.packId]);
  const setPrice = (nano: number) => shop.database.pool.query('UPDATE credit_prices SET unit_cost_nano = $1', [nano]);
  const whole = `credit_micro = ${1_000n * CREDIT}, bonus_micro = ${100n * CREDIT}, price_minor = 2500`;
  afterEach(() => Promise.all([setPack(whole), setPrice(3_000_000_000)]));

  it.each([
    ['fewer credits', { credit_micro: 999n, bonus_micro: 100n, price_minor: 2_500n }],
    ['a smaller bonus', { credit_micro: 1_000n, bonus_micro: 99n, price_minor: 2_500n }],
    ['less of it bought, more of it bonus', { credit_micro: 500n, bonus_micro: 600n, price_minor: 2_500n }],
    ['fewer credits for less money', { credit_micro: 500n, bonus_micro: 50n, price_minor: 1_250n }],
  ])('(%s) is not bought before somebody agrees to it, and that is told in words', async (_what, pack) => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    await switchOn(shop, workspace);
    await setPack(
      `credit_micro = ${pack.credit_micro * CREDIT}, bonus_micro = ${pack.bonus_micro * CREDIT}, price_minor = ${pack.price_minor}`,
    );
    expect(await evaluate(workspace.id, 'sweep')).toBe('paused');
    expect(await ruleOf(shop, workspace)).toMatchObject({ state: 'paused', state_reason: 'fewer_credits' });
    expect(await paymentsOf(shop, workspace)).toEqual([]);
    const mails = await mailsOf(shop, workspace);
    expect(mails).toMatchObject([{ kind: 'auto_top_up.paused', recipient: 'owner@acme.test' }]);
    expect(mails[0]!.text).toContain(MESSAGES.en.automatic.reasons.fewer_credits);
    expect(await evaluate(workspace.id, 'sweep')).toBe('nothing');
    await switchOn(shop, workspace); // agreed to as it is now
    expect(await evaluate(workspace.id, 'sweep')).toBe('began');
    expect(await available(workspace)).toBe(50n + pack.credit_micro + pack.bonus_micro);
  });

  it('is told in German to those who agreed in German', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    await switchOn(shop, workspace);
    await shop.database.pool.query(`UPDATE auto_top_up_rules SET consent_locale = 'de' WHERE workspace_id = $1`, [
      workspace.id,
    ]);
    await setPack('bonus_micro = 0');
    await evaluate(workspace.id, 'sweep');
    expect((await mailsOf(shop, workspace))[0]!.text).toContain(MESSAGES.de.automatic.reasons.fewer_credits);
  });

  it('goes for amounts of one’s own, whose price per credit rose, too', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    await switchOn(shop, workspace, { item: { amountMinor: 2_500n } });
    await setPrice(3_000_001_000);
    expect(await evaluate(workspace.id, 'sweep')).toBe('paused');
    expect(await ruleOf(shop, workspace)).toMatchObject({ state_reason: 'fewer_credits' });
  });

  it('unlike one that gives more, or costs more within what was allowed at a time', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    await switchOn(shop, workspace, { caps: { ...WISH.caps, attemptMinor: 3_000n } });
    await setPack(`credit_micro = ${1_001n * CREDIT}, bonus_micro = ${99n * CREDIT}, price_minor = 3000`);
    expect(await evaluate(workspace.id, 'sweep')).toBe('began');
    expect(await available(workspace)).toBe(1_150n);
  });
});

describe('caps', () => {
  it('hold back what a day allows until local midnight, and what a month allows until the first', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 0n, timeZone: 'Asia/Kolkata' });
    const clock = useClock('2030-01-30T18:20:00Z')!; // ten minutes before midnight in Kolkata
    await switchOn(shop, workspace, {
      thresholdMicro: 1_000_000n * CREDIT, // always asks for more
      caps: { attemptMinor: 2_500n, dayMinor: 5_000n, monthMinor: 7_500n },
    });
    expect(await evaluate(workspace.id, 'sweep')).toBe('began');
    expect(await evaluate(workspace.id, 'sweep')).toBe('began');
    expect(await evaluate(workspace.id, 'sweep')).toBe('limited');
    expect((await ruleOf(shop, workspace)).next_try_at).toEqual(new Date('2030-01-30T18:30:00Z'));
    clock.tick({ minutes: 9 });
    expect(await evaluate(workspace.id, 'sweep')).toBe('nothing');
    clock.tick({ minutes: 1 });
    expect(await evaluate(workspace.id, 'sweep')).toBe('began'); // the 31st: one more, then the month is full
    expect(await evaluate(workspace.id, 'sweep')).toBe('limited');
    expect((await ruleOf(shop, workspace)).next_try_at).toEqual(new Date('2030-01-31T18:30:00Z'));
    clock.set('2030-01-31T18:30:00Z'); // the 1st of February in Kolkata
    expect(await evaluate(workspace.id, 'sweep')).toBe('began');
    expect(await paymentsOf(shop, workspace)).toHaveLength(4);
    expect((await kinds(workspace)).filter((kind) => kind === 'auto_top_up.limited')).toHaveLength(2);
  });
});

describe('a declined card', () => {
  it('is tried again after 1, 2 and 4 hours, then pauses; told at the first and at the end', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n, card: 'pm_card_chargeCustomerFail' });
    const clock = useClock('2030-03-01T00:00:00Z')!;
    await switchOn(shop, workspace);
    for (const hours of [1, 2, 4]) {
      expect(await evaluate(workspace.id, 'sweep')).toBe('began');
      clock.tick({ hours, seconds: -1 });
      expect(await evaluate(workspace.id, 'spend')).toBe('nothing');
      clock.tick({ seconds: 1 });
    }
    expect(await evaluate(workspace.id, 'sweep')).toBe('began');
    expect(await ruleOf(shop, workspace)).toMatchObject({ state: 'paused', state_reason: 'declined' });
    clock.tick({ days: 30 });
    expect(await evaluate(workspace.id, 'sweep')).toBe('nothing');
    expect(await states(workspace)).toEqual(['declined', 'declined', 'declined', 'declined']);
    expect(await kinds(workspace)).toEqual(['auto_top_up.declined', 'auto_top_up.paused']);
    expect(await available(workspace)).toBe(50n);
  });

  it('leaves the caps untouched', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n, card: 'pm_card_chargeCustomerFail' });
    const clock = useClock('2030-03-01T00:00:00Z')!;
    await switchOn(shop, workspace, { caps: { attemptMinor: 2_500n, dayMinor: 2_500n, monthMinor: 2_500n } });
    await evaluate(workspace.id, 'sweep');
    await saveCard(shop, workspace, 'pm_card_visa');
    clock.tick({ hours: 1 });
    expect(await evaluate(workspace.id, 'sweep')).toBe('began');
    expect(await available(workspace)).toBe(1_150n);
  });

  it('pauses at once when the bank says never to try again', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n, card: 'pm_card_visa' });
    const method = (await shop.box.stripe.paymentMethods.list({ customer: workspace.customerId })).data[0]!;
    await shop.box.control(`objects/${method.id}/alter`, { card: { ...method.card, last4: '9987' } }); // lost
    await switchOn(shop, workspace);
    await evaluate(workspace.id, 'sweep');
    expect(await ruleOf(shop, workspace)).toMatchObject({ state: 'paused', state_reason: 'never_retry' });
    expect(await kinds(workspace)).toEqual(['auto_top_up.paused']);
  });

  it('is forgotten when another card is saved, which pays at once; news of the old card changes nothing', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n, card: 'pm_card_chargeCustomerFail' });
    await switchOn(shop, workspace);
    await evaluate(workspace.id, 'sweep');
    await shop.settle(); // payment_method.attached of the old card comes late
    expect((await ruleOf(shop, workspace)).failure_count).toBe(1);
    await saveCard(shop, workspace, 'pm_card_visa');
    await shop.settle();
    expect(await states(workspace)).toEqual(['declined', 'succeeded']);
    expect(await ruleOf(shop, workspace)).toMatchObject({ state: 'on', failure_count: 0, failed_card: null });
    expect(await available(workspace)).toBe(1_150n);
  });
});

describe('a Stripe that fails', () => {
  it.each(['timeout_before', 'timeout_after', 'truncated_body', 'error_500', 'error_429'])(
    '(%s) never counts as a decline and never charges twice',
    async (kind) => {
      const workspace = await workspaceWithCard(shop, { credits: 50n });
      await switchOn(shop, workspace);
      await fault(kind, 3); // the SDK tries three times
      await evaluate(workspace.id, 'sweep');
      await shop.box.control('calm', {});
      expect(await ruleOf(shop, workspace)).toMatchObject({ state: 'on', failure_count: 0 });
      expect(await evaluate(workspace.id, 'sweep')).toBe('nothing'); // one is in flight
      await shop.database.pool.query(
        `UPDATE purchases SET created_at = created_at - interval '2 minutes' WHERE workspace_id = $1`,
        [workspace.id],
      );
      await sweepAutoTopUps();
      await sweepAutoTopUps();
      const paid = (await paymentsOf(shop, workspace)).filter(({ status }) => status === 'succeeded');
      expect(paid.length).toBeLessThanOrEqual(1);
      expect(await available(workspace)).toBe(50n + 1_100n * BigInt(paid.length));
      if (kind !== 'error_500') expect(paid).toHaveLength(1); // a stored 500 is answered again under the same key
    },
  );

  it('that never knew of a payment is given up on after half an hour, and asked anew', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    const clock = useClock(new Date().toISOString())!;
    await switchOn(shop, workspace);
    await fault('timeout_before', 3);
    await evaluate(workspace.id, 'sweep');
    await shop.box.control('calm', {});
    await shop.database.pool.query(
      `UPDATE purchases SET created_at = created_at - interval '31 minutes' WHERE workspace_id = $1`,
      [workspace.id],
    );
    await sweepAutoTopUps();
    expect(await states(workspace)).toEqual(['failed']);
    clock.tick({ minutes: 10 });
    expect(await evaluate(workspace.id, 'sweep')).toBe('began');
    expect(await available(workspace)).toBe(1_150n);
    expect(await paymentsOf(shop, workspace)).toHaveLength(1);
  });

  it('is not believed to know nothing once its answer has come: a look from before it changes nothing', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n, card: 'pm_card_authenticationRequired' });
    await switchOn(shop, workspace);
    await evaluate(workspace.id, 'sweep');
    const [attempt] = await attemptsOf(shop, workspace);
    await shop.database.pool.query(
      `UPDATE purchases SET created_at = created_at - interval '31 minutes' WHERE workspace_id = $1`,
      [workspace.id],
    );
    expect((await settleCardCharge(attempt!.purchase_id, null, 'sweep')).status).toBe('pending');
    expect(await states(workspace)).toEqual(['authentication']);
  });

  it('or refuses the request itself pauses the rule: a card that is gone needs another one', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    await switchOn(shop, workspace);
    for (const { id } of (await shop.box.stripe.paymentMethods.list({ customer: workspace.customerId })).data) {
      await shop.box.stripe.paymentMethods.detach(id);
    }
    expect(await evaluate(workspace.id, 'sweep')).toBe('paused');
    expect(await ruleOf(shop, workspace)).toMatchObject({ state: 'paused', state_reason: 'no_card' });
  });
});

describe('500 spends that cross the threshold at once', () => {
  beforeEach(() => openWatch());
  afterEach(() => closeWatch());

  it(
    `make exactly one payment, in ${ROUNDS} rounds`,
    async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const workspace = await workspaceWithCard(shop, { credits: 600n });
        await switchOn(shop, workspace);
        await Promise.all(Array.from({ length: 500 }, () => spend(workspace, 1n)));
        await drainWatch();
        expect(await paymentsOf(shop, workspace)).toHaveLength(1);
        expect(await available(workspace)).toBe(1_200n);
      }
    },
    60_000 + ROUNDS * 2_000,
  );

  it.each([
    ['declines', 'pm_card_chargeCustomerFail', 'declined'],
    ['needs its owner', 'pm_card_authenticationRequired', 'authentication'],
  ])('ask a card that %s once, and more spends ask it no more', async (_what, card, state) => {
    const workspace = await workspaceWithCard(shop, { credits: 600n, card });
    await switchOn(shop, workspace);
    await Promise.all(Array.from({ length: 500 }, () => spend(workspace, 1n)));
    await drainWatch();
    await Promise.all(Array.from({ length: 50 }, () => spend(workspace, 1n)));
    await drainWatch();
    expect(await states(workspace)).toEqual([state]);
    expect(await paymentsOf(shop, workspace)).toHaveLength(1);
    expect(await available(workspace)).toBe(50n);
  });

  it('or a rule that is switched on below its threshold, say which of the two it was', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    await switchOn(shop, workspace);
    await drainWatch();
    expect(await attemptsOf(shop, workspace)).toMatchObject([{ cause: 'switched_on', state: 'succeeded' }]);
  });

  it('leave a workspace alone whose balance stays above the threshold', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 1_000n });
    await switchOn(shop, workspace, { ...WISH, thresholdMicro: 10n * CREDIT });
    await drainWatch();
    await Promise.all(Array.from({ length: 50 }, () => spend(workspace, 1n)));
    await drainWatch();
    expect(await paymentsOf(shop, workspace)).toHaveLength(0);
  });
});
