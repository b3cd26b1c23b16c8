import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { useSandbox } from './testing/client';

const box = useSandbox();

type Create = Stripe.Checkout.SessionCreateParams;
const line = (currency: string, unit_amount: number, tax_behavior?: 'inclusive' | 'exclusive') => ({
  price_data: { currency, unit_amount, product_data: { name: 'Credits' }, ...(tax_behavior && { tax_behavior }) },
});

async function open(given: Partial<Create>, customer: Stripe.CustomerCreateParams = {}) {
  const { id } = await box.stripe.customers.create({ email: 'ada@example.test', ...customer });
  return box.stripe.checkout.sessions.create({
    mode: 'payment',
    customer: id,
    success_url: 'http://shop.test/done',
    line_items: [line('eur', 11_900)],
    ...given,
  });
}
const send = (session: Stripe.Checkout.Session, fields: Record<string, string>) =>
  fetch(`${box.server.url}/c/pay/${session.id}`, {
    method: 'POST',
    body: new URLSearchParams({ action: 'pay', card: '4242424242424242', ...fields }),
    redirect: 'manual',
  });
const look = (session: Stripe.Checkout.Session) =>
  box.stripe.checkout.sessions.retrieve(session.id, {
    expand: ['payment_intent.latest_charge', 'line_items.data.taxes', 'total_details.breakdown', 'invoice'],
  });
const withTax: Partial<Create> = {
  automatic_tax: { enabled: true },
  customer_update: { address: 'auto', name: 'auto' },
};

describe('money of a Checkout Session', () => {
  it.each([
    ['jpy', 1_500, '¥1,500'],
    ['kwd', 12_340, 'KWD 12.340'],
    ['gbp', 1_999, '£19.99'],
  ])('is charged in the currency asked for: %s', async (currency, amount, shown) => {
    const session = await open({ line_items: [line(currency, amount)] });
    expect((await (await fetch(session.url!)).text()).replaceAll(/\s/g, ' ')).toContain(shown);
    await send(session, {});
    const { payment_intent: intent, amount_total } = await look(session);
    expect(amount_total).toBe(amount);
    expect(intent).toMatchObject({ currency, amount_received: amount, latest_charge: { currency, amount } });
  });

  it.each([
    ['kwd', 12_345],
    ['isk', 50_050],
  ])('is refused where nothing so fine can be charged: %s', async (currency, amount) => {
    await expect(open({ line_items: [line(currency, amount)] })).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      code: 'invalid_charge_amount',
    });
  });

  it('comes from a price’s option for that currency, and from no price that has none', async () => {
    const price = await box.stripe.prices.create({
      currency: 'usd',
      unit_amount: 2_500,
      product_data: { name: 'Pack' },
      currency_options: { eur: { unit_amount: 2_300 } },
    });
    const session = await open({ currency: 'eur', line_items: [{ price: price.id, quantity: 2 }] });
    expect(session).toMatchObject({ currency: 'eur', amount_total: 4_600 });
    await expect(open({ currency: 'gbp', line_items: [{ price: price.id }] })).rejects.toMatchObject({
      statusCode: 400,
    });
  });

  it.each([
    ['usd', 49],
    ['huf', 17_499],
  ])('below Stripe’s least amount is refused: %s %d', async (currency, amount) => {
    await expect(open({ line_items: [line(currency, amount)] })).rejects.toMatchObject({ code: 'amount_too_small' });
  });
});

