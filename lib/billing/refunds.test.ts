import { describe, expect, it } from 'vitest';
import type { Actor } from '../auth/actor';
import { testClock } from '../clock';
import { inTransaction } from '../db/transaction';
import { NIL_UUID, newId } from '../ids';
import { createLedger, getLedger } from '../ledger';
import { workInbox } from './inbox';
import { payWithCard } from './pay-with-card';
import { listRefunds } from './purchases';
import { readRefundable, refundPurchase } from './refund-purchase';
import { syncRefunds } from './refunds';
import { takeBack } from './take-back';
import { eventOf, PACK, type TestWorkspace, useInstallation } from './testing/installation';
import { storeEvent } from './webhook';

const shop = useInstallation();
const CREDIT = 1_000_000n;
const OPERATOR: Actor = { kind: 'operator', userId: null };

async function buy() {
  const workspace = await shop.newWorkspace();
  const { purchaseId, sessionId } = await shop.begin(workspace);
  await shop.box.press(sessionId, 'pay');
  await shop.settle();
  const { payment_intent_id: intentId } = await shop.purchase(purchaseId);
  return { workspace, purchaseId, intentId: intentId! };
}
const scope = (workspace: TestWorkspace) => ({
  workspaceId: workspace.id,
  mode: 'live' as const,
  actor: { kind: 'job' as const, id: null },
});
const owner = { kind: 'workspace' as const };
const figures = async (workspace: TestWorkspace) => {
  const { availableMicro, debtMicro } = await getLedger().balance({ ...scope(workspace), owner });
  return { available: availableMicro / CREDIT, debt: debtMicro / CREDIT };
};
const spend = (workspace: TestWorkspace, credits: bigint) =>
  getLedger().consume({ ...scope(workspace), owner, amountMicro: credits * CREDIT });
/** As an operator does in Stripe's dashboard. */
const refundAtStripe = (intentId: string, amount?: number) =>
  shop.box.stripe.refunds.create({ payment_intent: intentId, ...(amount && { amount }) });
const booked = async (purchaseId: string) => {
  const row = await shop.purchase(purchaseId);
  return [row.refunded_minor, row.refunded_credit_micro / CREDIT, row.refunded_bonus_micro / CREDIT];
};

