import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { useSandbox } from './testing/client';

const box = useSandbox();
const got: { path: string; body: string; signature: string }[] = [];
const receiver = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString();
    got.push({ path: request.url ?? '', body, signature: String(request.headers['stripe-signature']) });
    response.writeHead(200).end();
  });
});
let base = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
afterAll(() => void receiver.close());
beforeEach(async () => {
  got.length = 0;
  await box.control('calm', {});
  for (const { id } of (await box.stripe.webhookEndpoints.list()).data) await box.stripe.webhookEndpoints.del(id);
});

/** Patient, because timers come late on a busy machine. */
const soon = (check: () => void) => vi.waitFor(check, { timeout: 20_000 });
const make = (path: string, enabled_events: Stripe.WebhookEndpointCreateParams.EnabledEvent[]) =>
  box.stripe.webhookEndpoints.create({ url: base + path, enabled_events, api_version: '2026-10-28.endive' });

describe('webhook endpoints', () => {
  it('get the events they want, signed with a secret of their own that is shown once', async () => {
    const [one, all] = [await make('/one', ['customer.updated']), await make('/all', ['*'])];
    expect(one).toMatchObject({ status: 'enabled', api_version: '2026-10-28.endive' });
    expect((await box.stripe.webhookEndpoints.retrieve(one.id)).secret).toBeUndefined();
    const { id } = await box.stripe.customers.create({});
    await box.stripe.customers.update(id, { name: 'Ada' });
    await soon(() => expect(got.map(({ path }) => path).sort()).toEqual(['/all', '/all', '/one']));
    for (const { path, body, signature } of got) {
      const secret = (path === '/one' ? one : all).secret!;
      expect(Stripe.webhooks.constructEvent(body, signature, secret).object).toBe('event');
    }
  });

  it('can be changed, turned off and taken away', async () => {
    const { id } = await make('/one', ['customer.created']);
    await box.stripe.webhookEndpoints.update(id, { disabled: true });
    await box.stripe.customers.create({});
    expect((await box.stripe.webhookEndpoints.update(id, { disabled: false })).status).toBe('enabled');
    await box.stripe.webhookEndpoints.del(id);
    await box.stripe.customers.create({});
    await expect(box.stripe.webhookEndpoints.retrieve(id)).rejects.toMatchObject({ statusCode: 404 });
    expect(got).toEqual([]);
  });

  it('that did not take an event leave it undelivered; an event that goes nowhere is listed, and counts as delivered', async () => {
    const listed = async (about: string, delivery_success: boolean | undefined) => {
      const asked = delivery_success === undefined ? {} : { delivery_success };
      const { data } = await box.stripe.events.list({ type: 'customer.created', limit: 100, ...asked });
      return data.some(({ data: { object } }) => (object as { id: string }).id === about);
    };
    const { id: nowhere } = await box.stripe.customers.create({});
    await make('/all', ['*']);
    await box.stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:9/', enabled_events: ['*'] });
    const { id: half } = await box.stripe.customers.create({});
    await soon(() => expect(got.map(({ path }) => path)).toEqual(['/all']));
    expect([await listed(nowhere, undefined), await listed(nowhere, false), await listed(nowhere, true)]).toEqual([
      true,
      false,
      true,
    ]);
    expect([await listed(half, false), await listed(half, true)]).toEqual([true, false]);
  });

  it('are refused with an address or an event that cannot be one', async () => {
    await expect(make('', [])).rejects.toMatchObject({ statusCode: 400 });
    const wrong = { url: 'ftp://shop.test', enabled_events: ['*' as const] };
    await expect(box.stripe.webhookEndpoints.create(wrong)).rejects.toMatchObject({ statusCode: 400, param: 'url' });
  });

  it('get bytes that were not signed when deliveries are to be corrupted', async () => {
    const { secret } = await make('/one', ['customer.created']);
    await box.control('webhooks', { corrupt: 1 });
    await box.stripe.customers.create({});
    await soon(() => expect(got).toHaveLength(1));
    expect(() => Stripe.webhooks.constructEvent(got[0]!.body, got[0]!.signature, secret!)).toThrow(/signature/);
  });
});

describe('faults of the API', () => {
  const listing = () => box.stripe.customers.list({ limit: 1 });

  it.each([
    ['error_409', 409],
    ['error_429', 429],
    ['error_500', 500],
    ['error_402', 402],
  ])('%s', async (kind, statusCode) => {
    await box.control('faults', { kind, on: 'GET /v1/customers' });
    await expect(listing()).rejects.toMatchObject({ statusCode });
    await expect(listing()).resolves.toMatchObject({ object: 'list' });
  });

  it('answer late', async () => {
    await box.control('faults', { kind: 'slow', delayMs: 200, on: 'GET /v1/customers' });
    const begun = performance.now();
    await listing();
    expect(performance.now() - begun).toBeGreaterThan(190);
  });

  it('answer with a value nobody knows, or without a field', async () => {
    const customer = await box.stripe.customers.create({});
    const path = `GET /v1/customers/${customer.id}`;
    await box.control('faults', { kind: 'unknown_value', field: 'tax_exempt', on: path });
    expect(await box.stripe.customers.retrieve(customer.id)).toMatchObject({ tax_exempt: 'a_value_of_tomorrow' });
    await box.control('faults', { kind: 'missing_field', field: 'email', on: path });
    expect(await box.stripe.customers.retrieve(customer.id)).not.toHaveProperty('email');
  });

  it('refuse what a restricted key has no right to', async () => {
    await box.control('rights', { key: 'rk_test_reader', refuse: ['POST /v1/*'] });
    const { hostname, port } = new URL(box.server.url);
    const reader = new Stripe('rk_test_reader', { host: hostname, port, protocol: 'http', maxNetworkRetries: 0 });
    await expect(reader.customers.list()).resolves.toMatchObject({ object: 'list' });
    await expect(reader.customers.create({})).rejects.toMatchObject({ statusCode: 403, type: 'StripePermissionError' });
  });
});

describe('refunds and disputes of Stripe’s test cards', () => {
  const pay = async (payment_method: string) =>
    box.stripe.paymentIntents.create({
      amount: 1_000,
      currency: 'usd',
      payment_method,
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });

  it.each([
    ['pm_card_pendingRefund', 'pending', 'succeeded'],
    ['pm_card_refundFail', 'succeeded', 'failed'],
  ])('change by themselves: %s', async (card, first, then) => {
    const refund = await box.stripe.refunds.create({ payment_intent: (await pay(card)).id });
    expect(refund.status).toBe(first);
    await box.control('clock', { advanceSeconds: 10 });
    expect((await box.stripe.refunds.retrieve(refund.id)).status).toBe(then);
  });

  it('are won by the evidence that Stripe’s tests win with', async () => {
    const intent = await pay('pm_card_createDispute');
    const { data } = await box.stripe.disputes.list({ payment_intent: intent.id });
    expect(data[0]).toMatchObject({ status: 'needs_response', reason: 'fraudulent' });
    const evidence = { uncategorized_text: 'winning_evidence' };
    expect((await box.stripe.disputes.update(data[0]!.id, { evidence, submit: true })).status).toBe('won');
  });
});
