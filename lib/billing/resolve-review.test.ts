import { describe, expect, it } from 'vitest';
import type { Actor } from '../auth/actor';
import { newId } from '../ids';
import { getLedger } from '../ledger';
import { fulfil } from './fulfil';
import { lookAtStripe } from './look';
import { listRefunds } from './purchases';
import { previewRefund, refundPurchase } from './refund-purchase';
import { creditReviewed, dismissReviewed, refundReviewed } from './resolve-review';
import { readReviewQueue, retryReview } from './review';
import { PACK, type TestWorkspace, useInstallation } from './testing/installation';

const shop = useInstallation();
const CREDIT = 1_000_000n;
const OPERATOR: Actor = { kind: 'operator', userId: null };
const TRACE = { requestId: 'req-7', ip: '198.51.100.3' };

const available = async ({ id }: TestWorkspace) =>
  (await getLedger().balance({ workspaceId: id, mode: 'live', owner: { kind: 'workspace' } })).availableMicro / CREDIT;

const lastAudit = async (purchaseId: string) =>
  (
    await shop.database.pool.query(
      'SELECT action, reason, before, after, request_id, ip FROM audit_log WHERE target_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1',
      [purchaseId],
    )
  ).rows[0];

/** Paid as Stripe says, but our row expected another price: somebody changed something in between. */
async function inReview({ pay = true, expected = 2_600n } = {}) {
  const workspace = await shop.newWorkspace();
  const { purchaseId, sessionId } = await shop.begin(workspace);
  await shop.database.pool.query('UPDATE purchases SET price_minor = $2 WHERE id = $1', [purchaseId, expected]);
  if (pay) await shop.box.press(sessionId, 'pay');
  await fulfil(purchaseId, 'return');
  await shop.settle();
  expect((await shop.purchase(purchaseId)).status).toBe('review');
  const target = { workspaceId: workspace.id, purchaseId };
  return { workspace, purchaseId, sessionId, target, input: { ...target, reason: 'The price list was late' } };
}