describe('a refund begun in Stripe’s dashboard', () => {
  it('takes all credits of a purchase that was refunded whole, the bonus too', async () => {
    const { workspace, purchaseId, intentId } = await buy();
    await refundAtStripe(intentId);
    await shop.settle();
    expect(await figures(workspace)).toEqual({ available: 0n, debt: 0n });
    expect(await booked(purchaseId)).toEqual([2_500n, 1_000n, 100n]);
    expect(await listRefunds(workspace.id, purchaseId)).toMatchObject([{ amountMinor: 2_500n, status: 'succeeded' }]);
  });

  it('takes its share of credits and bonus', async () => {
    const { workspace, purchaseId, intentId } = await buy();
    await refundAtStripe(intentId, 500);
    await shop.settle();
    expect(await figures(workspace)).toEqual({ available: 880n, debt: 0n });
    expect(await booked(purchaseId)).toEqual([500n, 200n, 20n]);
  });

  it('several times takes the same as once, whatever the parts', async () => {
    const { workspace, purchaseId, intentId } = await buy();
    for (const amount of [333, 333, 1, 1_833]) await refundAtStripe(intentId, amount);
    await shop.settle();
    expect(await booked(purchaseId)).toEqual([2_500n, 1_000n, 100n]);
    expect(await figures(workspace)).toEqual({ available: 0n, debt: 0n });
  });

  it('books each refund once, however often and in parallel it is told', async () => {
    const { workspace, purchaseId, intentId } = await buy();
    await shop.box.control('webhooks', { copies: 5, reorder: true, delayMs: 20 });
    await refundAtStripe(intentId, 500);
    await refundAtStripe(intentId, 500);
    await Promise.all([shop.settle(), syncRefunds(purchaseId), syncRefunds(purchaseId), syncRefunds(purchaseId)]);
    await shop.settle();
    expect(await booked(purchaseId)).toEqual([1_000n, 400n, 40n]);
    expect(await figures(workspace)).toEqual({ available: 660n, debt: 0n });
  });

  it('after the credits were spent leaves a debt, which blocks spending until it is paid', async () => {
    const { workspace, intentId } = await buy();
    await spend(workspace, 700n); // 100 of them the bonus
    await refundAtStripe(intentId);
    await shop.settle();
    expect(await figures(workspace)).toEqual({ available: -600n, debt: 600n });
    await expect(spend(workspace, 1n)).rejects.toMatchObject({ code: 'insufficient_credits' });
    const { purchaseId, sessionId } = await shop.begin(workspace);
    await shop.box.press(sessionId, 'pay');
    await shop.settle();
    expect((await shop.purchase(purchaseId)).status).toBe('paid');
    expect(await figures(workspace)).toEqual({ available: 500n, debt: 0n });
  });

  it('takes credits from where they were moved to before it makes a debt', async () => {
    const { workspace, intentId } = await buy();
    const memberId = newId();
    await shop.database.pool.query(`INSERT INTO members (workspace_id, id, name) VALUES ($1, $2, 'Bo')`, [
      workspace.id,
      memberId,
    ]);
    const to = { kind: 'member' as const, memberId };
    await getLedger().transfer({ ...scope(workspace), from: owner, to, amountMicro: 400n * CREDIT });
    await refundAtStripe(intentId);
    await shop.settle();
    expect(await figures(workspace)).toEqual({ available: 0n, debt: 0n });
    const member = await getLedger().balance({ ...scope(workspace), owner: to });
    expect([member.availableMicro, member.debtMicro]).toEqual([0n, 0n]);
  });

  it('that fails gives back what it took, and a later one takes it again', async () => {
    const { workspace, purchaseId, intentId } = await buy();
    await spend(workspace, 300n);
    const { id } = await refundAtStripe(intentId);
    await shop.settle();
    expect(await figures(workspace)).toEqual({ available: -200n, debt: 200n });
    await shop.box.control(`refunds/${id}/set`, { status: 'failed' });
    await shop.settle();
    expect(await booked(purchaseId)).toEqual([0n, 0n, 0n]);
    expect(await figures(workspace)).toEqual({ available: 800n, debt: 0n });
    await refundAtStripe(intentId, 1_250);
    await shop.settle();
    expect(await figures(workspace)).toEqual({ available: 300n, debt: 0n });
  });

  it('ends in one state whatever order its events come in', async () => {
    for (const types of [
      ['refund.created', 'refund.updated', 'refund.failed'],
      ['refund.failed', 'refund.updated', 'refund.created'],
      ['refund.updated', 'refund.created', 'refund.failed'],
    ]) {
      const { workspace, purchaseId, intentId } = await buy();
      await shop.box.control('webhooks', { drop: 1 });
      const failing = await refundAtStripe(intentId, 1_000);
      await shop.box.control(`refunds/${failing.id}/set`, { status: 'failed' });
      await refundAtStripe(intentId, 250);
      for (const type of types) {
        await storeEvent(await eventOf(shop.box, type, failing.id));
        await workInbox();
      }
      expect(await booked(purchaseId)).toEqual([250n, 100n, 10n]);
      expect(await figures(workspace)).toEqual({ available: 990n, debt: 0n });
      await shop.box.control('calm', {});
    }
  });

  it('known before the payment itself credits first, then takes', async () => {
    const workspace = await shop.newWorkspace();
    const { purchaseId, sessionId } = await shop.begin(workspace);
    await shop.box.control('webhooks', { drop: 1 });
    await shop.box.press(sessionId, 'pay');
    const { payment_intent } = await shop.box.stripe.checkout.sessions.retrieve(sessionId);
    await shop.box.control('calm', {});
    await refundAtStripe(String(payment_intent), 1_250);
    await shop.settle();
    expect((await shop.purchase(purchaseId)).status).toBe('paid');
    expect(await figures(workspace)).toEqual({ available: 550n, debt: 0n });
  });

  it('known before a saved card’s payment is, although its id is known, credits first, then takes', async () => {
    const workspace = await shop.newWorkspace();
    const { stripe } = shop.box;
    const { id: customer } = await stripe.customers.create({});
    await shop.database.pool.query('UPDATE workspaces SET stripe_customer_id = $2 WHERE id = $1', [
      workspace.id,
      customer,
    ]);
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    await shop.box.control('webhooks', { drop: 1 });
    await shop.box.control('faults', { kind: 'timeout_after', on: 'POST /v1/payment_intents', times: 3 });
    const item = { packId: shop.packId };
    const { purchaseId } = await payWithCard(workspace.owner, { workspaceId: workspace.id, item, cardId: card.id });
    await shop.box.control('calm', {});
    const [intent] = (await stripe.paymentIntents.list({ customer })).data;
    // As a look leaves it that came while the payment was still being made.
    await shop.database.pool.query(`UPDATE purchases SET status = 'processing', payment_intent_id = $2 WHERE id = $1`, [
      purchaseId,
      intent!.id,
    ]);
    await refundAtStripe(intent!.id, 1_250);
    await shop.settle();
    expect((await shop.purchase(purchaseId)).status).toBe('paid');
    expect(await booked(purchaseId)).toEqual([1_250n, 500n, 50n]);
    expect(await figures(workspace)).toEqual({ available: 550n, debt: 0n });
  });
});

