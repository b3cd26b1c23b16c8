import type Stripe from 'stripe';
import { AUTHENTICATION_REQUIRED, type Card, type Decline, needsOwner } from '../cards';
import { newStripeId } from '../ids';
import type { Sandbox } from '../sandbox';
import { bookBalance } from './balance';
import { newCharge, outcomeOf, receiptUrl } from './charges';
import { openDispute } from './disputes';
import { attach, cardOf } from './payment-methods';

export interface IntentInput {
  amount: number;
  currency: string;
  customer: string | null;
  metadata: Record<string, string>;
  paymentMethodTypes: string[];
  description?: string | undefined;
  receiptEmail?: string | undefined;
  shipping?: Stripe.PaymentIntent.Shipping | undefined;
  setupFutureUsage?: 'on_session' | 'off_session' | undefined;
  isCapturedLater?: boolean;
}

export function newPaymentIntent(sandbox: Sandbox, input: IntentInput): Stripe.PaymentIntent {
  const id = newStripeId('pi');
  const intent: Stripe.PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: input.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: input.isCapturedLater ? 'manual' : 'automatic_async',
    client_secret: `${id}_secret_${newStripeId('x').slice(2)}`,
    confirmation_method: 'automatic',
    created: sandbox.clock.now(),
    currency: input.currency,
    customer: input.customer,
    customer_account: null,
    description: input.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: input.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: input.paymentMethodTypes,
    payment_record: null,
    processing: null,
    receipt_email: input.receiptEmail ?? null,
    review: null,
    setup_future_usage: input.setupFutureUsage ?? null,
    shipping: input.shipping ?? null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: null,
  };
  sandbox.data.paymentIntents.set(id, intent);
  sandbox.emit('payment_intent.created', intent);
  return intent;
}

/** What Stripe takes of a payment in the US: 2.9 % + 30. */
const feeOf = (amount: number): number => Math.round(amount * 0.029) + 30;

interface Failure {
  decline: Decline;
  charge: Stripe.Charge | null;
  method: Stripe.PaymentMethod;
}

