import type Stripe from 'stripe';
import { z } from 'zod';
import type { Sandbox } from '../sandbox';
import { type Route, route } from '../wire/api';
import { invalidRequest, resourceMissing } from '../wire/errors';
import { listPage } from '../wire/list';
import { flag, integer, listParams, metadata, params, text } from '../wire/params';
import { checkCustomer, findCustomer } from './customers';
import { addressParams, cardError, findMethod, fullAddress } from './payment-methods';
import { captureIntent, newPaymentIntent, tryToPay } from './payments';
import { currency } from './prices';
import { checkStep, minimumOf } from './tax';

/** Stripe takes at most eight digits. */
const MAX_AMOUNT = 99_999_999;

export const shippingParams = z
  .strictObject({ name: text, phone: text.optional(), carrier: text.optional(), address: addressParams })
  .optional();

export const fullShipping = (given: z.output<typeof shippingParams>): Stripe.PaymentIntent.Shipping | undefined =>
  given && {
    name: given.name,
    phone: given.phone ?? '',
    carrier: given.carrier ?? '',
    tracking_number: '',
    ...(given.address && { address: fullAddress(given.address) as Stripe.Address }),
  };

/** The customer agreed in another place; kept nowhere, as the sandbox has no mandates. */
export const mandate_data = z.record(z.string(), z.unknown()).optional();
export const methodTypes = z.array(z.string()).min(1).optional();
const setup_future_usage = z.enum(['on_session', 'off_session']).optional();

const confirmFields = {
  payment_method: text.optional(),
  off_session: flag.optional(),
  return_url: z.url('is not a valid URL').optional(),
  error_on_requires_action: flag.optional(),
  setup_future_usage,
  receipt_email: text.optional(),
  mandate_data,
  use_stripe_sdk: flag.optional(),
};

const createParams = params({
  ...confirmFields,
  amount: integer,
  currency,
  customer: text.optional(),
  confirm: flag.optional(),
  description: text.optional(),
  metadata,
  allowed_payment_method_types: methodTypes,
  automatic_payment_methods: z
    .strictObject({ enabled: flag, allow_redirects: z.enum(['always', 'never']).optional() })
    .optional(),
  capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
  confirmation_method: z.enum(['automatic', 'manual']).optional(),
  shipping: shippingParams,
});

interface ConfirmInput {
  payment_method?: string | undefined;
  off_session?: boolean | undefined;
  return_url?: string | undefined;
  error_on_requires_action?: boolean | undefined;
}

export function findIntent(sandbox: Sandbox, id: string, param = 'intent'): Stripe.PaymentIntent {
  const intent = sandbox.data.paymentIntents.get(id);
  if (!intent) throw resourceMissing('payment_intent', id, param);
  return intent;
}

function checkAmount(amount: number, code: string): void {
  checkStep(amount, code);
  if (amount < minimumOf(code)) {
    throw invalidRequest('Amount must be at least $0.50 usd', { code: 'amount_too_small', param: 'amount' });
  }
  if (amount > MAX_AMOUNT) {
    throw invalidRequest('Amount must be no more than $999,999.99', { code: 'amount_too_large', param: 'amount' });
  }
}

/** The method a call names; one of another customer's is not there for this one. */
function methodFor(sandbox: Sandbox, intent: { customer: unknown }, id: string, isOffSession: boolean) {
  const method = findMethod(sandbox, id, 'payment_method', 400);
  if (method.customer !== null && method.customer !== intent.customer) {
    throw resourceMissing('PaymentMethod', id, 'payment_method', 400);
  }
  if (isOffSession && method.customer === null) {
    throw invalidRequest(
      'The provided PaymentMethod is not attached to a customer, so it cannot be used while its owner is away.',
      { code: 'payment_method_unexpected_state', param: 'payment_method' },
    );
  }
  return method;
}

const CONFIRMABLE: readonly string[] = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

function confirm(sandbox: Sandbox, intent: Stripe.PaymentIntent, given: ConfirmInput): Stripe.PaymentIntent {
  if (!CONFIRMABLE.includes(intent.status)) {
    throw invalidRequest(
      `This PaymentIntent's payment_method could not be updated because it has a status of ${intent.status}.`,
      { code: 'payment_intent_unexpected_state', payment_intent: structuredClone(intent) },
    );
  }
  if (typeof intent.customer === 'string') findCustomer(sandbox, intent.customer, 'customer');
  const id = given.payment_method ?? (typeof intent.payment_method === 'string' ? intent.payment_method : undefined);
  if (id === undefined) {
    throw invalidRequest('You cannot confirm this PaymentIntent because it is missing a payment method.', {
      code: 'payment_intent_unexpected_state',
      payment_intent: structuredClone(intent),
    });
  }
  const isOffSession = given.off_session ?? false;
  const method = methodFor(sandbox, intent, id, isOffSession);
  const decline = tryToPay(sandbox, intent, { method, isOffSession, returnUrl: given.return_url ?? null });
  if (decline) throw cardError(decline, failureParts(intent, method));
  if (intent.status === 'requires_action' && given.error_on_requires_action) {
    intent.status = 'requires_payment_method';
    intent.next_action = null;
    throw cardError(
      {
        code: 'authentication_required',
        declineCode: 'authentication_required',
        message: 'This payment required an authentication action to complete, but `error_on_requires_action` was set.',
      },
      failureParts(intent, method),
    );
  }
  return intent;
}

const failureParts = (intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod) => ({
  ...(typeof intent.latest_charge === 'string' && { charge: intent.latest_charge }),
  payment_intent: structuredClone(intent),
  payment_method: structuredClone(method),
});