describe('tax', () => {
  it('that the price holds leaves the total as it was', async () => {
    const session = await open({ ...withTax, line_items: [line('eur', 11_900, 'inclusive')] });
    expect(session.automatic_tax).toMatchObject({ enabled: true, status: 'requires_location_inputs' });
    await send(session, { country: 'DE' });
    const paid = await look(session);
    expect(paid).toMatchObject({ amount_total: 11_900, total_details: { amount_tax: 1_900 } });
    expect(paid.automatic_tax.status).toBe('complete');
    expect(paid.total_details?.breakdown?.taxes[0]).toMatchObject({
      amount: 1_900,
      rate: { inclusive: true, percentage: 19 },
    });
    expect(paid.line_items?.data[0]?.taxes).toHaveLength(1);
    expect(paid.payment_intent).toMatchObject({ amount_received: 11_900 });
  });

  it('on top of the price is paid too, and the customer sees it before', async () => {
    const session = await open({ ...withTax, line_items: [line('eur', 10_000, 'exclusive')] });
    const first = await send(session, { country: 'FR', total: '11900' }); // shown for Germany
    expect(first.headers.get('location')).toBe(`/c/pay/${session.id}`);
    const page = await (await fetch(`${box.server.url}/c/pay/${session.id}`)).text();
    expect(page).toContain('€120.00');
    expect(page).toContain('The total has changed');
    await send(session, { country: 'FR', total: '12000' });
    expect((await look(session)).payment_intent).toMatchObject({ amount_received: 12_000 });
  });

  it('is the buyer’s own affair with a VAT ID of another country, which is kept', async () => {
    const session = await open({
      ...withTax,
      tax_id_collection: { enabled: true },
      line_items: [line('eur', 10_000, 'exclusive')],
    });
    await send(session, { country: 'AT', tax_id: 'ATU12345678', name: 'Ada GmbH' });
    const paid = await look(session);
    expect(paid).toMatchObject({
      amount_total: 10_000,
      customer_details: { name: 'Ada GmbH', tax_ids: [{ type: 'eu_vat', value: 'ATU12345678' }] },
    });
    expect(paid.total_details?.breakdown?.taxes[0]?.taxability_reason).toBe('reverse_charge');
    const customer = await box.stripe.customers.retrieve(String(paid.customer), { expand: ['tax_ids'] });
    expect(customer).toMatchObject({
      name: 'Ada GmbH',
      address: { country: 'AT' },
      tax_ids: { data: [{ value: 'ATU12345678' }] },
    });
  });

  it('needs leave to write down where an existing customer sits', async () => {
    await expect(open({ automatic_tax: { enabled: true } })).rejects.toMatchObject({
      statusCode: 400,
      code: 'customer_tax_location_invalid',
    });
    const known = await open({ automatic_tax: { enabled: true } }, { address: { country: 'DE' } });
    expect(known.automatic_tax.status).toBe('complete');
  });

  it('says so when a tax ID cannot be one', async () => {
    const session = await open({ ...withTax, tax_id_collection: { enabled: true } });
    await send(session, { country: 'DE', tax_id: 'nonsense' });
    expect((await look(session)).status).toBe('open');
  });
});

describe('promotion codes', () => {
  it('lower the total once, while they last', async () => {
    const coupon = await box.stripe.coupons.create({ percent_off: 20 });
    const promotion = await box.stripe.promotionCodes.create({
      promotion: { type: 'coupon', coupon: coupon.id },
      code: 'WELCOME',
      max_redemptions: 1,
    });
    const [first, second] = [await open({ allow_promotion_codes: true }), await open({ allow_promotion_codes: true })];
    await send(first, { code: 'welcome' });
    expect(await look(first)).toMatchObject({
      amount_subtotal: 11_900,
      amount_total: 9_520,
      total_details: { amount_discount: 2_380 },
      discounts: [{ promotion_code: promotion.id }],
      payment_intent: { amount_received: 9_520 },
    });
    await send(second, { code: 'WELCOME' });
    expect(await look(second)).toMatchObject({ status: 'open', amount_total: 11_900 });
    expect((await box.stripe.promotionCodes.retrieve(promotion.id)).times_redeemed).toBe(1);
  });

  it('can be on a session from its beginning', async () => {
    const coupon = await box.stripe.coupons.create({ amount_off: 900, currency: 'eur' });
    expect(await open({ discounts: [{ coupon: coupon.id }] })).toMatchObject({ amount_total: 11_000 });
    await expect(open({ discounts: [{ coupon: coupon.id }], line_items: [line('usd', 5_000)] })).rejects.toMatchObject({
      statusCode: 400,
    });
  });
});

describe('papers', () => {
  it('are Stripe’s receipt of every payment, and an invoice when one was asked for', async () => {
    const session = await open({ ...withTax, invoice_creation: { enabled: true } });
    await send(session, { country: 'DE' });
    const paid = await look(session);
    const invoice = paid.invoice as Stripe.Invoice;
    expect(invoice).toMatchObject({ status: 'paid', total: 11_900, amount_paid: 11_900, customer: paid.customer });
    expect(await (await fetch(invoice.hosted_invoice_url!)).text()).toContain('€119.00');
    const pdf = await fetch(invoice.invoice_pdf!);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(await pdf.text()).toMatch(/^%PDF-1\.4[\s\S]*SANDBOX/);
    const { latest_charge: charge } = paid.payment_intent as Stripe.PaymentIntent;
    const receipt = await (await fetch((charge as Stripe.Charge).receipt_url!)).text();
    expect(receipt).toContain('Sandbox');
    expect(receipt).toContain('€119.00');
  });
});

describe('a saved card', () => {
  it('is offered to be kept, and kept only when ticked', async () => {
    const saving: Partial<Create> = { saved_payment_method_options: { payment_method_save: 'enabled' } };
    const [ticked, plain] = [await open(saving), await open(saving)];
    await send(ticked, { save: 'on' });
    await send(plain, {});
    const kept = async (session: Stripe.Checkout.Session) =>
      (await box.stripe.paymentMethods.list({ customer: String(session.customer) })).data.length;
    expect([await kept(ticked), await kept(plain)]).toEqual([1, 0]);
  });
});
