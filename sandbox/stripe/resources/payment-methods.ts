import { createHash } from 'node:crypto';
import type Stripe from 'stripe';
import { z } from 'zod';
import { type Card, type Decline, findCard, findCardByEnd, findReadyMade } from '../cards';
import { newStripeId } from '../ids';
import type { Sandbox } from '../sandbox';
import { type Route, route } from '../wire/api';
import { invalidRequest, resourceMissing, WireError } from '../wire/errors';
import { listPage } from '../wire/list';
import { integer, listParams, metadata, params, text } from '../wire/params';
import { findCustomer } from './customers';

const CARD_YEAR = 2034;
/** Accounts whose bank sends a debit back; every other one pays when it is asked to. */
export type DebitKind = 'us_bank_account' | 'sepa_debit';

/** The same for the same number, as with Stripe. */
const fingerprintOf = (number: string): string => createHash('sha256').update(number).digest('base64url').slice(0, 16);

type Billing = Partial<Stripe.PaymentMethod.BillingDetails>;

function newMethod(sandbox: Sandbox, details: Partial<Stripe.PaymentMethod>, billing: Billing = {}) {
  const method = {
    id: newStripeId('pm'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null, ...billing },
    created: sandbox.clock.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    ...details,
  } as Stripe.PaymentMethod;
  sandbox.data.paymentMethods.set(method.id, method);
  return method;
}

/** What a payment is made with, not yet anybody's. */
export const newCardMethod = (sandbox: Sandbox, card: Card, billing: Billing = {}): Stripe.PaymentMethod =>
  newMethod(
    sandbox,
    {
      type: 'card',
      card: {
        brand: card.brand,
        checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
        country: 'US',
        display_brand: card.brand,
        exp_month: 12,
        exp_year: CARD_YEAR,
        fingerprint: fingerprintOf(card.number),
        funding: 'credit',
        generated_from: null,
        last4: card.last4,
        networks: { available: [card.brand], preferred: null },
        regulated_status: 'unregulated',
        three_d_secure_usage: { supported: true },
        wallet: null,
      },
    },
    billing,
  );

/** A bank account that is debited, days later. `last4` of an IBAN, or of an account number. */
export function newDebitMethod(sandbox: Sandbox, kind: DebitKind, last4?: string, billing: Billing = {}) {
  if (kind === 'sepa_debit') {
    const sepa_debit: Stripe.PaymentMethod.SepaDebit = {
      bank_code: '37040044',
      branch_code: '',
      country: 'DE',
      fingerprint: fingerprintOf(`iban ${last4}`),
      generated_from: { charge: null, setup_attempt: null },
      last4: last4 ?? '3000',
    };
    return newMethod(sandbox, { type: kind, sepa_debit }, billing);
  }
  const us_bank_account: Stripe.PaymentMethod.UsBankAccount = {
    account_holder_type: 'individual',
    account_type: 'checking',
    bank_name: 'STRIPE TEST BANK',
    financial_connections_account: null,
    fingerprint: fingerprintOf(`account ${last4}`),
    last4: last4 ?? '6789',
    networks: { preferred: 'ach', supported: ['ach'] },
    routing_number: '110000000',
    status_details: {},
  };
  return newMethod(sandbox, { type: kind, us_bank_account }, billing);
}

/** The method with this id, or a new one of Stripe's ready-made ones for tests. */
export function findMethod(sandbox: Sandbox, id: string, param = 'payment_method', status = 404): Stripe.PaymentMethod {
  const kept = sandbox.data.paymentMethods.get(id);
  if (kept) return kept;
  const card = id.startsWith('pm_card_') ? findReadyMade(id) : null;
  if (!card) throw resourceMissing('PaymentMethod', id, param, status);
  return newCardMethod(sandbox, card);
}

/** The test card behind a method; null: it is no card. */
export const cardOf = (method: Stripe.PaymentMethod): Card | null => findCardByEnd(method.card?.last4);

