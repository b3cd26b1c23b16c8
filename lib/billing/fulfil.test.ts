import { describe, expect, it } from 'vitest';
import { order } from '@/sandbox/stripe/testing/client';
import type { Actor } from '../auth/actor';
import { newId } from '../ids';
import { PURCHASE_KEY } from './checkout-session';
import { fulfil } from './fulfil';
import { workInbox } from './inbox';
import { cancelPurchase } from './purchase';
import { resumeReturn } from './purchases';
import { readReviewQueue, retryReview } from './review';
import { collectMissedEvents, sweepPurchases } from './sweep';
import { eventOf, PACK, useInstallation } from './testing/installation';
import { storeEvent } from './webhook';

const shop = useInstallation();
const ONCE = [PACK.creditMicro, PACK.bonusMicro];
const LONG_AGO = new Date(Date.now() - 30 * 86_400_000);

async function begin() {
  const workspace = await shop.newWorkspace();
  return { workspace, ...(await shop.begin(workspace)) };
}
const lose = () => shop.box.control('webhooks', { drop: 1 });
const audit = async (eventId: string) => {
  const { rows } = await shop.database.pool.query('SELECT * FROM stripe_events WHERE id = $1', [eventId]);
  return rows[0] as { processed_at: Date | null; next_try_at: Date | null; error: string | null };
};

const foreignSession = async (metadata: Record<string, string>) => {
  const { id } = await shop.box.stripe.customers.create({ name: 'Other' });
  return shop.box.stripe.checkout.sessions.create(order(id, { metadata }));
};

describe('a payment is credited', () => {
  it('by the webhook alone', async () => {
    const { purchaseId, sessionId } = await begin();
    await shop.box.press(sessionId, 'pay');
    await shop.settle();
    const row = await shop.purchase(purchaseId);
    expect(row).toMatchObject({ status: 'paid', fulfilled_by: 'webhook', next_check_at: null });
    expect(row.receipt_url).toContain('/receipts/ch_');
    expect(await shop.credited(purchaseId)).toEqual(ONCE);
  });

  it('by the return page alone', async () => {
    await lose();
    const { workspace, purchaseId, sessionId } = await begin();
    expect(await resumeReturn(workspace.id, purchaseId)).toMatchObject({
      isFinal: false,
      purchase: { status: 'pending' },
    });
    await shop.box.press(sessionId, 'pay');
    const state = await resumeReturn(workspace.id, purchaseId);
    expect(state).toMatchObject({ isFinal: true, purchase: { status: 'paid', fulfilledBy: 'return' } });
    expect(await shop.credited(purchaseId)).toEqual(ONCE);
  });

  it('by the sweep alone', async () => {
    await lose();
    const { purchaseId, sessionId } = await begin();
    await shop.box.press(sessionId, 'pay');
    await shop.makeDue();
    await sweepPurchases();
    expect(await shop.purchase(purchaseId)).toMatchObject({ status: 'paid', fulfilled_by: 'sweep' });
    expect(await shop.credited(purchaseId)).toEqual(ONCE);
  });

  it('by events fetched after they were lost', async () => {
    await lose();
    const { purchaseId, sessionId } = await begin();
    await shop.box.press(sessionId, 'pay');
    expect(await collectMissedEvents(LONG_AGO)).toBeGreaterThan(0);
    await workInbox();
    expect(await shop.credited(purchaseId)).toEqual(ONCE);
    expect(await collectMissedEvents(LONG_AGO)).toBe(0);
  });

  it('by events fetched after they were lost, also when the account is at an older version of the API', async () => {
    await lose();
    const { purchaseId, sessionId } = await begin();
    await shop.box.press(sessionId, 'pay');
    for (const event of shop.box.server.sandbox.data.events.values()) event.api_version = '2024-06-20';
    await collectMissedEvents(LONG_AGO);
    await workInbox();
    expect(await shop.credited(purchaseId)).toEqual(ONCE);
  });

  it('with the terms and the cost of what was bought', async () => {
    const { workspace, purchaseId, sessionId } = await begin();
    await shop.box.press(sessionId, 'pay');
    await shop.settle();
    const { rows } = await shop.database.pool.query(
      `SELECT g.source, g.unit_cost_nano, g.currency, p.paid_at + make_interval(hours => 24 * CASE g.source WHEN 'bonus'
         THEN p.bonus_valid_days ELSE p.valid_days END) = g.expires_at AS is_term_right
       FROM grants g JOIN purchases p ON p.id = g.purchase_id WHERE g.workspace_id = $1 ORDER BY g.source`,
      [workspace.id],
    );
    expect(rows).toEqual([
      { source: 'purchase', unit_cost_nano: 2_500_000_000n, currency: 'usd', is_term_right: true },
      { source: 'bonus', unit_cost_nano: 0n, currency: null, is_term_right: true },
    ]);
    expect(purchaseId).toBeTruthy();
  });
});

