import type Stripe from 'stripe';
import { type Card, type Decline, findCard, GOOD_CARD } from '../cards';
import { newStripeId } from '../ids';
import type { Sandbox } from '../sandbox';
import { bookBalance } from './balance';

/** How the customer pays: a card answers at once, a bank debit days later. */
export type Method = { kind: 'card'; card: Card } | { kind: 'us_bank_account' } | { kind: 'sepa_debit' };

export const goodCard = (): Method => ({ kind: 'card', card: findCard(GOOD_CARD) as Card });

const CARD_YEAR = 2034;

export function newPaymentIntent(
  sandbox: Sandbox,
  session: Stripe.Checkout.Session,
  metadata: Record<string, string>,
): Stripe.PaymentIntent {
  const id = newStripeId('pi');
  const intent: Stripe.PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: null,
    amount: session.amount_total ?? 0,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${newStripeId('x').slice(2)}`,
    confirmation_method: 'automatic',
    created: sandbox.clock.now(),
    currency: session.currency ?? 'usd',
    customer: session.customer,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: session.payment_method_types,
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
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

const nobody = () => ({ address: null, email: null, name: null, phone: null, tax_id: null });

/** What a payment was made with, as kept. */
function newPaymentMethod(sandbox: Sandbox, method: Method): Stripe.PaymentMethod {
  const base = {
    id: newStripeId('pm'),
    object: 'payment_method' as const,
    allow_redisplay: 'limited',
    billing_details: nobody(),
    created: sandbox.clock.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
  };
  const paymentMethod: Stripe.PaymentMethod =
    method.kind === 'card'
      ? {
          ...base,
          type: 'card',
          card: {
            brand: method.card.brand,
            checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
            country: 'US',
            display_brand: method.card.brand,
            exp_month: 12,
            exp_year: CARD_YEAR,
            fingerprint: newStripeId('x', 16).slice(2),
            funding: 'credit',
            generated_from: null,
            last4: method.card.last4,
            networks: { available: [method.card.brand], preferred: null },
            regulated_status: 'unregulated',
            three_d_secure_usage: { supported: true },
            wallet: null,
          },
        }
      : { ...base, type: method.kind };
  sandbox.data.paymentMethods.set(paymentMethod.id, paymentMethod);
  return paymentMethod;
}

function methodDetails(method: Method): Stripe.Charge.PaymentMethodDetails {
  if (method.kind === 'us_bank_account') {
    return {
      type: 'us_bank_account',
      us_bank_account: {
        account_holder_type: 'individual',
        account_type: 'checking',
        bank_name: 'STRIPE TEST BANK',
        fingerprint: null,
        last4: '6789',
        payment_reference: null,
        routing_number: '110000000',
      },
    };
  }
  if (method.kind === 'sepa_debit') {
    return {
      type: 'sepa_debit',
      sepa_debit: {
        bank_code: '37040044',
        branch_code: null,
        country: 'DE',
        fingerprint: null,
        last4: '3000',
        mandate: null,
      },
    };
  }
  return {
    type: 'card',
    card: {
      amount_authorized: null,
      authorization_code: null,
      brand: method.card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      electronic_commerce_indicator: null,
      exp_month: 12,
      exp_year: CARD_YEAR,
      funding: 'credit',
      installments: null,
      last4: method.card.last4,
      mandate: null,
      network: method.card.brand,
      network_transaction_id: null,
      regulated_status: 'unregulated',
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}

type Result = 'succeeded' | 'pending' | Decline;

const isDecline = (result: Result): result is Decline => typeof result !== 'string';

function outcomeOf(result: Result): Stripe.Charge.Outcome {
  const base = { advice_code: null, network_advice_code: null, network_decline_code: null };
  return isDecline(result)
    ? {
        ...base,
        network_status: 'declined_by_network',
        reason: result.declineCode,
        seller_message: result.message,
        type: 'issuer_declined',
      }
    : {
        ...base,
        network_status: 'approved_by_network',
        reason: null,
        seller_message: 'Payment complete.',
        type: 'authorized',
      };
}

function newCharge(sandbox: Sandbox, intent: Stripe.PaymentIntent, method: Method, result: Result): Stripe.Charge {
  const id = newStripeId('ch');
  const charge: Stripe.Charge = {
    id,
    object: 'charge',
    amount: intent.amount,
    amount_captured: result === 'succeeded' ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: nobody(),
    calculated_statement_descriptor: 'SANDBOX',
    captured: result === 'succeeded',
    created: sandbox.clock.now(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: isDecline(result) ? result.code : null,
    failure_message: isDecline(result) ? result.message : null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(result),
    paid: result === 'succeeded',
    payment_intent: intent.id,
    payment_method: typeof intent.payment_method === 'string' ? intent.payment_method : null,
    payment_method_details: methodDetails(method),
    receipt_email: null,
    receipt_number: null,
    receipt_url: result === 'succeeded' ? `${sandbox.publicUrl}/receipts/${id}` : null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: isDecline(result) ? 'failed' : result,
    transfer_data: null,
    transfer_group: null,
  };
  sandbox.data.charges.set(id, charge);
  intent.latest_charge = id;
  return charge;
}

/** What Stripe takes of a payment in the US: 2.9 % + 30. */
const feeOf = (amount: number): number => Math.round(amount * 0.029) + 30;

function failIntent(sandbox: Sandbox, intent: Stripe.PaymentIntent, charge: Stripe.Charge, decline: Decline): void {
  const method = sandbox.data.paymentMethods.get(String(intent.payment_method));
  intent.status = 'requires_payment_method';
  intent.processing = null;
  intent.payment_method = null;
  intent.last_payment_error = {
    type: 'card_error',
    charge: charge.id,
    code: decline.code,
    decline_code: decline.declineCode,
    message: decline.message,
    ...(method && { payment_method: method }),
  };
  sandbox.emit('charge.failed', charge);
  sandbox.emit('payment_intent.payment_failed', intent);
}

function completeIntent(sandbox: Sandbox, intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
  intent.status = 'succeeded';
  intent.processing = null;
  intent.amount_received = intent.amount;
  charge.balance_transaction = bookBalance(sandbox, {
    of: charge,
    type: 'charge',
    amount: charge.amount,
    fee: feeOf(charge.amount),
  });
  sandbox.emit('charge.succeeded', charge);
  sandbox.emit('payment_intent.succeeded', intent);
}

/** One try to pay an intent. Returns the decline, or null when it went well or is under way. */
export function tryToPay(sandbox: Sandbox, intent: Stripe.PaymentIntent, method: Method): Decline | null {
  intent.payment_method = newPaymentMethod(sandbox, method).id;
  if (method.kind !== 'card') {
    const charge = newCharge(sandbox, intent, method, 'pending');
    intent.status = 'processing';
    sandbox.emit('charge.pending', charge);
    sandbox.emit('payment_intent.processing', intent);
    return null;
  }
  const { decline } = method.card;
  const charge = newCharge(sandbox, intent, method, decline ?? 'succeeded');
  if (decline) failIntent(sandbox, intent, charge, decline);
  else completeIntent(sandbox, intent, charge);
  return decline;
}

/** Ends a delayed payment: the bank paid, or sent it back. */
export function settleIntent(sandbox: Sandbox, intent: Stripe.PaymentIntent, isPaid: boolean): void {
  const charge = sandbox.data.charges.get(String(intent.latest_charge));
  if (!charge) throw new Error(`payment ${intent.id} has no charge`);
  if (isPaid) {
    charge.status = 'succeeded';
    charge.paid = true;
    charge.captured = true;
    charge.amount_captured = charge.amount;
    charge.receipt_url = `${sandbox.publicUrl}/receipts/${charge.id}`;
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
  failIntent(sandbox, intent, charge, decline);
}
