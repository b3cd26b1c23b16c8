import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { useSandbox } from './testing/client';

const box = useSandbox();
const RETURN = 'http://shop.test/back';

const failure = (work: Promise<unknown>): Promise<Stripe.errors.StripeError> =>
  work.then(
    () => Promise.reject(new Error('expected a refusal')),
    (error: Stripe.errors.StripeError) => error,
  );
const newCustomer = async () => (await box.stripe.customers.create({ email: 'ada@example.test' })).id;
const savedCard = async (customer: string, kind: string) =>
  (await box.stripe.paymentMethods.attach(kind, { customer })).id;

/** A payment while the owner is away. */
const payAway = (customer: string, payment_method: string) =>
  box.stripe.paymentIntents.create({
    amount: 2500,
    currency: 'usd',
    customer,
    payment_method,
    off_session: true,
    confirm: true,
  });

/** Presses a button on the bank's page; answers where it leads. */
async function answerBank(intent: Stripe.PaymentIntent | Stripe.SetupIntent, action: 'complete' | 'fail') {
  const url = intent.next_action?.redirect_to_url?.url;
  const page = await (await fetch(url!)).text();
  expect(page).toContain('Sandbox');
  const reply = await fetch(url!, { method: 'POST', body: new URLSearchParams({ action }), redirect: 'manual' });
  return new URL(reply.headers.get('location') ?? 'about:blank');
}

const typesAbout = async (id: string) => {
  const { data } = await box.stripe.events.list({ limit: 100 });
  return data.filter((event) => (event.data.object as { id: string }).id === id).map(({ type }) => type);
};

describe('a saved card, its owner away', () => {
  it('pays at once when its bank asks for nothing', async () => {
    const customer = await newCustomer();
    const intent = await payAway(customer, await savedCard(customer, 'pm_card_visa'));
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 2500, customer });
  });

  it.each([
    ['pm_card_chargeCustomerFail', 'card_declined', 'generic_decline'],
    ['pm_card_authenticationRequired', 'authentication_required', 'authentication_required'],
    ['pm_card_authenticationRequiredOnSetup', 'authentication_required', 'authentication_required'],
  ])('is declined in Stripe’s way: %s', async (kind, code, declineCode) => {
    const customer = await newCustomer();
    const method = await savedCard(customer, kind);
    const error = await failure(payAway(customer, method));
    expect(error).toMatchObject({ statusCode: 402, type: 'StripeCardError', code, decline_code: declineCode });
    const intent = await box.stripe.paymentIntents.retrieve(error.payment_intent!.id, { expand: ['latest_charge'] });
    expect(intent).toMatchObject({ status: 'requires_payment_method', last_payment_error: { code } });
    expect(intent.last_payment_error?.payment_method?.id).toBe(method);
    expect(intent.latest_charge).toMatchObject({ status: 'failed', failure_code: code });
  });

  it('of another customer is not there', async () => {
    const [one, other] = [await newCustomer(), await newCustomer()];
    const error = await failure(payAway(other, await savedCard(one, 'pm_card_visa')));
    expect(error).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'payment_method' });
  });

  it('that its bank refuses cannot be saved at all', async () => {
    const error = await failure(savedCard(await newCustomer(), 'pm_card_chargeDeclined'));
    expect(error).toMatchObject({ statusCode: 402, code: 'card_declined' });
  });

  it('that was taken away does not pay any more', async () => {
    const customer = await newCustomer();
    const method = await savedCard(customer, 'pm_card_visa');
    await box.stripe.customers.update(customer, { invoice_settings: { default_payment_method: method } });
    await box.stripe.paymentMethods.detach(method);
    expect((await failure(payAway(customer, method))).statusCode).toBe(400);
    expect(await box.stripe.customers.retrieve(customer)).toMatchObject({
      invoice_settings: { default_payment_method: null },
    });
  });
});

describe('a payment that needs its owner', () => {
  async function refusedPayment() {
    const customer = await newCustomer();
    const method = await savedCard(customer, 'pm_card_authenticationRequired');
    const error = await failure(payAway(customer, method));
    const waiting = await box.stripe.paymentIntents.confirm(error.payment_intent!.id, {
      payment_method: method,
      return_url: RETURN,
    });
    expect(waiting).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } });
    return waiting;
  }

  it('goes through once the owner has answered the bank, and comes back to the shop', async () => {
    const waiting = await refusedPayment();
    const back = await answerBank(waiting, 'complete');
    expect(back.origin + back.pathname).toBe(RETURN);
    expect(back.searchParams.get('redirect_status')).toBe('succeeded');
    expect(back.searchParams.get('payment_intent')).toBe(waiting.id);
    expect(await box.stripe.paymentIntents.retrieve(waiting.id)).toMatchObject({ status: 'succeeded' });
    expect(await typesAbout(waiting.id)).toEqual([
      'payment_intent.succeeded',
      'payment_intent.requires_action',
      'payment_intent.payment_failed',
      'payment_intent.created',
    ]);
  });

  it('stays unpaid when the owner does not', async () => {
    const waiting = await refusedPayment();
    const back = await answerBank(waiting, 'fail');
    expect(back.searchParams.get('redirect_status')).toBe('failed');
    expect(await box.stripe.paymentIntents.retrieve(waiting.id)).toMatchObject({
      status: 'requires_payment_method',
      last_payment_error: { code: 'payment_intent_authentication_failure' },
    });
  });

  it('can be given up, once', async () => {
    const waiting = await refusedPayment();
    expect((await box.stripe.paymentIntents.cancel(waiting.id)).status).toBe('canceled');
    const error = await failure(box.stripe.paymentIntents.cancel(waiting.id));
    expect(error).toMatchObject({ statusCode: 400, code: 'payment_intent_unexpected_state' });
  });
});