describe('a payment is credited once', () => {
  it('when all roads are taken at the same moment, many times', async () => {
    const { workspace, purchaseId, sessionId } = await begin();
    await shop.box.press(sessionId, 'pay');
    await shop.makeDue();
    const roads = Array.from({ length: 4 }, () => [
      resumeReturn(workspace.id, purchaseId),
      fulfil(purchaseId, 'support'),
      sweepPurchases(),
      shop.settle(),
    ]);
    await Promise.all(roads.flat());
    expect(await shop.credited(purchaseId)).toEqual(ONCE);
  });

  it('when every event comes up to five times, in parallel and out of order', async () => {
    await shop.box.control('webhooks', { copies: 5, reorder: true, delayMs: 30 });
    const purchases = await Promise.all(Array.from({ length: 8 }, begin));
    await Promise.all(
      purchases.map(async ({ sessionId }, index) => {
        if (index % 2 === 0) return shop.box.press(sessionId, 'pay');
        await shop.box.press(sessionId, 'delayed');
        return shop.box.control(`sessions/${sessionId}/settle`, { result: 'paid' });
      }),
    );
    await Promise.all([shop.settle(), shop.settle(), workInbox(), workInbox()]);
    await shop.settle();
    for (const { purchaseId } of purchases) {
      expect(await shop.credited(purchaseId)).toEqual(ONCE);
      expect((await shop.purchase(purchaseId)).status).toBe('paid');
    }
  });

  it('in whatever order a delayed payment’s events are worked on', async () => {
    for (const order of [0, 1]) {
      await lose();
      const { purchaseId, sessionId } = await begin();
      await shop.box.press(sessionId, 'delayed');
      await shop.box.control(`sessions/${sessionId}/settle`, { result: 'paid' });
      const types = ['checkout.session.completed', 'checkout.session.async_payment_succeeded'];
      if (order === 1) types.reverse();
      for (const type of types) {
        await storeEvent(await eventOf(shop.box, type, sessionId));
        await workInbox();
      }
      expect(await shop.credited(purchaseId)).toEqual(ONCE);
    }
  });

  it('when a genuine event is replayed later', async () => {
    const { purchaseId, sessionId } = await begin();
    await shop.box.press(sessionId, 'pay');
    await shop.settle();
    const event = await eventOf(shop.box, 'checkout.session.completed', sessionId);
    await shop.box.control(`events/${event.id}/resend`, {});
    await storeEvent({ ...event, id: 'evt_another' } as typeof event);
    await shop.settle();
    expect((await audit('evt_another')).processed_at).not.toBeNull();
    expect(await shop.credited(purchaseId)).toEqual(ONCE);
  });
});

it('loses no payment in a storm: a third of the events dropped, the rest doubled, late and shuffled', async () => {
  await shop.box.control('webhooks', { drop: 0.3, copies: 5, reorder: true, delayMs: 20 });
  const purchases = await Promise.all(Array.from({ length: 30 }, begin));
  await Promise.all(
    purchases.map(async ({ sessionId }, index) => {
      await shop.box.press(sessionId, index % 3 === 0 ? 'delayed' : 'pay');
      if (index % 3 === 0) await shop.box.control(`sessions/${sessionId}/settle`, { result: 'paid' });
    }),
  );
  await Promise.all([shop.settle(), workInbox(), workInbox()]);
  await shop.makeDue();
  await Promise.all([sweepPurchases(), sweepPurchases(), workInbox()]);
  for (const { purchaseId } of purchases) expect(await shop.credited(purchaseId)).toEqual(ONCE);
});

describe('a delayed payment', () => {
  it('is shown as under way and credits nothing until the bank has paid', async () => {
    const { purchaseId, sessionId } = await begin();
    await shop.box.press(sessionId, 'delayed');
    await shop.settle();
    expect(await shop.purchase(purchaseId)).toMatchObject({ status: 'processing' });
    expect(await shop.credited(purchaseId)).toEqual([]);
    await shop.box.control(`sessions/${sessionId}/settle`, { result: 'paid' });
    await shop.settle();
    expect((await shop.purchase(purchaseId)).status).toBe('paid');
    expect(await shop.credited(purchaseId)).toEqual(ONCE);
  });

  it('that comes back ends as failed', async () => {
    const { purchaseId, sessionId } = await begin();
    await shop.box.press(sessionId, 'delayed');
    await shop.box.control(`sessions/${sessionId}/settle`, { result: 'failed' });
    await shop.settle();
    expect((await shop.purchase(purchaseId)).status).toBe('failed');
    expect(await shop.credited(purchaseId)).toEqual([]);
  });
});

