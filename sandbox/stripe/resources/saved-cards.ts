import type Stripe from 'stripe';
import { findCard, findCardByEnd } from '../cards';
import { newStripeId } from '../ids';
import type { Sandbox } from '../sandbox';
import { type Route, route } from '../wire/api';
import { invalidRequest, resourceMissing, WireError } from '../wire/errors';
import { listPage } from '../wire/list';
import { flag, integer, listParams, metadata, params, text } from '../wire/params';
import { findCustomer } from './customers';
import { newPaymentIntent, tryToPay } from './payments';

/** Stripe's ready-made payment methods for tests. Attaching one makes a saved card of the customer's. */
const TEST_METHODS: Record<string, string> = {
  pm_card_visa: '4242424242424242',
  pm_card_mastercard: '5555555555554444',
  pm_card_chargeCustomerFail: '4000000000000341',
  pm_card_authenticationRequired: '4000002760003184',
};

const CARD_YEAR = 2034;

function attach(sandbox: Sandbox, id: string, customer: string): Stripe.PaymentMethod {
  const card = findCard(TEST_METHODS[id] ?? '');
  if (!card) throw resourceMissing('PaymentMethod', id, 'payment_method');
  const method: Stripe.PaymentMethod = {
    id: newStripeId('pm'),
    object: 'payment_method',
    allow_redisplay: 'always',
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    created: sandbox.clock.now(),
    customer,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: 'card',
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: card.brand,
      exp_month: 12,
      exp_year: CARD_YEAR,
      fingerprint: newStripeId('x', 16).slice(2),
      funding: 'credit',
      generated_from: null,
      last4: card.last4,
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  };
  sandbox.data.paymentMethods.set(method.id, method);
  sandbox.emit('payment_method.attached', method);
  return method;
}

const intentParams = params({
  amount: integer,
  currency: text,
  customer: text,
  payment_method: text,
  off_session: flag,
  confirm: flag,
  description: text.optional(),
  metadata,
});

/** A payment with a saved card while its owner is away: it succeeds, or is declined at once. */
function payOffSession(sandbox: Sandbox, given: ReturnType<typeof intentParams.parse>): Stripe.PaymentIntent {
  const customer = findCustomer(sandbox, given.customer, 'customer');
  const saved = sandbox.data.paymentMethods.get(given.payment_method);
  const card = findCardByEnd(saved?.card?.last4);
  if (!saved || saved.customer !== customer.id || !card) {
    throw resourceMissing('PaymentMethod', given.payment_method, 'payment_method', 400);
  }
  if (!given.confirm || !given.off_session) throw invalidRequest('This sandbox charges saved cards off session only.');
  if (given.amount < 50)
    throw invalidRequest('Amount must be at least 50.', { code: 'amount_too_small', param: 'amount' });
  const order = {
    amount_total: given.amount,
    currency: given.currency,
    customer: customer.id,
    payment_method_types: ['card'],
  } as Stripe.Checkout.Session; // all that an intent takes from it
  const intent = newPaymentIntent(sandbox, order, given.metadata ?? {});
  intent.description = given.description ?? null;
  const decline = tryToPay(sandbox, intent, { kind: 'card', card });
  if (!decline) {
    intent.payment_method = saved.id;
    return intent;
  }
  throw new WireError(402, {
    type: 'card_error',
    code: decline.code,
    decline_code: decline.declineCode,
    message: decline.message,
    payment_intent: structuredClone(intent),
  });
}

/** Cards that a customer left for later payments, and those payments. */
export const savedCardRoutes: Route[] = [
  route(
    'GET',
    '/v1/payment_methods',
    listParams({ customer: text, type: text.optional() }),
    (sandbox, { params: asked }) =>
      listPage(
        '/v1/payment_methods',
        sandbox.data.paymentMethods.values(),
        asked,
        ({ customer, type }) => customer === asked.customer && (asked.type ?? type) === type,
      ),
  ),
  route('POST', '/v1/payment_methods/:id/attach', params({ customer: text }), (sandbox, { id, params: { customer } }) =>
    attach(sandbox, id, findCustomer(sandbox, customer, 'customer').id),
  ),
  route('POST', '/v1/payment_intents', intentParams, (sandbox, { params: given }) => payOffSession(sandbox, given)),
];