/** Takes an intent back to where another way to pay is asked for. */
function failIntent(sandbox: Sandbox, intent: Stripe.PaymentIntent, { decline, charge, method }: Failure): void {
  intent.status = 'requires_payment_method';
  intent.next_action = null;
  intent.processing = null;
  intent.payment_method = null;
  intent.last_payment_error = {
    type: charge ? 'card_error' : 'invalid_request_error',
    code: decline.code,
    doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll('_', '-')}`,
    message: decline.message,
    ...(charge && { charge: charge.id, decline_code: decline.declineCode }),
    payment_method: structuredClone(method),
  };
  if (charge) sandbox.emit('charge.failed', charge);
  sandbox.emit('payment_intent.payment_failed', intent);
}

function bookCharge(sandbox: Sandbox, charge: Stripe.Charge): void {
  const { amount } = charge;
  charge.balance_transaction = bookBalance(sandbox, { of: charge, type: 'charge', amount, fee: feeOf(amount) });
}

/** Keeps a card that was used with the owner's leave, so that it pays later payments too. */
function keepMethod(sandbox: Sandbox, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): void {
  if (!intent.setup_future_usage || typeof intent.customer !== 'string') return;
  method.allow_redisplay = 'limited';
  attach(sandbox, method, intent.customer);
  if (intent.setup_future_usage === 'off_session') sandbox.data.setUpMethods.set(method.id, true);
}

function completeIntent(sandbox: Sandbox, intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
  intent.status = 'succeeded';
  intent.next_action = null;
  intent.last_payment_error = null;
  intent.processing = null;
  intent.amount_received = intent.amount;
  bookCharge(sandbox, charge);
  const method = sandbox.data.paymentMethods.get(String(intent.payment_method));
  if (method) keepMethod(sandbox, intent, method);
  sandbox.emit('charge.succeeded', charge);
  sandbox.emit('payment_intent.succeeded', intent);
  const dispute = method && cardOf(method)?.dispute;
  if (dispute) openDispute(sandbox, charge, dispute);
}

function authorizeIntent(sandbox: Sandbox, intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
  intent.status = 'requires_capture';
  intent.next_action = null;
  intent.amount_capturable = intent.amount;
  sandbox.emit('charge.succeeded', charge);
  sandbox.emit('payment_intent.amount_capturable_updated', intent);
}

/** What the customer's browser has to do next, as the caller asked for it. */
export const nextAction = (sandbox: Sandbox, id: string, returnUrl: string | null) =>
  returnUrl === null
    ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', source: id } }
    : {
        type: 'redirect_to_url',
        redirect_to_url: { return_url: returnUrl, url: `${sandbox.publicUrl}/authenticate/${id}` },
      };

export interface PayInput {
  method: Stripe.PaymentMethod;
  /** The owner is not there to be asked. */
  isOffSession?: boolean;
  /** The owner's bank has just seen the owner. */
  isAuthenticated?: boolean;
  /** Where the owner's browser goes after the bank; null: the caller shows it itself. */
  returnUrl?: string | null;
}

/** What the bank makes of the card: a refusal, or null when it pays. `owner`: it wants to see the owner first. */
function answerOf(sandbox: Sandbox, card: Card, input: PayInput): Decline | 'owner' | null {
  const { isOffSession = false, isAuthenticated = false, method } = input;
  const isSetUp = sandbox.data.setUpMethods.has(method.id);
  if (!isAuthenticated && needsOwner(card, { isOffSession, isSetUp })) {
    return isOffSession ? AUTHENTICATION_REQUIRED : 'owner';
  }
  return card.decline;
}

/**
 * One try to pay an intent. Returns the decline, or null when it went well, is under way, or waits for the owner
 * (`requires_action`).
 */
export function tryToPay(sandbox: Sandbox, intent: Stripe.PaymentIntent, input: PayInput): Decline | null {
  const { method, isAuthenticated = false } = input;
  intent.payment_method = method.id;
  const card = cardOf(method);
  if (!card) {
    const charge = newCharge(sandbox, { intent, method, result: 'pending', isAuthenticated });
    intent.status = 'processing';
    sandbox.emit('charge.pending', charge);
    sandbox.emit('payment_intent.processing', intent);
    return null;
  }
  const answer = answerOf(sandbox, card, input);
  if (answer === 'owner') {
    intent.status = 'requires_action';
    intent.next_action = nextAction(sandbox, intent.id, input.returnUrl ?? null);
    sandbox.emit('payment_intent.requires_action', intent);
    return null;
  }
  const isCapturedLater = intent.capture_method === 'manual';
  const result = answer ?? (isCapturedLater ? 'authorized' : 'succeeded');
  const charge = newCharge(sandbox, { intent, method, result, isAuthenticated });
  if (answer) failIntent(sandbox, intent, { decline: answer, charge, method });
  else if (isCapturedLater) authorizeIntent(sandbox, intent, charge);
  else completeIntent(sandbox, intent, charge);
  return answer;
}

/** Goes on after the bank has asked the owner. Returns the decline, or null when the payment went well. */
export function finishAuthentication(sandbox: Sandbox, intent: Stripe.PaymentIntent, isSeen: boolean): Decline | null {
  const method = sandbox.data.paymentMethods.get(String(intent.payment_method));
  if (intent.status !== 'requires_action' || !method) throw new Error(`payment ${intent.id} waits for nobody`);
  if (isSeen) return tryToPay(sandbox, intent, { method, isAuthenticated: true });
  const decline: Decline = {
    code: 'payment_intent_authentication_failure',
    declineCode: '',
    message:
      'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
  };
  failIntent(sandbox, intent, { decline, charge: null, method });
  return decline;
}

/** Takes the money that a bank was holding. */
export function captureIntent(sandbox: Sandbox, intent: Stripe.PaymentIntent): void {
  const charge = sandbox.data.charges.get(String(intent.latest_charge));
  if (!charge) throw new Error(`payment ${intent.id} has no charge`);
  charge.captured = true;
  charge.amount_captured = charge.amount;
  intent.amount_capturable = 0;
  intent.amount_received = intent.amount;
  intent.status = 'succeeded';
  bookCharge(sandbox, charge);
  sandbox.emit('charge.captured', charge);
  sandbox.emit('payment_intent.succeeded', intent);
}

/** Ends a delayed payment: the bank paid, or sent it back. */
export function settleIntent(sandbox: Sandbox, intent: Stripe.PaymentIntent, isPaid: boolean): void {
  const charge = sandbox.data.charges.get(String(intent.latest_charge));
  const method = sandbox.data.paymentMethods.get(String(intent.payment_method));
  if (!charge || !method) throw new Error(`payment ${intent.id} has no charge`);
  if (isPaid) {
    charge.status = 'succeeded';
    charge.paid = true;
    charge.captured = true;
    charge.amount_captured = charge.amount;
    charge.receipt_url = receiptUrl(sandbox, charge.id);
    completeIntent(sandbox, intent, charge);
    return;
  }
  const decline = {
    code: 'payment_method_not_available',
    declineCode: 'insufficient_funds',
    message: 'The bank sent the debit back.',
  };
  charge.status = 'failed';
  charge.failure_code = 'insufficient_funds';
  charge.failure_message = decline.message;
  charge.outcome = outcomeOf(decline);
  failIntent(sandbox, intent, { decline, charge, method });
}
