import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { order, sdkFor, useSandbox } from './testing/client';
import { decodeForm } from './wire/form';

const box = useSandbox();
const customer = async () => (await box.stripe.customers.create({ name: 'Ada', email: 'ada@example.test' })).id;
const failure = (work: Promise<unknown>): Promise<Stripe.errors.StripeError> =>
  work.then(
    () => {
      throw new Error('expected a refusal');
    },
    (error: Stripe.errors.StripeError) => error,
  );

describe('the form wire', () => {
  it('reads depth, lists by index and lists by empty brackets', () => {
    expect(decodeForm('a[b][0][c]=1&a[b][1][c]=2&d[]=x&d[]=y&e=%26')).toEqual({
      a: { b: [{ c: '1' }, { c: '2' }] },
      d: ['x', 'y'],
      e: '&',
    });
  });

  it('does not let a key reach the prototype', () => {
    expect(decodeForm('__proto__[admin]=1&a[constructor]=2&b=3')).toEqual({ b: '3' });
    expect(({} as { admin?: string }).admin).toBeUndefined();
  });
});

describe('Checkout Sessions through the official SDK', () => {
  it('are made open and unpaid, with the total of their lines and an address to pay at', async () => {
    const session = await box.stripe.checkout.sessions.create(order(await customer()));
    expect(session).toMatchObject({
      object: 'checkout.session',
      amount_total: 2500,
      currency: 'usd',
      client_reference_id: 'order-1',
      metadata: { order: 'order-1' },
      mode: 'payment',
      livemode: false,
      payment_intent: null,
      payment_status: 'unpaid',
      status: 'open',
    });
    expect(session.id).toMatch(/^cs_test_[A-Za-z0-9]{58}$/);
    expect(session.url).toBe(`${box.server.url}/c/pay/${session.id}`);
    expect(session.expires_at - session.created).toBe(86_400);
    expect(session.lastResponse.requestId).toMatch(/^req_/);
    expect(session.lastResponse.headers['stripe-version']).toBe('2026-10-28.endive');
  });

  it('show lines and the payment only when expanded', async () => {
    const { id } = await box.stripe.checkout.sessions.create(order(await customer()));
    expect((await box.stripe.checkout.sessions.retrieve(id)).line_items).toBeUndefined();
    await box.press(id, 'pay');
    const session = await box.stripe.checkout.sessions.retrieve(id, {
      expand: ['line_items.data.price.product', 'payment_intent.latest_charge.balance_transaction'],
    });
    const [line] = session.line_items?.data ?? [];
    expect(line).toMatchObject({ quantity: 1, amount_total: 2500, price: { product: { name: '100 credits' } } });
    const intent = session.payment_intent as Stripe.PaymentIntent;
    expect(intent).toMatchObject({ status: 'succeeded', amount_received: 2500 });
    expect(intent.latest_charge).toMatchObject({
      paid: true,
      balance_transaction: { amount: 2500, fee: 103, net: 2397 },
    });
    const error = await failure(box.stripe.checkout.sessions.retrieve(id, { expand: ['currency'] }));
    expect(error.message).toBe('This property cannot be expanded (currency).');
  });

  it('can be closed while open, and only then', async () => {
    const { id } = await box.stripe.checkout.sessions.create(order(await customer()));
    expect(await box.stripe.checkout.sessions.expire(id)).toMatchObject({ status: 'expired', url: null });
    expect(await failure(box.stripe.checkout.sessions.expire(id))).toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 400,
    });
  });

  it('run out by the clock of the sandbox', async () => {
    const { id } = await box.stripe.checkout.sessions.create(order(await customer()));
    await box.control('clock', { advanceSeconds: 86_400 });
    expect((await box.stripe.checkout.sessions.retrieve(id)).status).toBe('expired');
    const events = await box.stripe.events.list({ type: 'checkout.session.expired', limit: 1 });
    expect(events.data[0]?.data.object).toMatchObject({ id });
  });

  it.each([
    ['an unknown parameter', { payment_method_types: ['card'] }, 'parameter_unknown', 'payment_method_types'],
    ['no line', { line_items: undefined }, 'parameter_missing', 'line_items'],
    ['an unknown customer', { customer: 'cus_none' }, 'resource_missing', 'customer'],
  ])('are refused with %s', async (_name, change, code, param) => {
    const params = { ...order(await customer()), ...change } as Stripe.Checkout.SessionCreateParams;
    const error = await failure(box.stripe.checkout.sessions.create(params));
    expect(error).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError', code, param });
  });
});