export const cardError = (decline: Decline, extra: object = {}): WireError =>
  new WireError(402, {
    type: 'card_error',
    code: decline.code,
    decline_code: decline.declineCode,
    message: decline.message,
    doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll('_', '-')}`,
    ...extra,
  });

/** Makes a method the customer's own, once. */
export function attach(sandbox: Sandbox, method: Stripe.PaymentMethod, customer: string): Stripe.PaymentMethod {
  if (method.customer === customer) return method;
  if (method.customer !== null) {
    throw invalidRequest('The payment method you provided has already been attached to a customer.', {
      code: 'payment_method_unexpected_state',
    });
  }
  method.customer = customer;
  sandbox.emit('payment_method.attached', method);
  return method;
}

/** Takes a method away from its customer, and from being the default. */
export function detach(sandbox: Sandbox, method: Stripe.PaymentMethod): Stripe.PaymentMethod {
  const owner = typeof method.customer === 'string' ? method.customer : null;
  if (owner === null) {
    throw invalidRequest(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
      {},
    );
  }
  method.customer = null;
  sandbox.emit('payment_method.detached', method, { customer: owner });
  const customer = sandbox.data.customers.get(owner);
  if (customer && !customer.deleted && customer.invoice_settings.default_payment_method === method.id) {
    customer.invoice_settings.default_payment_method = null;
    sandbox.emit('customer.updated', customer, { invoice_settings: { default_payment_method: method.id } });
  }
  return method;
}

/** What stops a card from being kept: its bank says no at once. */
export const saveRefusal = (card: Card | null): Decline | null =>
  card?.isSavedAnyway ? null : (card?.decline ?? null);

const address = z
  .strictObject({
    line1: text.optional(),
    line2: text.optional(),
    city: text.optional(),
    state: text.optional(),
    postal_code: text.optional(),
    country: text.optional(),
  })
  .optional();

const billing_details = z
  .strictObject({ address, email: text.optional(), name: text.optional(), phone: text.optional() })
  .optional();

const createParams = params({
  type: z.enum(['card', 'sepa_debit', 'us_bank_account'], { error: 'is not supported by this sandbox' }),
  card: z
    .strictObject({
      token: text.optional(),
      number: text.optional(),
      exp_month: integer.optional(),
      exp_year: integer.optional(),
      cvc: text.optional(),
    })
    .optional(),
  sepa_debit: z.strictObject({ iban: text }).optional(),
  us_bank_account: z
    .strictObject({ account_number: text, routing_number: text, account_holder_type: text.optional() })
    .optional(),
  billing_details,
  metadata,
});

export const fullAddress = (given: z.output<typeof address>): Stripe.Address | null =>
  given
    ? {
        city: given.city || null,
        country: given.country || null,
        line1: given.line1 || null,
        line2: given.line2 || null,
        postal_code: given.postal_code || null,
        state: given.state || null,
      }
    : null;

export const addressParams = address;

function create(sandbox: Sandbox, given: z.output<typeof createParams>): Stripe.PaymentMethod {
  const { address: place, ...rest } = given.billing_details ?? {};
  const billing = { ...rest, address: fullAddress(place) } as Billing;
  if (given.type !== 'card') {
    const account = given.sepa_debit?.iban ?? given.us_bank_account?.account_number;
    if (account === undefined) throw invalidRequest(`Missing required param: ${given.type}.`, { param: given.type });
    return newDebitMethod(sandbox, given.type, account.slice(-4), billing);
  }
  const card = given.card?.token ? findReadyMade(given.card.token) : findCard(given.card?.number ?? '');
  if (!card) throw resourceMissing('token', given.card?.token ?? '', 'card[token]', 400);
  return newCardMethod(sandbox, card, billing);
}

const listOf = (url: (id: string) => string) => (sandbox: Sandbox, customer: string, asked: ListAsked) =>
  listPage(
    url(customer),
    sandbox.data.paymentMethods.values(),
    asked,
    (method) => method.customer === customer && (asked.type ?? method.type) === method.type,
  );
type ListAsked = Parameters<typeof listPage>[2] & { type?: string | undefined };

const allow_redisplay = z.enum(['always', 'limited', 'unspecified']).optional();

export const paymentMethodRoutes: Route[] = [
  route('POST', '/v1/payment_methods', createParams, (sandbox, { params: given }) => {
    const method = create(sandbox, given);
    method.metadata = given.metadata ?? {};
    return method;
  }),
  route(
    'GET',
    '/v1/payment_methods',
    listParams({ customer: text, type: text.optional(), allow_redisplay }),
    (sandbox, { params: asked }) => {
      findCustomer(sandbox, asked.customer, 'customer');
      return listOf(() => '/v1/payment_methods')(sandbox, asked.customer, asked);
    },
  ),
  route('GET', '/v1/payment_methods/:id', params({}), (sandbox, { id }) => findMethod(sandbox, id)),
  route(
    'POST',
    '/v1/payment_methods/:id',
    params({ billing_details, allow_redisplay, metadata }),
    (sandbox, { id, params: changes }) => {
      const method = findMethod(sandbox, id);
      if (!method.customer) {
        throw invalidRequest('You must save this PaymentMethod to a customer before you can update it.');
      }
      const before = { metadata: method.metadata };
      const { address: place, ...rest } = changes.billing_details ?? {};
      Object.assign(method.billing_details, rest, place && { address: fullAddress(place) });
      if (changes.allow_redisplay) method.allow_redisplay = changes.allow_redisplay;
      method.metadata = { ...method.metadata, ...changes.metadata };
      sandbox.emit('payment_method.updated', method, before);
      return method;
    },
  ),
  route(
    'POST',
    '/v1/payment_methods/:id/attach',
    params({ customer: text }),
    (sandbox, { id, params: { customer } }) => {
      const owner = findCustomer(sandbox, customer, 'customer');
      const method = findMethod(sandbox, id);
      const refusal = saveRefusal(cardOf(method));
      if (refusal) throw cardError(refusal);
      return attach(sandbox, method, owner.id);
    },
  ),
  route('POST', '/v1/payment_methods/:id/detach', params({}), (sandbox, { id }) =>
    detach(sandbox, findMethod(sandbox, id)),
  ),
  route(
    'GET',
    '/v1/customers/:id/payment_methods',
    listParams({ type: text.optional(), allow_redisplay }),
    (sandbox, { id, params: asked }) => {
      findCustomer(sandbox, id);
      return listOf((customer) => `/v1/customers/${customer}/payment_methods`)(sandbox, id, asked);
    },
  ),
  route('GET', '/v1/customers/:id/payment_methods/:other', params({}), (sandbox, { id, other }) => {
    const method = sandbox.data.paymentMethods.get(other);
    if (!method || method.customer !== id) throw resourceMissing('PaymentMethod', other, 'payment_method');
    return method;
  }),
];
