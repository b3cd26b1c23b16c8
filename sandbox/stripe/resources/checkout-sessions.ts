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
import { findCustomer } from './customers';
import { fullShipping } from './payment-intents';
import { priceOfLine } from './prices';

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

function newLineItem(sandbox: Sandbox, line: LineInput): Stripe.LineItem {
  const price = priceOfLine(sandbox, line);
  const quantity = line.quantity ?? 1;
  const amount = (price.unit_amount ?? 0) * quantity;
  return {
    id: newStripeId('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: sandbox.data.products.get(String(price.product))?.name ?? null,
    metadata: {},
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
  const lines = input.line_items.map((line) => newLineItem(sandbox, line));
  if (new Set(lines.map(({ currency }) => currency)).size > 1) {
    throw invalidRequest('All line items must have the same currency.', { param: 'line_items' });
  }
  return lines;
}

function checkTotal(total: number): void {
  if (total >= 50) return;
  throw invalidRequest('The Checkout Session’s total amount must convert to at least 50 cents.', {
    code: 'amount_too_small',
  });
}

function create(sandbox: Sandbox, input: CreateInput): Stripe.Checkout.Session {
  if (input.customer !== undefined) findCustomer(sandbox, input.customer, 'customer'); // before anything is made
  const lineItems = linesOf(sandbox, input);
  const isSetup = input.mode === 'setup';
  const total = lineItems.reduce((sum, line) => sum + line.amount_total, 0);
  if (!isSetup) checkTotal(total);
  const session = newSession(sandbox, input, {
    currency: lineItems[0]?.currency ?? input.currency ?? null,
    subtotal: isSetup ? null : total,
    total: isSetup ? null : total,
  });
  const intentData = input.payment_intent_data;
  sandbox.data.sessions.set(session.id, {
    session,
    lineItems,
    paymentMetadata: intentData?.metadata ?? {},
    paymentData: {
      description: intentData?.description,
      receiptEmail: intentData?.receipt_email,
      setupFutureUsage: intentData?.setup_future_usage,
      shipping: fullShipping(intentData?.shipping),
    },
    lastError: null,
  });
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