describe('an unpaid purchase', () => {
  it('stays open after a refused card', async () => {
    const { workspace, purchaseId, sessionId } = await begin();
    await shop.box.press(sessionId, 'decline');
    await shop.settle();
    expect(await resumeReturn(workspace.id, purchaseId)).toMatchObject({ isFinal: false });
    expect(await shop.credited(purchaseId)).toEqual([]);
  });

  it('that ran out is expired, and honoured when it is paid after all', async () => {
    const { purchaseId, sessionId } = await begin();
    await shop.box.stripe.checkout.sessions.expire(sessionId);
    await shop.settle();
    expect((await shop.purchase(purchaseId)).status).toBe('expired');
    await shop.box.control(`sessions/${sessionId}/pay`, {});
    await shop.settle();
    expect((await shop.purchase(purchaseId)).status).toBe('paid');
    expect(await shop.credited(purchaseId)).toEqual(ONCE);
  });

  it('that was given up cannot be paid from a forgotten tab', async () => {
    const { workspace, purchaseId, sessionId } = await begin();
    await cancelPurchase(workspace.owner, { workspaceId: workspace.id, purchaseId });
    await shop.box.press(sessionId, 'pay');
    await shop.settle();
    expect((await shop.purchase(purchaseId)).status).toBe('canceled');
    expect(await shop.credited(purchaseId)).toEqual([]);
  });

  it('that was paid just before it was given up is paid', async () => {
    const { workspace, purchaseId, sessionId } = await begin();
    await lose();
    await shop.box.press(sessionId, 'pay');
    await cancelPurchase(workspace.owner, { workspaceId: workspace.id, purchaseId });
    expect((await shop.purchase(purchaseId)).status).toBe('paid');
    expect(await shop.credited(purchaseId)).toEqual(ONCE);
  });
});

