import type Stripe from 'stripe';
import { z } from 'zod';
import { newSessionId, newStripeId } from '../ids';
import type { Sandbox } from '../sandbox';
import type { SessionRecord } from '../state';
import { type Route, route } from '../wire/api';
import { invalidRequest, resourceMissing } from '../wire/errors';
import { listPage } from '../wire/list';
import { flag, integer, listParams, metadata, params, text } from '../wire/params';
import { findCustomer } from './customers';
import { priceData, priceOfLine } from './prices';

const DAY_SECONDS = 86_400;
const HALF_HOUR_SECONDS = 1_800;

const createParams = params({
  mode: z.enum(['payment'], { error: 'is not supported by this sandbox (payment is)' }),
  line_items: z
    .array(
      z.strictObject({
        price: text.optional(),
        price_data: priceData.optional(),
        quantity: integer.pipe(z.number().min(1, 'must be at least 1').max(999_999)).optional(),
      }),
      { error: 'missing' },
    )
    .min(1, 'missing')
    .max(100),
  success_url: z.url({ error: 'missing' }),
  cancel_url: z.url('is not a valid URL').optional(),
  customer: text.optional(),
  customer_email: text.optional(),
  client_reference_id: text.max(200).optional(),
  metadata,
  payment_intent_data: z
    .strictObject({
      metadata,
      description: text.optional(),
      setup_future_usage: z.enum(['on_session', 'off_session']).optional(),
      receipt_email: text.optional(),
    })
    .optional(),
  adaptive_pricing: z.strictObject({ enabled: flag.optional() }).optional(),
  expires_at: integer.optional(),
  locale: text.optional(),
  submit_type: z.enum(['auto', 'book', 'donate', 'pay', 'subscribe']).optional(),
  ui_mode: z.enum(['hosted_page'], { error: 'is not supported by this sandbox (hosted_page is)' }).optional(),
});

type CreateInput = z.output<typeof createParams>;

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

function newLineItem(sandbox: Sandbox, line: CreateInput['line_items'][number]): Stripe.LineItem {
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

function expiresAt(now: number, asked: number | undefined): number {
  const at = asked ?? now + DAY_SECONDS;
  if (at < now + HALF_HOUR_SECONDS - 60 || at > now + DAY_SECONDS + 60) {
    throw invalidRequest('The `expires_at` timestamp must be between 30 minutes and 24 hours from now.', {
      param: 'expires_at',
    });
  }
  return at;
}

/** Methods the hosted page offers: a card, and a bank debit that takes its time. */
const methodsFor = (currency: string): string[] => ['card', currency === 'eur' ? 'sepa_debit' : 'us_bank_account'];

function newSession(sandbox: Sandbox, input: CreateInput, lineItems: Stripe.LineItem[]): Stripe.Checkout.Session {
  const now = sandbox.clock.now();
  const id = newSessionId();
  const currency = lineItems[0]?.currency ?? 'usd';
  const total = lineItems.reduce((sum, line) => sum + line.amount_total, 0);
  const customer = input.customer === undefined ? null : findCustomer(sandbox, input.customer, 'customer');
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: input.adaptive_pricing?.enabled ?? false },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: input.cancel_url ?? null,
    client_reference_id: input.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: now,
    currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: customer?.id ?? null,
    customer_account: null,
    customer_creation: customer ? null : 'if_required',
    customer_details: customer
      ? {
          address: null,
          business_name: null,
          email: customer.email,
          individual_name: null,
          name: null,
          phone: null,
          tax_exempt: 'none',
          tax_ids: null,
        }
      : null,
    customer_email: input.customer_email ?? null,
    discounts: [],
    expires_at: expiresAt(now, input.expires_at),
    integration_identifier: null,
    invoice: null,
    invoice_creation: {
      enabled: false,
      invoice_data: {
        account_tax_ids: null,
        custom_fields: null,
        description: null,
        footer: null,
        issuer: null,
        metadata: {},
        rendering_options: null,
      },
    },
    livemode: false,
    locale: input.locale ?? null,
    managed_payments: { enabled: false },
    metadata: input.metadata ?? {},
    mode: 'payment',
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: methodsFor(currency),
    payment_status: 'unpaid',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: input.submit_type ?? null,
    subscription: null,
    success_url: input.success_url,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${sandbox.publicUrl}/c/pay/${id}`,
    wallet_options: null,
  };
}

const listFilters = listParams({
  customer: text.optional(),
  payment_intent: text.optional(),
  status: z.enum(['open', 'complete', 'expired']).optional(),
});

export const checkoutSessionRoutes: Route[] = [
  route('POST', '/v1/checkout/sessions', createParams, (sandbox, { params: input }) => {
    if (input.customer !== undefined) findCustomer(sandbox, input.customer, 'customer'); // before anything is made
    const lineItems = input.line_items.map((line) => newLineItem(sandbox, line));
    if (new Set(lineItems.map(({ currency }) => currency)).size > 1) {
      throw invalidRequest('All line items must have the same currency.', { param: 'line_items' });
    }
    const session = newSession(sandbox, input, lineItems);
    if ((session.amount_total ?? 0) < 50) {
      throw invalidRequest('The Checkout Session’s total amount must convert to at least 50 cents.', {
        code: 'amount_too_small',
      });
    }
    const paymentMetadata = input.payment_intent_data?.metadata ?? {};
    sandbox.data.sessions.set(session.id, { session, lineItems, paymentMetadata, lastError: null });
    sandbox.state.changed();
    return session;
  }),
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