function create(sandbox: Sandbox, given: z.output<typeof createParams>): Stripe.PaymentIntent {
  checkAmount(given.amount, given.currency);
  const customer = given.customer === undefined ? null : findCustomer(sandbox, given.customer, 'customer').id;
  const isOffSession = given.off_session ?? false;
  if (isOffSession && !given.confirm) {
    throw invalidRequest('off_session can only be used with confirm=true.', { param: 'off_session' });
  }
  const chosen =
    given.payment_method === undefined ? null : methodFor(sandbox, { customer }, given.payment_method, isOffSession);
  const intent = newPaymentIntent(sandbox, {
    amount: given.amount,
    currency: given.currency,
    customer,
    metadata: given.metadata ?? {},
    paymentMethodTypes: given.allowed_payment_method_types ?? ['card'],
    description: given.description,
    receiptEmail: given.receipt_email,
    shipping: fullShipping(given.shipping),
    setupFutureUsage: given.setup_future_usage,
    isCapturedLater: given.capture_method === 'manual',
  });
  intent.allowed_payment_method_types = given.allowed_payment_method_types ?? null;
  if (!given.allowed_payment_method_types) {
    intent.automatic_payment_methods = {
      enabled: true,
      allow_redirects: given.automatic_payment_methods?.allow_redirects ?? 'always',
    };
  }
  intent.confirmation_method = given.confirmation_method ?? 'automatic';
  if (chosen) {
    intent.payment_method = chosen.id;
    intent.status = 'requires_confirmation';
  }
  return given.confirm ? confirm(sandbox, intent, { ...given, payment_method: chosen?.id }) : intent;
}

const CANCELABLE: readonly string[] = [...CONFIRMABLE, 'requires_capture', 'processing'];

function cancel(sandbox: Sandbox, intent: Stripe.PaymentIntent, reason: string | undefined): Stripe.PaymentIntent {
  if (!CANCELABLE.includes(intent.status)) {
    throw invalidRequest(`You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`, {
      code: 'payment_intent_unexpected_state',
      payment_intent: structuredClone(intent),
    });
  }
  intent.status = 'canceled';
  intent.canceled_at = sandbox.clock.now();
  intent.cancellation_reason = reason ?? null;
  intent.next_action = null;
  intent.amount_capturable = 0;
  sandbox.emit('payment_intent.canceled', intent);
  return intent;
}

const updateParams = params({
  amount: integer.optional(),
  description: text.optional(),
  metadata,
  receipt_email: text.optional(),
  setup_future_usage,
  payment_method: text.optional(),
  customer: text.optional(),
});

function update(sandbox: Sandbox, intent: Stripe.PaymentIntent, changes: z.output<typeof updateParams>) {
  if (changes.amount !== undefined) {
    if (!CONFIRMABLE.includes(intent.status)) throw invalidRequest('This PaymentIntent’s amount cannot be updated.');
    checkAmount(changes.amount, intent.currency);
    intent.amount = changes.amount;
  }
  if (changes.customer !== undefined) intent.customer = findCustomer(sandbox, changes.customer, 'customer').id;
  if (changes.payment_method !== undefined) {
    intent.payment_method = methodFor(sandbox, intent, changes.payment_method, false).id;
    if (intent.status === 'requires_payment_method') intent.status = 'requires_confirmation';
  }
  if (changes.description !== undefined) intent.description = changes.description || null;
  if (changes.receipt_email !== undefined) intent.receipt_email = changes.receipt_email || null;
  if (changes.setup_future_usage) intent.setup_future_usage = changes.setup_future_usage;
  intent.metadata = { ...intent.metadata, ...changes.metadata };
  sandbox.state.changed();
  return intent;
}

const cancellation_reason = z.enum(['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned']).optional();

/** Payments that are not a Checkout Session's: with a saved card, with its owner there or not. */
export const paymentRoutes: Route[] = [
  route('POST', '/v1/payment_intents', createParams, (sandbox, { params: given }) => create(sandbox, given)),
  route('GET', '/v1/payment_intents', listParams({ customer: text.optional() }), (sandbox, { params: asked }) => {
    checkCustomer(sandbox, asked.customer);
    return listPage(
      '/v1/payment_intents',
      sandbox.data.paymentIntents.values(),
      asked,
      ({ customer }) => (asked.customer ?? customer) === customer,
    );
  }),
  route('GET', '/v1/payment_intents/:id', params({ client_secret: text.optional() }), (sandbox, { id }) =>
    findIntent(sandbox, id),
  ),
  route('POST', '/v1/payment_intents/:id', updateParams, (sandbox, { id, params: changes }) =>
    update(sandbox, findIntent(sandbox, id), changes),
  ),
  route('POST', '/v1/payment_intents/:id/confirm', params(confirmFields), (sandbox, { id, params: given }) => {
    const intent = findIntent(sandbox, id);
    if (given.setup_future_usage) intent.setup_future_usage = given.setup_future_usage;
    return confirm(sandbox, intent, given);
  }),
  route('POST', '/v1/payment_intents/:id/cancel', params({ cancellation_reason }), (sandbox, { id, params: given }) =>
    cancel(sandbox, findIntent(sandbox, id), given.cancellation_reason),
  ),
  route('POST', '/v1/payment_intents/:id/capture', params({}), (sandbox, { id }) => {
    const intent = findIntent(sandbox, id);
    if (intent.status !== 'requires_capture') {
      throw invalidRequest(`This PaymentIntent could not be captured because it has a status of ${intent.status}.`, {
        code: 'payment_intent_unexpected_state',
      });
    }
    captureIntent(sandbox, intent);
    return intent;
  }),
];