describe('a payment that does not fit goes to review and credits nothing', () => {
  it.each([
    ['amount', { amount_total: 1 }],
    ['currency', { currency: 'eur' }],
    ['customer', { customer: 'cus_other' }],
    ['livemode', { livemode: true }],
    ['mode', { mode: 'subscription' }],
    ['our id', { client_reference_id: 'other' }],
  ])('%s altered', async (_name, change) => {
    await lose();
    const { workspace, purchaseId, sessionId } = await begin();
    await shop.box.press(sessionId, 'pay');
    await shop.box.control(`objects/${sessionId}/alter`, change);
    await resumeReturn(workspace.id, purchaseId);
    await shop.makeDue();
    await sweepPurchases();
    const row = await shop.purchase(purchaseId);
    expect(row).toMatchObject({ status: 'review', next_check_at: null });
    expect(row.review_reason).toContain('expected');
    expect(await shop.credited(purchaseId)).toEqual([]);
  });

  it('is seen by operators with what differs, and taken up again with a reason', async () => {
    await lose();
    const { workspace, purchaseId, sessionId } = await begin();
    await shop.box.press(sessionId, 'pay');
    await shop.box.control(`objects/${sessionId}/alter`, { amount_total: 1 });
    await fulfil(purchaseId, 'sweep');
    const operator = { kind: 'operator', userId: null } as const;
    const { purchases } = await readReviewQueue(operator);
    const found = purchases.find(({ id }) => id === purchaseId);
    expect(found?.reviewReason).toContain('total is 1, expected 2500');
    await expect(readReviewQueue(workspace.owner)).rejects.toMatchObject({ code: 'forbidden' });
    const retry = (actor: Actor, reason: string) =>
      retryReview(actor, { workspaceId: workspace.id, purchaseId, reason });
    await expect(retry(workspace.owner, 'mine')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(retry(operator, ' ')).rejects.toMatchObject({ code: 'validation_failed' });
    expect(await retry(operator, 'Looked at it')).toMatchObject({ status: 'review', credited: false });
    await shop.box.control(`objects/${sessionId}/alter`, { amount_total: 2_500 });
    expect(await retry(operator, 'Corrected at Stripe')).toMatchObject({ status: 'paid', credited: true });
    const { rows } = await shop.database.pool.query(
      `SELECT reason FROM audit_log WHERE workspace_id = $1 AND action = 'purchase.retry' ORDER BY created_at, id`,
      [workspace.id],
    );
    expect(rows.map((row) => row.reason)).toEqual(['Looked at it', 'Corrected at Stripe']);
  });

  it('until support takes it up again, once the difference is gone', async () => {
    await lose();
    const { purchaseId, sessionId } = await begin();
    await shop.box.press(sessionId, 'pay');
    await shop.box.control(`objects/${sessionId}/alter`, { amount_total: 1 });
    await fulfil(purchaseId, 'sweep');
    await shop.box.control(`objects/${sessionId}/alter`, { amount_total: 2_500 });
    expect(await fulfil(purchaseId, 'sweep')).toMatchObject({ status: 'review', credited: false });
    expect(await fulfil(purchaseId, 'support')).toMatchObject({ status: 'paid', credited: true });
    expect(await shop.credited(purchaseId)).toEqual(ONCE);
  });

  it('for a workspace that is closed, and is kept for a person', async () => {
    const { workspace, purchaseId, sessionId } = await begin();
    await shop.database.pool.query(`UPDATE workspaces SET status = 'closed' WHERE id = $1`, [workspace.id]);
    await shop.box.press(sessionId, 'pay');
    await shop.settle();
    expect(await shop.purchase(purchaseId)).toMatchObject({
      status: 'review',
      review_reason: 'paid, but the workspace is closed',
    });
    expect(await shop.credited(purchaseId)).toEqual([]);
  });
});

describe('events', () => {
  it('about sessions of other software on the account are none of our business', async () => {
    const session = await foreignSession({});
    await shop.box.press(session.id, 'pay');
    await shop.settle();
    const event = await eventOf(shop.box, 'checkout.session.completed', session.id);
    expect(await audit(event.id)).toMatchObject({ error: null, next_try_at: null });
  });

  it('that name a purchase which is not here are parked for a person', async () => {
    const session = await foreignSession({ [PURCHASE_KEY]: newId() });
    await shop.box.press(session.id, 'pay');
    await shop.settle();
    const event = await eventOf(shop.box, 'checkout.session.completed', session.id);
    expect(await audit(event.id)).toMatchObject({ processed_at: null, next_try_at: null });
    expect((await audit(event.id)).error).toContain('is not here');
    const { events } = await readReviewQueue({ kind: 'operator', userId: null });
    expect(events.map(({ id }) => id)).toContain(event.id);
  });

  /** A payment of ours with a saved card, as Stripe has it. */
  const charged = async (purchaseId: string) => {
    const { id: customer } = await shop.box.stripe.customers.create({});
    const { id: method } = await shop.box.stripe.paymentMethods.attach('pm_card_visa', { customer });
    return shop.box.stripe.paymentIntents.create({
      ...{ amount: 2_500, currency: 'usd', customer, payment_method: method, confirm: true, off_session: true },
      metadata: { [PURCHASE_KEY]: purchaseId },
    });
  };
  const parked = async (type: string, objectId: string) =>
    (await audit((await eventOf(shop.box, type, objectId)).id)).error;

  it('about money that names a purchase which is not here are parked too, with its refund and its dispute', async () => {
    const { id } = await charged(newId());
    const refund = await shop.box.stripe.refunds.create({ payment_intent: id, amount: 100 });
    const dispute = (await shop.box.control(`payments/${id}/dispute`, {})) as { id: string };
    await shop.settle();
    expect(await parked('payment_intent.succeeded', id)).toContain('is not here');
    expect(await parked('refund.created', refund.id)).toContain('is not here');
    expect(await parked('charge.dispute.created', dispute.id)).toContain('is not here');
  });

  it('about a second payment for a saved card’s purchase are parked: nobody may keep that money unseen', async () => {
    const { purchaseId } = await begin();
    await shop.database.pool.query(
      `UPDATE purchases SET payment_kind = 'card', payment_intent_id = 'pi_first' WHERE id = $1`,
      [purchaseId],
    );
    const { id } = await charged(purchaseId);
    await shop.settle();
    expect(await parked('payment_intent.succeeded', id)).toContain('has another payment');
    expect(await shop.credited(purchaseId)).toEqual([]);
    await shop.database.pool.query(`UPDATE purchases SET next_check_at = NULL WHERE id = $1`, [purchaseId]);
  });

  it('are put off, not lost, while Stripe does not answer', async () => {
    const { purchaseId, sessionId } = await begin();
    await shop.box.press(sessionId, 'pay');
    await shop.box.control('faults', { kind: 'error_429', on: `GET /v1/checkout/sessions/${sessionId}`, times: 9 });
    await shop.settle();
    expect(await shop.credited(purchaseId)).toEqual([]);
    const event = await eventOf(shop.box, 'checkout.session.completed', sessionId);
    expect((await audit(event.id)).next_try_at!.getTime()).toBeGreaterThan(Date.now());
    await shop.box.control('calm', {});
    await shop.database.pool.query(
      'UPDATE stripe_events SET next_try_at = now() - make_interval(secs => 1) WHERE id = $1',
      [event.id],
    );
    await workInbox();
    expect(await shop.credited(purchaseId)).toEqual(ONCE);
  });
});
