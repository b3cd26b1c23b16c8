import type Stripe from 'stripe';
import { z } from 'zod';
import { type Decline, needsOwner } from '../cards';
import { newStripeId } from '../ids';
import type { Sandbox } from '../sandbox';
import { type Route, route } from '../wire/api';
import { invalidRequest, resourceMissing } from '../wire/errors';
import { listPage } from '../wire/list';
import { flag, listParams, metadata, params, text } from '../wire/params';
import { checkCustomer, findCustomer } from './customers';
import { mandate_data, methodTypes } from './payment-intents';
import { attach, cardError, cardOf, findMethod, saveRefusal } from './payment-methods';
import { nextAction } from './payments';

const usage = z.enum(['on_session', 'off_session']).optional();

const confirmFields = {
  payment_method: text.optional(),
  return_url: z.url('is not a valid URL').optional(),
  mandate_data,
  use_stripe_sdk: flag.optional(),
};

const createParams = params({
  ...confirmFields,
  customer: text.optional(),
  confirm: flag.optional(),
  description: text.optional(),
  metadata,
  usage,
  allowed_payment_method_types: methodTypes,
  automatic_payment_methods: z
    .strictObject({ enabled: flag, allow_redirects: z.enum(['always', 'never']).optional() })
    .optional(),
});

export interface SetupInput {
  customer: string | null;
  metadata?: Record<string, string> | undefined;
  description?: string | undefined;
  usage?: 'on_session' | 'off_session' | undefined;
}

/** The wish to keep a card for later payments. */
export function newSetupIntent(sandbox: Sandbox, input: SetupInput): Stripe.SetupIntent {
  const id = newStripeId('seti');
  const intent: Stripe.SetupIntent = {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${id}_secret_${newStripeId('x').slice(2)}`,
    created: sandbox.clock.now(),
    customer: input.customer,
    customer_account: null,
    description: input.description ?? null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: input.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: input.usage ?? 'off_session',
  };
  sandbox.data.setupIntents.set(id, intent);
  sandbox.emit('setup_intent.created', intent);
  return intent;
}

export function findSetupIntent(sandbox: Sandbox, id: string): Stripe.SetupIntent {
  const intent = sandbox.data.setupIntents.get(id);
  if (!intent) throw resourceMissing('setup_intent', id, 'intent');
  return intent;
}

function fail(sandbox: Sandbox, intent: Stripe.SetupIntent, method: Stripe.PaymentMethod, refusal: Decline): Decline {
  intent.status = 'requires_payment_method';
  intent.next_action = null;
  intent.payment_method = null;
  intent.last_setup_error = {
    type: refusal.declineCode === '' ? 'invalid_request_error' : 'card_error',
    code: refusal.code,
    doc_url: `https://stripe.com/docs/error-codes/${refusal.code.replaceAll('_', '-')}`,
    message: refusal.message,
    ...(refusal.declineCode !== '' && { decline_code: refusal.declineCode }),
    payment_method: structuredClone(method),
  };
  sandbox.emit('setup_intent.setup_failed', intent);
  return refusal;
}

export interface SetUpInput {
  method: Stripe.PaymentMethod;
  returnUrl?: string | null;
  isAuthenticated?: boolean;
}

/** One try to keep a card. Returns the refusal, or null when it is kept or waits for its owner (`requires_action`). */
export function tryToSetUp(sandbox: Sandbox, intent: Stripe.SetupIntent, input: SetUpInput): Decline | null {
  const { method, isAuthenticated = false } = input;
  const card = cardOf(method);
  intent.payment_method = method.id;
  if (card && !isAuthenticated && needsOwner(card, { isOffSession: false, isSetUp: false })) {
    intent.status = 'requires_action';
    intent.next_action = nextAction(sandbox, intent.id, input.returnUrl ?? null);
    sandbox.emit('setup_intent.requires_action', intent);
    return null;
  }
  const refusal = saveRefusal(card);
  if (refusal) return fail(sandbox, intent, method, refusal);
  intent.status = 'succeeded';
  intent.next_action = null;
  intent.last_setup_error = null;
  if (typeof intent.customer === 'string') attach(sandbox, method, intent.customer);
  if (intent.usage === 'off_session') sandbox.data.setUpMethods.set(method.id, true);
  sandbox.emit('setup_intent.succeeded', intent);
  return null;
}

