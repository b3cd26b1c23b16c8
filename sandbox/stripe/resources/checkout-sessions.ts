import type Stripe from 'stripe';
import { z } from 'zod';
import { setupOf } from '../checkout/actions';
import { newStripeId } from '../ids';
import type { Sandbox } from '../sandbox';
import type { SessionRecord } from '../state';
import { type Route, route } from '../wire/api';
import { invalidRequest, resourceMissing } from '../wire/errors';
import { listPage } from '../wire/list';
import { listParams, params, text } from '../wire/params';
import { newSession } from './checkout-object';
import { type CreateInput, createParams, type LineInput } from './checkout-params';
import { canRedeem } from './coupons';
import { checkCustomer, findCustomer } from './customers';
import { fullShipping } from './payment-intents';
import { amountIn, priceOfLine } from './prices';
import { checkStep, minimumOf } from './tax';
import { refigure } from './totals';

/** The record, with what time has done to it booked first. */
export function findSession(sandbox: Sandbox, id: string): SessionRecord {
  const record = sandbox.data.sessions.get(id);
  if (!record) throw resourceMissing('checkout.session', id);
  const { session } = record;
  if (session.status === 'open' && session.expires_at <= sandbox.clock.now()) expireSession(sandbox, record);
  return record;
}

export function expireSession(sandbox: Sandbox, { session }: SessionRecord): void {
  session.status = 'expired';
  session.url = null;
  sandbox.emit('checkout.session.expired', session);
}

/** Ends what has run out. Called on a timer and when the clock is moved. */
export function expireDueSessions(sandbox: Sandbox): void {
  for (const id of sandbox.data.sessions.keys()) findSession(sandbox, id);
}