describe('credits that were not spent but are gone', () => {
  const grantsOf = async (purchaseId: string) =>
    (await shop.database.pool.query<{ id: string }>('SELECT id FROM grants WHERE purchase_id = $1', [purchaseId])).rows;
  /** 300 of the bought ones spent, and the rest, bonus and all, expired this very moment: no sweep has seen it. */
  const expired = async () => {
    const made = await buy();
    await spend(made.workspace, 400n);
    // By a clock that stands still the new end has not come yet while it is written, however long that takes.
    const clock = testClock(new Date());
    const ledger = createLedger({ pool: shop.database.pool, clock });
    const expiresAt = new Date(clock.now().getTime() + 1);
    await Promise.all(
      (await grantsOf(made.purchaseId)).map(({ id: grantId }) =>
        ledger.changeExpiry({ ...scope(made.workspace), grantId, expiresAt, reason: 'Sooner than sold' }),
      ),
    );
    while ((await figures(made.workspace)).available > 0n) await new Promise((resolve) => setTimeout(resolve, 1));
    return made;
  };
  /** The same, taken away by an operator. */
  const voided = async () => {
    const made = await buy();
    await spend(made.workspace, 400n);
    for (const { id } of await grantsOf(made.purchaseId)) {
      await getLedger().voidGrant({ ...scope(made.workspace), grantId: id, reason: 'Bought with a stolen card' });
    }
    return made;
  };

  it('cannot be refunded from the moment at which they expire', async () => {
    const { workspace, purchaseId } = await expired();
    expect(await readRefundable(OPERATOR, { workspaceId: workspace.id, purchaseId })).toMatchObject({
      creditMicro: 0n,
      amountMinor: 0n,
    });
  });

  it.each([
    ['expired', expired],
    ['were voided', voided],
  ])('because they %s are never owed, in one refund or in several', async (_how, make) => {
    const whole = await make();
    await refundAtStripe(whole.intentId);
    await shop.settle();
    expect(await figures(whole.workspace)).toEqual({ available: -300n, debt: 300n });
    expect(await booked(whole.purchaseId)).toEqual([2_500n, 300n, 0n]);

    const parts = await make();
    for (const amount of [500, 1_500, 500]) {
      await refundAtStripe(parts.intentId, amount);
      await shop.settle();
    }
    expect(await figures(parts.workspace)).toEqual({ available: -300n, debt: 300n });
  });

  it('are not owed after a lost dispute either', async () => {
    const { workspace, intentId } = await voided();
    const { id } = (await shop.box.control(`payments/${intentId}/dispute`, {})) as { id: string };
    await shop.box.control(`disputes/${id}/set`, { status: 'lost' });
    await shop.settle();
    expect(await figures(workspace)).toEqual({ available: -300n, debt: 300n });
  });
});

