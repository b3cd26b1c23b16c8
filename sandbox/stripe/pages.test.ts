import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { order, useSandbox } from './testing/client';

const box = useSandbox();

async function open(overrides: Partial<Stripe.Checkout.SessionCreateParams> = {}) {
  const { id } = await box.stripe.customers.create({ name: 'Ada' });
  return box.stripe.checkout.sessions.create(order(id, overrides));
}
const look = async (id: string) => {
  const session = await box.stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent.latest_charge'] });
  return { session, intent: session.payment_intent as Stripe.PaymentIntent | null };
};
const eventsAbout = async (session: Stripe.Checkout.Session) => {
  const ids = [session.id, String(session.payment_intent)];
  const { data } = await box.stripe.events.list({ limit: 100 });
  return data
    .filter(({ data: { object } }) => ids.includes((object as { id: string }).id))
    .map(({ type }) => type)
    .reverse();
};

describe('the hosted page', () => {
  it('shows lines and total, says that it is a sandbox, and runs no text as HTML', async () => {
    const session = await open({
      line_items: [
        {
          quantity: 2,
          price_data: { currency: 'jpy', unit_amount: 1500, product_data: { name: '<img src=x onerror=alert(1)>' } },
        },
      ],
    });
    const reply = await fetch(session.url!);
    const html = await reply.text();
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(html).toContain('Sandbox');
    expect(html).toContain('Pay ¥3,000');
    expect(html).not.toContain('<img');
    expect(html).toContain('4242 4242 4242 4242');
  });

  it('pays with one press and returns to the shop with the session’s id', async () => {
    const { id } = await open();
    const reply = await box.press(id, 'pay');
    expect(reply.status).toBe(303);
    expect(reply.headers.get('location')).toBe(`http://shop.test/done?session=${id}`);
    const { session, intent } = await look(id);
    expect(session).toMatchObject({ status: 'complete', payment_status: 'paid', url: null });
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 2500 });
    const charge = intent!.latest_charge as Stripe.Charge;
    expect(await (await fetch(charge.receipt_url!)).text()).toContain('$25.00');
    expect(await eventsAbout(await box.stripe.checkout.sessions.retrieve(id))).toEqual([
      'payment_intent.created',
      'payment_intent.succeeded',
      'checkout.session.completed',
    ]);
  });

  it('takes a payment once, however often it is sent', async () => {
    const { id } = await open();
    await Promise.all([box.press(id, 'pay'), box.press(id, 'pay'), box.press(id, 'delayed')]);
    const { data } = await box.stripe.charges.list({ payment_intent: (await look(id)).intent!.id });
    expect(data).toHaveLength(1);
    expect(await (await fetch(`${box.server.url}/c/pay/${id}`)).text()).toContain('This checkout is complete');
  });

  it.each([
    ['decline', '4242 4242 4242 4242', 'generic_decline'],
    ['pay', '4000000000009995', 'insufficient_funds'],
  ])('stays open after a refused card (%s %s), and another card can pay', async (action, card, declineCode) => {
    const { id } = await open();
    expect((await box.press(id, action, card)).headers.get('location')).toBe(`/c/pay/${id}`);
    expect(await (await fetch(`${box.server.url}/c/pay/${id}`)).text()).toContain('role="alert"');
    const refused = await look(id);
    expect(refused.session).toMatchObject({ status: 'open', payment_status: 'unpaid' });
    expect(refused.intent?.last_payment_error).toMatchObject({ type: 'card_error', decline_code: declineCode });
    await box.press(id, 'pay');
    expect((await look(id)).session.payment_status).toBe('paid');
  });

  it('takes no card but the test cards', async () => {
    const { id } = await open();
    await box.press(id, 'pay', '4111 1111 1111 1111');
    expect((await look(id)).session).toMatchObject({ status: 'open', payment_intent: null });
  });

  it.each([
    ['paid', 'paid', 'succeeded', 'checkout.session.async_payment_succeeded'],
    ['failed', 'unpaid', 'requires_payment_method', 'checkout.session.async_payment_failed'],
  ] as const)(
    'leaves a bank debit under way until the bank answers: %s',
    async (result, paymentStatus, status, event) => {
      const { id } = await open();
      expect((await box.press(id, 'delayed')).headers.get('location')).toContain('http://shop.test/done');
      const waiting = await look(id);
      expect(waiting.session).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
      expect(waiting.intent?.status).toBe('processing');
      const front = await fetch(`${box.server.url}/settle/${id}`, {
        method: 'POST',
        body: new URLSearchParams({ result }),
      });
      expect(front.status).toBe(200);
      const { session, intent } = await look(id);
      expect([session.payment_status, intent?.status]).toEqual([paymentStatus, status]);
      expect((await eventsAbout(await box.stripe.checkout.sessions.retrieve(id))).at(-1)).toBe(event);
    },
  );

  it('goes back without paying', async () => {
    const { id } = await open();
    expect((await box.press(id, 'cancel')).headers.get('location')).toBe('http://shop.test/back');
    expect((await look(id)).session.status).toBe('open');
  });
});