describe('a purchase in review', () => {
  it('is credited after all at the price that arrived, once, and the log says by whom and why', async () => {
    const { workspace, purchaseId, input } = await inReview();
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => creditReviewed(OPERATOR, input, TRACE)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await shop.purchase(purchaseId)).toMatchObject({
      status: 'paid',
      resolution: 'credited',
      fulfilled_by: 'support',
      price_minor: PACK.priceMinor,
    });
    expect(await available(workspace)).toBe(1_100n);
    expect(await lastAudit(purchaseId)).toMatchObject({
      action: 'purchase.credit_reviewed',
      reason: 'The price list was late',
      before: { status: 'review' },
      after: { status: 'paid', totalMinor: '2500' },
      request_id: 'req-7',
      ip: '198.51.100.3',
    });
  });

  it('that was credited can be refunded whole, and gives all of it back', async () => {
    const { workspace, purchaseId, target, input } = await inReview();
    await creditReviewed(OPERATOR, input);
    await refundPurchase(OPERATOR, { ...target, amountMinor: 2_500n, reason: 'Asked', formId: newId() });
    await shop.settle();
    expect(await available(workspace)).toBe(0n);
    expect((await shop.purchase(purchaseId)).refunded_minor).toBe(2_500n);
  });

  it('is given back whole, credits nothing, and does not come back by a late event', async () => {
    const { workspace, purchaseId, target, input } = await inReview();
    await refundReviewed(OPERATOR, input, TRACE);
    await shop.settle();
    await fulfil(purchaseId, 'webhook');
    await lookAtStripe(OPERATOR, target);
    expect(await shop.purchase(purchaseId)).toMatchObject({ status: 'canceled', resolution: 'refunded' });
    expect(await listRefunds(workspace.id, purchaseId)).toMatchObject([{ amountMinor: 2_500n, status: 'succeeded' }]);
    expect(await available(workspace)).toBe(0n);
    expect((await readReviewQueue(OPERATOR)).purchases.map(({ id }) => id)).not.toContain(purchaseId);
    await expect(refundReviewed(OPERATOR, input)).rejects.toMatchObject({ facts: { problem: 'notInReview' } });
  });

  it('is given back once more when the first refund did not get there', async () => {
    const { purchaseId, input } = await inReview();
    await refundReviewed(OPERATOR, input);
    const { payment_intent_id: intent } = await shop.purchase(purchaseId);
    const refunds = async () => (await shop.box.stripe.refunds.list({ payment_intent: intent! })).data;
    await shop.box.control(`refunds/${(await refunds())[0]!.id}/set`, { status: 'failed' });
    await shop.settle();
    expect(await shop.purchase(purchaseId)).toMatchObject({ status: 'review', resolution: null });
    await refundReviewed(OPERATOR, input);
    expect(await shop.purchase(purchaseId)).toMatchObject({ status: 'canceled', resolution: 'refunded' });
    expect((await refunds()).map(({ status }) => status).sort()).toEqual(['failed', 'succeeded']);
  });

  it('comes back when only a part of the money got there', async () => {
    const { purchaseId, sessionId, input } = await inReview();
    const { payment_intent: intent } = await shop.box.stripe.checkout.sessions.retrieve(sessionId);
    await shop.box.stripe.refunds.create({ payment_intent: String(intent), amount: 500 });
    await refundReviewed(OPERATOR, input);
    const [rest] = (await shop.box.stripe.refunds.list({ payment_intent: String(intent) })).data;
    expect(rest!.amount).toBe(2_000);
    await shop.box.control(`refunds/${rest!.id}/set`, { status: 'failed' });
    await shop.settle();
    expect((await shop.purchase(purchaseId)).status).toBe('review');
  });

  it('is given back once when the answer got lost, and then ends as given back', async () => {
    const { purchaseId, sessionId, input } = await inReview();
    await shop.box.control('faults', { kind: 'timeout_after', on: 'POST /v1/refunds', times: 3 });
    await expect(refundReviewed(OPERATOR, input)).rejects.toMatchObject({ code: 'payment_provider_failed' });
    await shop.box.control('calm', {});
    await refundReviewed(OPERATOR, input);
    expect(await shop.purchase(purchaseId)).toMatchObject({ status: 'canceled', resolution: 'refunded' });
    const { payment_intent: intent } = await shop.box.stripe.checkout.sessions.retrieve(sessionId);
    expect((await shop.box.stripe.refunds.list({ payment_intent: String(intent) })).data).toHaveLength(1);
  });

  it('that was given back in the dashboard and is dismissed comes back when that money did not get there', async () => {
    const { purchaseId, sessionId, input } = await inReview();
    const { payment_intent: intent } = await shop.box.stripe.checkout.sessions.retrieve(sessionId);
    const { id } = await shop.box.stripe.refunds.create({ payment_intent: String(intent) });
    await dismissReviewed(OPERATOR, input);
    expect(await shop.purchase(purchaseId)).toMatchObject({ status: 'canceled', resolution: 'refunded' });
    await shop.box.control(`refunds/${id}/set`, { status: 'failed' });
    await shop.settle();
    expect((await shop.purchase(purchaseId)).status).toBe('review');
  });

  it('cannot be dismissed while the customer has a voucher in hand that can still be paid', async () => {
    const { sessionId, purchaseId, input } = await inReview({ pay: false });
    await shop.box.control(`sessions/${sessionId}/pay`, { delayed: true });
    const { payment_intent: intent } = await shop.box.stripe.checkout.sessions.retrieve(sessionId);
    await shop.box.control(`objects/${String(intent)}/alter`, { status: 'requires_action' });
    await expect(dismissReviewed(OPERATOR, input)).rejects.toMatchObject({ facts: { problem: 'paymentUnderWay' } });
    expect((await shop.purchase(purchaseId)).status).toBe('review');
  });

  it('that is credited after all gets its receipt by mail, with the tax that Stripe found in the money', async () => {
    const { workspace, purchaseId, sessionId, input } = await inReview();
    await shop.database.pool.query(`UPDATE workspaces SET billing_email = 'books@acme.test' WHERE id = $1`, [
      workspace.id,
    ]);
    const { total_details: details } = await shop.box.stripe.checkout.sessions.retrieve(sessionId);
    await shop.box.control(`objects/${sessionId}/alter`, { total_details: { ...details, amount_tax: 399 } });
    await creditReviewed(OPERATOR, input);
    expect(await shop.purchase(purchaseId)).toMatchObject({ status: 'paid', tax_minor: 399n, collects_tax: true });
    const { rows } = await shop.database.pool.query(
      'SELECT kind, recipient, text FROM outgoing_mails WHERE workspace_id = $1',
      [workspace.id],
    );
    expect(rows).toMatchObject([{ kind: 'receipt', recipient: 'books@acme.test' }]);
    expect(rows[0].text).toContain('$25.00');
  });

  it('that is taken up again takes what was refunded while it waited', async () => {
    const { workspace, purchaseId, sessionId, input } = await inReview();
    const { payment_intent: intent } = await shop.box.stripe.checkout.sessions.retrieve(sessionId);
    await shop.box.stripe.refunds.create({ payment_intent: String(intent), amount: 1_250 });
    await shop.settle();
    await shop.database.pool.query('UPDATE purchases SET price_minor = 2500 WHERE id = $1', [purchaseId]);
    await retryReview(OPERATOR, input);
    expect((await shop.purchase(purchaseId)).refunded_minor).toBe(1_250n);
    expect(await available(workspace)).toBe(550n);
  });

  it('cannot be dismissed while its money is at Stripe', async () => {
    const { purchaseId, input } = await inReview();
    await expect(dismissReviewed(OPERATOR, input)).rejects.toMatchObject({ facts: { problem: 'moneyThere' } });
    expect((await shop.purchase(purchaseId)).status).toBe('review');
  });

  it('without money is dismissed, and its page can be paid no more', async () => {
    const { purchaseId, sessionId, input } = await inReview({ pay: false });
    await expect(creditReviewed(OPERATOR, input)).rejects.toMatchObject({ facts: { problem: 'noPayment' } });
    await expect(refundReviewed(OPERATOR, input)).rejects.toMatchObject({ facts: { problem: 'noPayment' } });
    await dismissReviewed(OPERATOR, input, TRACE);
    expect(await shop.purchase(purchaseId)).toMatchObject({ status: 'canceled', resolution: 'dismissed' });
    const session = await shop.box.stripe.checkout.sessions.retrieve(sessionId);
    expect(session.status).toBe('expired');
    await shop.settle();
    expect((await shop.purchase(purchaseId)).status).toBe('canceled');
    expect(await lastAudit(purchaseId)).toMatchObject({ action: 'purchase.dismiss_reviewed', ip: '198.51.100.3' });
  });

  it('of a closed customer is not credited, but can be given back', async () => {
    const { workspace, purchaseId, input } = await inReview();
    await shop.database.pool.query(`UPDATE workspaces SET status = 'closed' WHERE id = $1`, [workspace.id]);
    await expect(creditReviewed(OPERATOR, input)).rejects.toMatchObject({ facts: { problem: 'customerClosed' } });
    await refundReviewed(OPERATOR, input);
    expect((await shop.purchase(purchaseId)).resolution).toBe('refunded');
  });

  it('needs a reason for every way out', async () => {
    const { input } = await inReview();
    for (const resolve of [creditReviewed, dismissReviewed, refundReviewed]) {
      await expect(resolve(OPERATOR, { ...input, reason: ' ' })).rejects.toMatchObject({
        facts: { problem: 'reasonMissing' },
      });
    }
  });
});

