import type Stripe from 'stripe';
import type { Decline } from '../cards';
import { newStripeId } from '../ids';
import type { Sandbox } from '../sandbox';

const CARD_YEAR = 2034;

/** How a charge came about. `authorized`: the bank holds the money until it is captured. */
export type ChargeResult = 'succeeded' | 'authorized' | 'pending' | Decline;

const threeDSecure = (): Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure => ({
  authentication_flow: 'challenge',
  electronic_commerce_indicator: '05',
  exemption_indicator: null,
  result: 'authenticated',
  result_reason: null,
  transaction_id: null,
  version: '2.2.0',
});

function methodDetails(method: Stripe.PaymentMethod, isAuthenticated: boolean): Stripe.Charge.PaymentMethodDetails {
  if (method.us_bank_account) {
    return {
      type: 'us_bank_account',
      us_bank_account: {
        account_holder_type: 'individual',
        account_type: 'checking',
        bank_name: 'STRIPE TEST BANK',
        fingerprint: method.us_bank_account.fingerprint,
        last4: method.us_bank_account.last4,
        payment_reference: null,
        routing_number: '110000000',
      },
    };
  }
  if (method.sepa_debit) {
    return {
      type: 'sepa_debit',
      sepa_debit: {
        bank_code: '37040044',
        branch_code: null,
        country: 'DE',
        fingerprint: method.sepa_debit.fingerprint,
        last4: method.sepa_debit.last4,
        mandate: null,
      },
    };
  }
  return {
    type: 'card',
    card: {
      amount_authorized: null,
      authorization_code: null,
      brand: method.card?.brand ?? null,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      electronic_commerce_indicator: null,
      exp_month: 12,
      exp_year: CARD_YEAR,
      funding: 'credit',
      installments: null,
      last4: method.card?.last4 ?? null,
      mandate: null,
      network: method.card?.brand ?? null,
      network_transaction_id: null,
      regulated_status: 'unregulated',
      three_d_secure: isAuthenticated ? threeDSecure() : null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}

const isDecline = (result: ChargeResult): result is Decline => typeof result !== 'string';

export function outcomeOf(result: ChargeResult): Stripe.Charge.Outcome {
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

interface ChargeInput {
  intent: Stripe.PaymentIntent;
  method: Stripe.PaymentMethod;
  result: ChargeResult;
  isAuthenticated: boolean;
}

export const receiptUrl = (sandbox: Sandbox, id: string): string => `${sandbox.publicUrl}/receipts/${id}`;

/** Books one try to take money, whatever came of it. */
export function newCharge(sandbox: Sandbox, { intent, method, result, isAuthenticated }: ChargeInput): Stripe.Charge {
  const id = newStripeId('ch');
  const isPaid = result === 'succeeded' || result === 'authorized';
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
    billing_details: structuredClone(method.billing_details),
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
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: outcomeOf(result),
    paid: isPaid,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: methodDetails(method, isAuthenticated),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: isPaid ? receiptUrl(sandbox, id) : null,
    refunded: false,
    review: null,
    shipping: intent.shipping as Stripe.Charge['shipping'],
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: isDecline(result) ? 'failed' : isPaid ? 'succeeded' : 'pending',
    transfer_data: null,
    transfer_group: null,
  };
  sandbox.data.charges.set(id, charge);
  intent.latest_charge = id;
  return charge;
}
