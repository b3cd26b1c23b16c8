import type Stripe from 'stripe';

const HOUR_MS = 3_600_000;
/** Waits after the first, second and third decline in a row; the fourth pauses. */
const WAITS_MS = [HOUR_MS, 2 * HOUR_MS, 4 * HOUR_MS];

/**
 * Declines after which the same card will not pay, however long one waits: Stripe and the card networks ask not to try
 * again, or its owner has to correct something first.
 */
const NEVER_RETRY = new Set([
  'card_not_supported',
  'currency_not_supported',
  'expired_card',
  'fraudulent',
  'incorrect_number',
  'invalid_account',
  'invalid_expiry_month',
  'invalid_expiry_year',
  'invalid_number',
  'lost_card',
  'merchant_blacklist',
  'new_account_information_available',
  'not_permitted',
  'pickup_card',
  'restricted_card',
  'revocation_of_all_authorizations',
  'revocation_of_authorization',
  'security_violation',
  'service_not_allowed',
  'stolen_card',
  'stop_payment_order',
  'transaction_not_allowed',
]);

export interface CardFailure {
  kind: 'declined' | 'never_retry' | 'authentication';
  /** Stripe's word for it. */
  code: string;
}

/** What a payment that did not go through says of the card. */
export function failureOf(error: Stripe.PaymentIntent.LastPaymentError | null | undefined): CardFailure {
  const code = error?.decline_code ?? error?.code ?? 'declined';
  if (error?.code === 'authentication_required' || code === 'authentication_required') {
    return { kind: 'authentication', code: 'authentication_required' };
  }
  const isFinal =
    NEVER_RETRY.has(code) ||
    (error?.code !== undefined && NEVER_RETRY.has(error.code)) ||
    error?.advice_code === 'do_not_try_again' ||
    error?.advice_code === 'confirm_card_data';
  return { kind: isFinal ? 'never_retry' : 'declined', code };
}

/** When to try again after so many declines in a row (this one counted); null: not by itself any more. */
export function retryAt(failures: number, now: Date): Date | null {
  const wait = WAITS_MS[failures - 1];
  return wait === undefined ? null : new Date(now.getTime() + wait);
}

/** Declines in a row that pause a rule. */
export const MAX_FAILURES = WAITS_MS.length + 1;