describe('a refund from the console', () => {
  it('shows beforehand just what it takes then, the bonus in proportion', async () => {
    const workspace = await shop.newWorkspace();
    const { purchaseId, sessionId } = await shop.begin(workspace);
    await shop.box.press(sessionId, 'pay');
    await shop.settle();
    const target = { workspaceId: workspace.id, purchaseId };
    const shown = await previewRefund(OPERATOR, { ...target, amountMinor: 500n });
    expect(shown).toMatchObject({ creditMicro: 200n * CREDIT, bonusMicro: 20n * CREDIT, bonusSpentMicro: 0n });
    expect(shown.most).toMatchObject({ amountMinor: 2_500n, creditMicro: 1_000n * CREDIT });
    const sent = { ...target, amountMinor: 500n, reason: 'Asked', formId: newId(), ip: '198.51.100.3' };
    await Promise.all([refundPurchase(OPERATOR, sent), refundPurchase(OPERATOR, sent)]);
    await shop.settle();
    expect(await available(workspace)).toBe(880n);
    const { rows } = await shop.database.pool.query(
      `SELECT ip FROM audit_log WHERE target_id = $1 AND action = 'purchase.refund'`,
      [purchaseId],
    );
    expect(rows).toEqual([{ ip: '198.51.100.3' }]);
    await expect(previewRefund(OPERATOR, { ...target, amountMinor: 2_001n })).rejects.toMatchObject({
      facts: { problem: 'refundTooMuch' },
    });
  });

  it('says how much of the bonus is spent already and forgiven', async () => {
    const workspace = await shop.newWorkspace();
    const { purchaseId, sessionId } = await shop.begin(workspace);
    await shop.box.press(sessionId, 'pay');
    await shop.settle();
    await getLedger().consume({
      workspaceId: workspace.id,
      mode: 'live',
      actor: { kind: 'job', id: null },
      owner: { kind: 'workspace' },
      amountMicro: 100n * CREDIT,
    });
    const shown = await previewRefund(OPERATOR, { workspaceId: workspace.id, purchaseId, amountMinor: 2_500n });
    expect([shown.bonusMicro / CREDIT, shown.bonusSpentMicro / CREDIT]).toEqual([100n, 100n]);
  });
});

it('a look at Stripe credits what was paid while no event arrived, and is written down', async () => {
  const workspace = await shop.newWorkspace();
  const { purchaseId, sessionId } = await shop.begin(workspace);
  await shop.box.control('webhooks', { drop: 1 });
  await shop.box.press(sessionId, 'pay');
  const result = await lookAtStripe(OPERATOR, { workspaceId: workspace.id, purchaseId }, TRACE);
  expect(result).toMatchObject({ status: 'paid', credited: true });
  expect(await available(workspace)).toBe(1_100n);
  expect(await lastAudit(purchaseId)).toMatchObject({
    action: 'purchase.look',
    before: { status: 'pending' },
    after: { status: 'paid', credited: true },
  });
});