/** Goes on after the bank has asked the owner. Returns the refusal, or null when the card is kept. */
export function finishSetupAuthentication(
  sandbox: Sandbox,
  intent: Stripe.SetupIntent,
  isSeen: boolean,
): Decline | null {
  const method = sandbox.data.paymentMethods.get(String(intent.payment_method));
  if (intent.status !== 'requires_action' || !method) throw new Error(`setup ${intent.id} waits for nobody`);
  if (isSeen) return tryToSetUp(sandbox, intent, { method, isAuthenticated: true });
  return fail(sandbox, intent, method, {
    code: 'setup_intent_authentication_failure',
    declineCode: '',
    message:
      'The latest attempt to set up the payment method has failed because authentication failed. Provide a new payment method to try again.',
  });
}

interface ConfirmInput {
  payment_method?: string | undefined;
  return_url?: string | undefined;
}

function confirm(sandbox: Sandbox, intent: Stripe.SetupIntent, given: ConfirmInput): Stripe.SetupIntent {
  if (intent.status === 'succeeded' || intent.status === 'canceled') {
    throw invalidRequest(`This SetupIntent cannot be confirmed because it has a status of ${intent.status}.`, {
      code: 'setup_intent_unexpected_state',
      setup_intent: structuredClone(intent),
    });
  }
  const id = given.payment_method ?? (typeof intent.payment_method === 'string' ? intent.payment_method : undefined);
  if (id === undefined) {
    throw invalidRequest('You cannot confirm this SetupIntent because it is missing a payment method.', {
      code: 'setup_intent_unexpected_state',
      setup_intent: structuredClone(intent),
    });
  }
  const method = findMethod(sandbox, id, 'payment_method', 400);
  const refusal = tryToSetUp(sandbox, intent, { method, returnUrl: given.return_url ?? null });
  if (refusal) {
    throw cardError(refusal, { setup_intent: structuredClone(intent), payment_method: structuredClone(method) });
  }
  return intent;
}

const cancellation_reason = z.enum(['abandoned', 'requested_by_customer', 'duplicate']).optional();

export const setupIntentRoutes: Route[] = [
  route('POST', '/v1/setup_intents', createParams, (sandbox, { params: given }) => {
    const customer = given.customer === undefined ? null : findCustomer(sandbox, given.customer, 'customer').id;
    const chosen = given.payment_method && findMethod(sandbox, given.payment_method, 'payment_method', 400);
    const intent = newSetupIntent(sandbox, { ...given, customer });
    intent.payment_method_types = given.allowed_payment_method_types ?? ['card'];
    intent.allowed_payment_method_types = given.allowed_payment_method_types ?? null;
    if (chosen) {
      intent.payment_method = chosen.id;
      intent.status = 'requires_confirmation';
    }
    return given.confirm ? confirm(sandbox, intent, { return_url: given.return_url }) : intent;
  }),
  route(
    'GET',
    '/v1/setup_intents',
    listParams({ customer: text.optional(), payment_method: text.optional() }),
    (sandbox, { params: asked }) => {
      checkCustomer(sandbox, asked.customer);
      return listPage(
        '/v1/setup_intents',
        sandbox.data.setupIntents.values(),
        asked,
        (intent) =>
          (asked.customer ?? intent.customer) === intent.customer &&
          (asked.payment_method ?? intent.payment_method) === intent.payment_method,
      );
    },
  ),
  route('GET', '/v1/setup_intents/:id', params({ client_secret: text.optional() }), (sandbox, { id }) =>
    findSetupIntent(sandbox, id),
  ),
  route(
    'POST',
    '/v1/setup_intents/:id',
    params({ description: text.optional(), metadata }),
    (sandbox, { id, params: changes }) => {
      const intent = findSetupIntent(sandbox, id);
      if (changes.description !== undefined) intent.description = changes.description || null;
      intent.metadata = { ...intent.metadata, ...changes.metadata };
      sandbox.state.changed();
      return intent;
    },
  ),
  route('POST', '/v1/setup_intents/:id/confirm', params(confirmFields), (sandbox, { id, params: given }) =>
    confirm(sandbox, findSetupIntent(sandbox, id), given),
  ),
  route('POST', '/v1/setup_intents/:id/cancel', params({ cancellation_reason }), (sandbox, { id, params: given }) => {
    const intent = findSetupIntent(sandbox, id);
    if (intent.status === 'succeeded' || intent.status === 'canceled') {
      throw invalidRequest(`You cannot cancel this SetupIntent because it has a status of ${intent.status}.`, {
        code: 'setup_intent_unexpected_state',
        setup_intent: structuredClone(intent),
      });
    }
    intent.status = 'canceled';
    intent.cancellation_reason = given.cancellation_reason ?? null;
    intent.next_action = null;
    sandbox.emit('setup_intent.canceled', intent);
    return intent;
  }),
];