describe('an operator refunds', () => {
  const refund = (
    workspace: TestWorkspace,
    purchaseId: string,
    amountMinor: bigint,
    formId = newId(),
    requestId = 'req-1',
  ) =>
    refundPurchase(OPERATOR, {
      workspaceId: workspace.id,
      ...{ purchaseId, amountMinor, reason: 'Bought twice', formId, requestId },
    });

  it('what was not spent, once per form, with a reason in the audit log', async () => {
    const { workspace, purchaseId } = await buy();
    await spend(workspace, 350n); // the bonus and 250 bought ones
    expect(await readRefundable(OPERATOR, { workspaceId: workspace.id, purchaseId })).toEqual({
      creditMicro: 750n * CREDIT,
      amountMinor: 1_875n,
      currency: 'usd',
    });
    const formId = newId();
    await refund(workspace, purchaseId, 1_875n, formId, 'req-of-the-first');
    await refund(workspace, purchaseId, 1_875n, formId, 'req-of-the-second');
    expect(await booked(purchaseId)).toEqual([1_875n, 750n, 0n]);
    expect(await figures(workspace)).toEqual({ available: 0n, debt: 0n });
    const { rows } = await shop.database.pool.query(
      `SELECT reason, after, request_id AS request FROM audit_log WHERE workspace_id = $1 AND action = 'purchase.refund'`,
      [workspace.id],
    );
    const after = { amountMinor: '1875', currency: 'usd', formId };
    expect(rows).toEqual([{ reason: 'Bought twice', after, request: 'req-of-the-first' }]);
  });

  it('once, also when the first answer was lost or the first call never arrived', async () => {
    for (const kind of ['timeout_before', 'timeout_after', 'error_429']) {
      const { workspace, purchaseId } = await buy();
      const formId = newId();
      await shop.box.control('faults', { kind, on: 'POST /v1/refunds', times: 3 });
      await expect(refund(workspace, purchaseId, 1_000n, formId)).rejects.toMatchObject({
        code: 'payment_provider_failed',
        facts: { problem: 'refundUnknown' },
      });
      await shop.box.control('calm', {});
      await refund(workspace, purchaseId, 1_000n, formId);
      expect(await booked(purchaseId)).toEqual([1_000n, 400n, 40n]);
    }
  });

  it('no more than was not spent, also when several do it at the same moment', async () => {
    const { workspace, purchaseId, intentId } = await buy();
    await spend(workspace, 600n); // the bonus and half of what was bought
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => refund(workspace, purchaseId, 1_250n)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: expect.stringMatching(/conflict|validation/) });
    }
    expect((await shop.box.stripe.refunds.list({ payment_intent: intentId })).data).toHaveLength(1);
    expect(await figures(workspace)).toEqual({ available: 0n, debt: 0n });
  });

  it('no more than was not spent, also when two forms come again that Stripe never heard of', async () => {
    const { workspace, purchaseId, intentId } = await buy();
    await spend(workspace, 600n); // the bonus and half of what was bought
    const forms = [newId(), newId()];
    for (const formId of forms) {
      // As each leaves it whose call was lost, some minutes ago.
      await shop.database.pool.query(
        `INSERT INTO audit_log (workspace_id, id, action, target_kind, target_id, actor_kind, reason, before, after, created_at)
         VALUES ($1, $2, 'purchase.refund', 'purchase', $3, 'operator', 'Bought twice', '{"refundedMinor":"0"}', $4,
           now() - interval '3 minutes')`,
        [workspace.id, newId(), purchaseId, { amountMinor: '1250', currency: 'usd', formId }],
      );
    }
    const outcomes = await Promise.allSettled(forms.map((formId) => refund(workspace, purchaseId, 1_250n, formId)));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await shop.box.stripe.refunds.list({ payment_intent: intentId })).data).toHaveLength(1);
    expect(await figures(workspace)).toEqual({ available: 0n, debt: 0n });
  });

  it('and are told that it is not known when Stripe’s answer to a later question is missing', async () => {
    const { workspace, purchaseId, intentId } = await buy();
    const formId = newId();
    await shop.box.control('faults', { kind: 'error_429', on: 'GET /v1/refunds', times: 3 });
    await expect(refund(workspace, purchaseId, 1_000n, formId)).rejects.toMatchObject({
      facts: { problem: 'refundUnknown' },
    });
    await shop.box.control('calm', {});
    await refund(workspace, purchaseId, 1_000n, formId);
    expect(await booked(purchaseId)).toEqual([1_000n, 400n, 40n]);
    expect((await shop.box.stripe.refunds.list({ payment_intent: intentId })).data).toHaveLength(1);
  });

  it('and are told when Stripe does not want to', async () => {
    const { workspace, purchaseId, intentId } = await buy();
    await shop.box.control('webhooks', { drop: 1 });
    await refundAtStripe(intentId); // nobody has told us yet
    await shop.box.control('calm', {});
    await expect(refund(workspace, purchaseId, 1_000n)).rejects.toMatchObject({ facts: { problem: 'refundRefused' } });
    await syncRefunds(purchaseId);
    expect(await booked(purchaseId)).toEqual([2_500n, 1_000n, 100n]);
  });

  it('one after the other, each on what the one before has left', async () => {
    const { workspace, purchaseId } = await buy();
    await refund(workspace, purchaseId, 1_000n);
    await refund(workspace, purchaseId, 1_000n);
    await expect(refund(workspace, purchaseId, 501n)).rejects.toMatchObject({ code: 'validation_failed' });
    expect(await booked(purchaseId)).toEqual([2_000n, 800n, 80n]);
  });

  it('not for another amount than the form was first sent for, and not what was spent meanwhile', async () => {
    const { workspace, purchaseId, intentId } = await buy();
    const formId = newId();
    await shop.box.control('faults', { kind: 'timeout_before', on: 'POST /v1/refunds', times: 3 });
    await expect(refund(workspace, purchaseId, 2_500n, formId)).rejects.toMatchObject({
      code: 'payment_provider_failed',
    });
    await shop.box.control('calm', {});
    await expect(refund(workspace, purchaseId, 2_000n, formId)).rejects.toMatchObject({
      facts: { problem: 'refundFormUsed' },
    });
    await spend(workspace, 600n);
    await expect(refund(workspace, purchaseId, 2_500n, formId)).rejects.toMatchObject({ code: 'validation_failed' });
    expect((await shop.box.stripe.refunds.list({ payment_intent: intentId })).data).toEqual([]);
  });

  it('no more than was not spent, never without a reason, and nobody else does', async () => {
    const { workspace, purchaseId } = await buy();
    await spend(workspace, 350n);
    await expect(refund(workspace, purchaseId, 1_876n)).rejects.toMatchObject({ code: 'validation_failed' });
    await expect(refund(workspace, purchaseId, 0n)).rejects.toMatchObject({ code: 'validation_failed' });
    const input = { workspaceId: workspace.id, purchaseId, amountMinor: 1n, formId: newId() };
    await expect(refundPurchase(OPERATOR, { ...input, reason: ' ' })).rejects.toMatchObject({
      code: 'validation_failed',
    });
    await expect(refundPurchase(workspace.owner, { ...input, reason: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(refundPurchase(OPERATOR, { ...input, workspaceId: NIL_UUID, reason: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await booked(purchaseId)).toEqual([0n, 0n, 0n]);
  });
});

it('forgives what was spent where the operator chose so', async () => {
  const { workspace, purchaseId } = await buy();
  await spend(workspace, 700n);
  const row = await shop.purchase(purchaseId);
  const taken = await inTransaction((client) =>
    takeBack(client, row, {
      creditMicro: row.credit_micro,
      bonusMicro: row.bonus_micro,
      shortfall: 'write_off',
      reason: 'Refunded',
    }),
  );
  expect(taken.credit).toEqual({ takenMicro: 400n * CREDIT, writtenOffMicro: 600n * CREDIT });
  expect(taken.bonus).toEqual({ takenMicro: 0n, writtenOffMicro: 100n * CREDIT });
  expect(await figures(workspace)).toEqual({ available: 0n, debt: 0n });
});

it('never takes more than was paid for, whatever comes and goes', async () => {
  const { workspace, purchaseId, intentId } = await buy();
  await spend(workspace, 500n);
  const refunds: string[] = [];
  for (let step = 0; step < 12; step++) {
    const roll = (step * 7) % 5;
    const refund = await refundAtStripe(intentId, 150 + roll * 40).catch(() => null);
    if (refund) refunds.push(refund.id);
    if (roll === 3 && refunds.length > 0) {
      await shop.box.control(`refunds/${refunds.shift()}/set`, { status: 'failed' });
    }
    if (step % 2 === 0) await syncRefunds(purchaseId);
  }
  await shop.settle();
  const row = await shop.purchase(purchaseId);
  const atStripe = await shop.box.stripe.refunds.list({ payment_intent: intentId, limit: 100 });
  const sum = atStripe.data
    .filter(({ status }) => status !== 'failed')
    .reduce((total, { amount }) => total + amount, 0);
  expect(row.refunded_minor).toBe(BigInt(sum));
  expect(row.refunded_credit_micro).toBe((PACK.creditMicro * row.refunded_minor) / 2_500n);
  const { available } = await figures(workspace);
  // The bonus was spent first, so 600 bought ones were left.
  expect(available).toBe((600n * CREDIT - row.refunded_credit_micro) / CREDIT);
});
