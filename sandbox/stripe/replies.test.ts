import type Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DISPUTE_STATUSES } from './resources/disputes';
import { ROUTES } from './server';
import { order, useSandbox } from './testing/client';

const box = useSandbox();
/** `METHOD /path` with real ids, of every call that went well. */
const answered: string[] = [];

beforeAll(() => {
  const { sandbox } = box.server;
  const judge = sandbox.onReply;
  sandbox.onReply = (reply) => {
    if (reply.status === 200) answered.push(`${reply.method} ${reply.path}`);
    judge?.(reply);
  };
});

const card = { enabled: true, allow_redirects: 'never' as const };
const pay = (payment_method: string, more: Partial<Stripe.PaymentIntentCreateParams> = {}) =>
  box.stripe.paymentIntents.create({
    amount: 2_000,
    currency: 'usd',
    confirm: true,
    payment_method,
    automatic_payment_methods: card,
    ...more,
  });

/** Every call of the API at least once, with what it answers expanded as deep as Coffer and its tests ask. */
describe('every reply fits the official SDK’s types', () => {
  it('of customers, their tax IDs and cards', async () => {
    const { stripe } = box;
    const { id } = await stripe.customers.create({
      name: 'Ada',
      email: 'ada@example.test',
      address: { country: 'DE', city: 'Berlin' },
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    });
    await stripe.customers.update(id, { phone: '1', metadata: { a: 'b' } });
    const tax = await stripe.customers.createTaxId(id, { type: 'eu_vat', value: 'DE123456789' });
    await stripe.customers.retrieveTaxId(id, tax.id);
    await stripe.customers.listTaxIds(id);
    await stripe.customers.retrieve(id, { expand: ['tax_ids', 'invoice_settings.default_payment_method'] });
    const [saved] = (await stripe.customers.listPaymentMethods(id)).data;
    await stripe.customers.retrievePaymentMethod(id, saved!.id);
    await stripe.customers.deleteTaxId(id, tax.id);
    await stripe.customers.list({ email: 'ada@example.test' });
    const debit = await stripe.paymentMethods.create({
      type: 'sepa_debit',
      sepa_debit: { iban: 'DE89370400440532013000' },
    });
    await stripe.paymentMethods.retrieve(debit.id);
    await stripe.paymentMethods.attach(debit.id, { customer: id });
    await stripe.paymentMethods.update(debit.id, { metadata: { a: 'b' }, billing_details: { name: 'Ada' } });
    await stripe.paymentMethods.list({ customer: id });
    await stripe.paymentMethods.detach(debit.id);
    await stripe.customers.del(id);
    await stripe.customers.retrieve(id);
  });

  it('of products, prices, coupons and codes', async () => {
    const { stripe } = box;
    const product = await stripe.products.create({ name: 'Pack', description: 'Credits' });
    await stripe.products.update(product.id, { name: 'Pack 2' });
    await stripe.products.retrieve(product.id);
    await stripe.products.list();
    const price = await stripe.prices.create({
      currency: 'usd',
      unit_amount: 2_000,
      product: product.id,
      currency_options: { eur: { unit_amount: 1_900 } },
      tax_behavior: 'inclusive',
    });
    await stripe.prices.update(price.id, { nickname: 'n' });
    await stripe.prices.retrieve(price.id, { expand: ['currency_options', 'product'] });
    await stripe.prices.list();
    const unsold = await stripe.products.create({ name: 'Unsold' });
    await stripe.products.del(unsold.id);
    const coupon = await stripe.coupons.create({ percent_off: 12.5 });
    await stripe.coupons.update(coupon.id, { name: 'n' });
    await stripe.coupons.retrieve(coupon.id);
    await stripe.coupons.list();
    const code = await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id } });
    await stripe.promotionCodes.update(code.id, { active: false });
    await stripe.promotionCodes.retrieve(code.id, { expand: ['promotion.coupon'] });
    await stripe.promotionCodes.list();
    await stripe.coupons.del(coupon.id);
  });

  it('of checkouts, paid and saved, with tax, codes and papers', async () => {
    const { stripe } = box;
    const { id: customer } = await stripe.customers.create({ email: 'ada@example.test' });
    const coupon = await stripe.coupons.create({ percent_off: 10 });
    const session = await stripe.checkout.sessions.create(
      order(customer, {
        automatic_tax: { enabled: true },
        customer_update: { address: 'auto', name: 'auto' },
        tax_id_collection: { enabled: true },
        discounts: [{ coupon: coupon.id }],
        invoice_creation: { enabled: true },
        payment_intent_data: { setup_future_usage: 'off_session', description: 'Credits' },
        consent_collection: { terms_of_service: 'required' },
        custom_text: { submit: { message: 'Hello' } },
        saved_payment_method_options: { payment_method_save: 'enabled' },
      }),
    );
    await fetch(`${box.server.url}/c/pay/${session.id}`, {
      method: 'POST',
      body: new URLSearchParams({ action: 'pay', card: '4242424242424242', country: 'FR', tax_id: 'FR12345678901' }),
      redirect: 'manual',
    });
    const paid = await stripe.checkout.sessions.retrieve(session.id, {
      expand: [
        'line_items.data.taxes',
        'line_items.data.discounts',
        'line_items.data.price.product',
        'total_details.breakdown',
        'payment_intent.latest_charge.balance_transaction',
        'payment_intent.payment_method',
        'customer',
        'invoice',
      ],
    });
    expect(paid.payment_status).toBe('paid');
    await stripe.checkout.sessions.listLineItems(session.id, { expand: ['data.taxes'] });
    await stripe.checkout.sessions.list({ customer });
    await stripe.invoices.list({ customer });
    await stripe.invoices.retrieve((paid.invoice as Stripe.Invoice).id);
    const open = await stripe.checkout.sessions.create(order(customer));
    await stripe.checkout.sessions.expire(open.id);
    const setup = await stripe.checkout.sessions.create({
      mode: 'setup',
      customer,
      currency: 'eur',
      success_url: 'http://shop.test/',
    });
    await box.press(setup.id, 'pay');
    await stripe.checkout.sessions.retrieve(setup.id, { expand: ['setup_intent.payment_method'] });
    const late = await stripe.checkout.sessions.create(order(customer));
    await box.press(late.id, 'delayed');
    await box.control(`sessions/${late.id}/settle`, { result: 'failed' });
    await stripe.checkout.sessions.retrieve(late.id, { expand: ['payment_intent.latest_charge'] });
  });

  it('of payments and set-ups in all their states', async () => {
    const { stripe } = box;
    const { id: customer } = await stripe.customers.create({});
    const waiting = await pay('pm_card_authenticationRequired', {
      customer,
      automatic_payment_methods: { enabled: true },
      return_url: 'http://shop.test/',
    });
    await stripe.paymentIntents.cancel(waiting.id);
    const fresh = await stripe.paymentIntents.create({ amount: 900, currency: 'eur', customer });
    await stripe.paymentIntents.update(fresh.id, { description: 'd', payment_method: 'pm_card_visa' });
    await stripe.paymentIntents.confirm(fresh.id, { return_url: 'http://shop.test/' });
    await stripe.paymentIntents.retrieve(fresh.id, { expand: ['latest_charge.balance_transaction', 'customer'] });
    await expect(pay('pm_card_chargeDeclined')).rejects.toMatchObject({ statusCode: 402 });
    const held = await pay('pm_card_visa', { capture_method: 'manual' });
    await stripe.paymentIntents.capture(held.id);
    await stripe.paymentIntents.list({ customer });
    const charges = await stripe.charges.list();
    await stripe.charges.retrieve(charges.data[0]!.id);
    const lines = await stripe.balanceTransactions.list();
    await stripe.balanceTransactions.retrieve(lines.data[0]!.id, { expand: ['source'] });
    const setup = await stripe.setupIntents.create({ customer });
    await stripe.setupIntents.update(setup.id, { description: 'd' });
    await stripe.setupIntents.confirm(setup.id, { payment_method: 'pm_card_visa' });
    await stripe.setupIntents.retrieve(setup.id, { expand: ['payment_method', 'customer'] });
    await stripe.setupIntents.cancel((await stripe.setupIntents.create({ customer })).id);
    await stripe.setupIntents.create({
      customer,
      confirm: true,
      payment_method: 'pm_card_authenticationRequired',
      return_url: 'http://shop.test/',
    });
    await expect(
      stripe.setupIntents.create({ customer, confirm: true, payment_method: 'pm_card_chargeDeclined' }),
    ).rejects.toMatchObject({ statusCode: 402 });
    await stripe.setupIntents.list({ customer });
  });

  it('of refunds, and of disputes in all their states', async () => {
    const { stripe } = box;
    const intent = await pay('pm_card_visa');
    const refund = await stripe.refunds.create({ payment_intent: intent.id, amount: 500 });
    await stripe.refunds.update(refund.id, { metadata: { a: 'b' } });
    await box.control(`refunds/${refund.id}/set`, { status: 'failed' });
    await stripe.refunds.retrieve(refund.id, { expand: ['charge', 'payment_intent', 'balance_transaction'] });
    await stripe.refunds.list({ payment_intent: intent.id });
    const disputed = await pay('pm_card_createDispute');
    const [dispute] = (await stripe.disputes.list({ payment_intent: disputed.id })).data;
    for (const status of DISPUTE_STATUSES) {
      await box.control(`disputes/${dispute!.id}/set`, { status });
      expect((await stripe.disputes.retrieve(dispute!.id, { expand: ['charge', 'payment_intent'] })).status).toBe(
        status,
      );
    }
    await box.control(`disputes/${dispute!.id}/set`, { status: 'needs_response' });
    await stripe.disputes.update(dispute!.id, { evidence: { uncategorized_text: 'text' } });
    await stripe.disputes.close(dispute!.id);
  });

  it('of the billing portal, webhook endpoints and events', async () => {
    const { stripe } = box;
    const { id: customer } = await stripe.customers.create({});
    const made = await stripe.billingPortal.configurations.create({ features: { invoice_history: { enabled: true } } });
    await stripe.billingPortal.configurations.update(made.id, { name: 'n' });
    await stripe.billingPortal.configurations.retrieve(made.id);
    await stripe.billingPortal.configurations.list();
    await stripe.billingPortal.sessions.create({
      customer,
      flow_data: {
        type: 'payment_method_update',
        after_completion: { type: 'hosted_confirmation', hosted_confirmation: { custom_message: 'm' } },
      },
    });
    const endpoint = await stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:9/', enabled_events: ['*'] });
    await stripe.webhookEndpoints.update(endpoint.id, { description: 'd' });
    await stripe.webhookEndpoints.retrieve(endpoint.id);
    await stripe.webhookEndpoints.list();
    await stripe.customers.update(customer, { name: 'n' }); // goes to an address where nobody is
    await stripe.webhookEndpoints.del(endpoint.id);
    for await (const event of stripe.events.list({ limit: 100 })) await stripe.events.retrieve(event.id);
    expect((await stripe.events.list({ delivery_success: false })).data).not.toEqual([]);
  });

  // The page's own calls are no part of the public API, and refunds of cards cannot be cancelled.
  const UNTYPED = ['GET /v1/payment_pages/:id', 'POST /v1/payment_pages/:id/confirm', 'POST /v1/refunds/:id/cancel'];

  afterAll(() => {
    const patterns = ROUTES.map(({ method, path }) => ({
      name: `${method} ${path}`,
      matches: new RegExp(`^${method} ${path.replaceAll(/:\w+/g, '[^/]+')}$`),
    }));
    const missing = patterns.filter(({ matches }) => !answered.some((call) => matches.test(call)));
    expect(missing.map(({ name }) => name)).toEqual(UNTYPED);
  });
});