describe('a SetupIntent', () => {
  const setUp = (customer: string, payment_method: string) =>
    box.stripe.setupIntents.create({ customer, payment_method, confirm: true, return_url: RETURN });

  it('keeps a card for its customer', async () => {
    const customer = await newCustomer();
    const intent = await setUp(customer, 'pm_card_visa');
    expect(intent).toMatchObject({ status: 'succeeded', usage: 'off_session' });
    const { data } = await box.stripe.customers.listPaymentMethods(customer, { type: 'card' });
    expect(data.map(({ id }) => id)).toEqual([intent.payment_method]);
    expect((await payAway(customer, String(intent.payment_method))).status).toBe('succeeded');
  });

  it('that asked the owner once makes the card pay without asking again', async () => {
    const customer = await newCustomer();
    const waiting = await setUp(customer, 'pm_card_authenticationRequiredOnSetup');
    expect(waiting.status).toBe('requires_action');
    const back = await answerBank(waiting, 'complete');
    expect(back.searchParams.get('setup_intent')).toBe(waiting.id);
    const done = await box.stripe.setupIntents.retrieve(waiting.id);
    expect(done.status).toBe('succeeded');
    expect((await payAway(customer, String(done.payment_method))).status).toBe('succeeded');
  });

  it.each([
    ['pm_card_chargeDeclined', 'card_declined'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card'],
  ])('refuses a card that its bank refuses: %s', async (kind, code) => {
    const customer = await newCustomer();
    const error = await failure(setUp(customer, kind));
    expect(error).toMatchObject({ statusCode: 402, code, setup_intent: { status: 'requires_payment_method' } });
    expect((await box.stripe.paymentMethods.list({ customer })).data).toEqual([]);
  });

  it('comes with a Checkout Session that only saves a card', async () => {
    const customer = await newCustomer();
    const session = await box.stripe.checkout.sessions.create({
      mode: 'setup',
      customer,
      currency: 'usd',
      success_url: 'http://shop.test/saved?session={CHECKOUT_SESSION_ID}',
    });
    expect(session).toMatchObject({ amount_total: null, payment_status: 'no_payment_required', payment_intent: null });
    expect(await (await fetch(session.url!)).text()).toContain('Save card');
    const reply = await box.press(session.id, 'pay');
    expect(reply.headers.get('location')).toBe(`http://shop.test/saved?session=${session.id}`);
    const done = await box.stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent.payment_method'] });
    expect(done).toMatchObject({
      status: 'complete',
      setup_intent: { status: 'succeeded', payment_method: { customer, card: { last4: '4242' } } },
    });
  });
});

describe('a Checkout Session with a card that needs its owner', () => {
  it('leads over the bank’s page, and keeps the card when that was asked for', async () => {
    const customer = await newCustomer();
    const session = await box.stripe.checkout.sessions.create({
      mode: 'payment',
      customer,
      line_items: [{ price_data: { currency: 'eur', unit_amount: 900, product_data: { name: 'Credits' } } }],
      payment_intent_data: { setup_future_usage: 'off_session' },
      success_url: 'http://shop.test/done',
      cancel_url: RETURN,
    });
    const toBank = await box.press(session.id, 'pay', '4000002500003155');
    const bank = new URL(toBank.headers.get('location')!, box.server.url);
    expect(bank.pathname).toMatch(/^\/authenticate\/pi_/);
    expect((await box.stripe.checkout.sessions.retrieve(session.id)).status).toBe('open');
    const done = await fetch(bank, {
      method: 'POST',
      body: new URLSearchParams({ action: 'complete' }),
      redirect: 'manual',
    });
    expect(done.headers.get('location')).toBe('http://shop.test/done');
    expect((await box.stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe('paid');
    const { data } = await box.stripe.paymentMethods.list({ customer });
    expect((await payAway(customer, data[0]!.id)).status).toBe('succeeded');
  });
});