describe('idempotency keys', () => {
  it('answer a repeated call with the first answer, and do it once', async () => {
    const params = order(await customer());
    const first = await box.stripe.checkout.sessions.create(params, { idempotencyKey: 'order-7' });
    const second = await box.stripe.checkout.sessions.create(params, { idempotencyKey: 'order-7' });
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(first.lastResponse.headers['idempotent-replayed']).toBeUndefined();
  });

  it('refuse other parameters', async () => {
    const params = order(await customer());
    await box.stripe.checkout.sessions.create(params, { idempotencyKey: 'order-8' });
    const changed = { ...params, client_reference_id: 'other' };
    const error = await failure(box.stripe.checkout.sessions.create(changed, { idempotencyKey: 'order-8' }));
    expect(error).toMatchObject({ statusCode: 400, type: 'StripeIdempotencyError' });
  });

  it('are forgotten after a day, so that the same request is another one then', async () => {
    const params = order(await customer());
    const create = () => box.stripe.checkout.sessions.create(params, { idempotencyKey: 'order-8a' });
    const first = await create();
    await box.control('clock', { advanceSeconds: 86_000 });
    expect((await create()).id).toBe(first.id);
    await box.control('clock', { advanceSeconds: 400 });
    expect((await create()).id).not.toBe(first.id);
  });

  it('are free again after a refusal by validation', async () => {
    const params = order(await customer());
    await failure(
      box.stripe.checkout.sessions.create({ ...params, customer: 'cus_none' }, { idempotencyKey: 'order-9' }),
    );
    const session = await box.stripe.checkout.sessions.create(params, { idempotencyKey: 'order-9' });
    expect(session.status).toBe('open');
  });

  it('replay a failure of the server, as Stripe does', async () => {
    const params = order(await customer());
    await box.control('faults', { kind: 'error_500', on: 'POST /v1/checkout/sessions' });
    for (const _try of [1, 2]) {
      const error = await failure(box.stripe.checkout.sessions.create(params, { idempotencyKey: 'order-10' }));
      expect(error.statusCode).toBe(500);
    }
  });

  it.each(['timeout_before', 'timeout_after', 'truncated_body', 'error_429'])(
    'let a repeated call find what the first had done: %s',
    async (kind) => {
      const id = await customer();
      await box.control('faults', { kind, on: 'POST /v1/checkout/sessions' });
      const create = () => box.stripe.checkout.sessions.create(order(id), { idempotencyKey: `lost-${kind}` });
      await create().catch(() => undefined); // the SDK itself repeats some of these
      const session = await create();
      const { data } = await box.stripe.checkout.sessions.list({ customer: id });
      expect(data.map((made) => made.id)).toEqual([session.id]);
    },
  );
});

describe('lists', () => {
  it('page through everything once, newest first', async () => {
    const id = await customer();
    const made: string[] = [];
    for (let n = 0; n < 5; n++) made.unshift((await box.stripe.checkout.sessions.create(order(id))).id);
    const seen: string[] = [];
    for await (const session of box.stripe.checkout.sessions.list({ customer: id, limit: 2 })) seen.push(session.id);
    expect(seen).toEqual(made);
    const page = await box.stripe.checkout.sessions.list({ customer: id, limit: 2, ending_before: made[4]! });
    expect(page.data.map((session) => session.id)).toEqual(made.slice(2, 4));
    expect(page.has_more).toBe(true);
  });
});

describe('access', () => {
  it('takes test keys only', async () => {
    for (const key of ['sk_live_abc', 'pk_test_abc', 'nonsense']) {
      const error = await failure(sdkFor(box.server.url, key).customers.list());
      expect(error).toMatchObject({ statusCode: 401, type: 'StripeAuthenticationError' });
    }
  });

  it('refuses another version of the API', async () => {
    const error = await failure(box.stripe.customers.list({}, { apiVersion: '2024-06-20' }));
    expect(error).toMatchObject({ statusCode: 400 });
  });

  it('answers unknown objects and addresses as Stripe does', async () => {
    expect(await failure(box.stripe.checkout.sessions.retrieve('cs_test_none'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
    expect(await failure(box.stripe.quotes.list())).toMatchObject({ statusCode: 404 });
  });
});