function newLineItem(sandbox: Sandbox, line: LineInput, asked: string | undefined): Stripe.LineItem {
  const price = priceOfLine(sandbox, line);
  const currency = asked ?? price.currency;
  const unitAmount = amountIn(sandbox, price, currency);
  if (unitAmount === null) {
    throw invalidRequest(`The price specified does not have a currency option for ${currency}.`, {
      param: 'line_items[0][price]',
    });
  }
  const quantity = line.quantity ?? 1;
  const amount = unitAmount * quantity;
  return {
    id: newStripeId('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency,
    description: sandbox.data.products.get(String(price.product))?.name ?? null,
    metadata: line.metadata ?? {},
    price,
    quantity,
  };
}

function linesOf(sandbox: Sandbox, input: CreateInput): Stripe.LineItem[] {
  if (input.mode === 'setup') {
    if (input.line_items)
      throw invalidRequest('You can not pass `line_items` in `setup` mode.', { param: 'line_items' });
    return [];
  }
  if (!input.line_items?.length) {
    throw invalidRequest('Missing required param: line_items.', { code: 'parameter_missing', param: 'line_items' });
  }
  const lines = input.line_items.map((line) => newLineItem(sandbox, line, input.currency));
  if (new Set(lines.map(({ currency }) => currency)).size > 1) {
    throw invalidRequest('All line items must have the same currency.', { param: 'line_items' });
  }
  return lines;
}

function checkTotal({ amount_total: total, currency }: Stripe.Checkout.Session): void {
  checkStep(total ?? 0, currency ?? 'usd');
  if ((total ?? 0) >= minimumOf(currency ?? 'usd')) return;
  throw invalidRequest('The Checkout Session’s total amount must convert to at least 50 cents.', {
    code: 'amount_too_small',
  });
}

/** What Stripe wants to be allowed to write onto a customer that exists, before it works out their tax. */
function checkTax(input: CreateInput, customer: Stripe.Customer | null): void {
  if (input.automatic_tax?.enabled && customer && !customer.address && input.customer_update?.address !== 'auto') {
    throw invalidRequest(
      'Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the ' +
        "Customer or set either `customer_update[address]` to 'auto' or `customer_update[shipping]` to 'auto' to " +
        'save the address entered in Checkout to the Customer.',
      { code: 'customer_tax_location_invalid' },
    );
  }
  if (input.tax_id_collection?.enabled && customer && input.customer_update?.name !== 'auto') {
    throw invalidRequest(
      'Tax ID collection requires updating business name on the customer. To enable tax ID collection for an ' +
        'existing customer, please set `customer_update[name]` to `auto`.',
    );
  }
  if (input.customer_update && !customer) {
    throw invalidRequest('`customer_update` can only be used with `customer`.', { param: 'customer_update' });
  }
}

function discountFor(
  sandbox: Sandbox,
  input: CreateInput,
  order: Pick<Stripe.Checkout.Session, 'currency' | 'customer'>,
) {
  const [asked] = input.discounts ?? [];
  if (!asked) return null;
  const promotion = asked.promotion_code ? sandbox.data.promotionCodes.get(asked.promotion_code) : undefined;
  const coupon = asked.coupon ?? (promotion && String(promotion.promotion.coupon));
  const discount = coupon ? { coupon, promotionCode: promotion?.id ?? null } : null;
  if (!discount || !canRedeem(sandbox, discount, order)) {
    throw invalidRequest('This discount cannot be redeemed.', { param: 'discounts' });
  }
  return discount;
}

function create(sandbox: Sandbox, input: CreateInput): Stripe.Checkout.Session {
  const customer = input.customer === undefined ? null : findCustomer(sandbox, input.customer, 'customer');
  checkTax(input, customer);
  const lineItems = linesOf(sandbox, input);
  const isSetup = input.mode === 'setup';
  const currency = lineItems[0]?.currency ?? input.currency ?? null;
  const discount = discountFor(sandbox, input, { currency, customer: customer?.id ?? null });
  const session = newSession(sandbox, input, { currency, subtotal: null, total: null });
  const intentData = input.payment_intent_data;
  const record: SessionRecord = {
    session,
    lineItems,
    paymentMetadata: intentData?.metadata ?? {},
    paymentData: {
      description: intentData?.description,
      receiptEmail: intentData?.receipt_email,
      setupFutureUsage: intentData?.setup_future_usage,
      shipping: fullShipping(intentData?.shipping),
    },
    buyer: { country: customer?.address?.country ?? null, name: customer?.name ?? null, taxId: null },
    discount,
    customerUpdate: {
      address: input.customer_update?.address === 'auto',
      name: input.customer_update?.name === 'auto',
    },
    lastError: null,
  };
  refigure(sandbox, record);
  if (!isSetup) checkTotal(session);
  if (discount) session.discounts = [{ coupon: discount.coupon, promotion_code: discount.promotionCode }];
  sandbox.data.sessions.set(session.id, record);
  if (isSetup) session.setup_intent = setupOf(sandbox, session, input.setup_intent_data?.metadata ?? {}).id;
  sandbox.state.changed();
  return session;
}

const listFilters = listParams({
  customer: text.optional(),
  payment_intent: text.optional(),
  status: z.enum(['open', 'complete', 'expired']).optional(),
});

export const checkoutSessionRoutes: Route[] = [
  route('POST', '/v1/checkout/sessions', createParams, (sandbox, { params: input }) => create(sandbox, input)),
  route('GET', '/v1/checkout/sessions', listFilters, (sandbox, { params: asked }) => {
    expireDueSessions(sandbox);
    checkCustomer(sandbox, asked.customer);
    const sessions = [...sandbox.data.sessions.values()].map(({ session }) => session);
    return listPage(
      '/v1/checkout/sessions',
      sessions,
      asked,
      (session) =>
        (asked.customer === undefined || session.customer === asked.customer) &&
        (asked.payment_intent === undefined || session.payment_intent === asked.payment_intent) &&
        (asked.status === undefined || session.status === asked.status),
    );
  }),
  route('GET', '/v1/checkout/sessions/:id', params({}), (sandbox, { id }) => findSession(sandbox, id).session),
  route('POST', '/v1/checkout/sessions/:id/expire', params({}), (sandbox, { id }) => {
    const record = findSession(sandbox, id);
    if (record.session.status !== 'open') {
      throw invalidRequest(
        `Only Checkout Sessions with a status in ["open"] can be expired. This one has the status "${record.session.status}".`,
      );
    }
    expireSession(sandbox, record);
    return record.session;
  }),
  route('GET', '/v1/checkout/sessions/:id/line_items', listParams({}), (sandbox, { id, params: asked }) => {
    const { lineItems, session } = findSession(sandbox, id);
    const dated = lineItems.map((line) => ({ ...line, created: session.created })).reverse();
    const page = listPage(`/v1/checkout/sessions/${id}/line_items`, dated, asked);
    return { ...page, data: page.data.map(({ created: _, ...line }) => line) };
  }),
];
