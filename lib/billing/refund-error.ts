import { AppError } from '../errors';
import { isRefusedByStripe, isStripeError } from './stripe';

/**
 * A failure while money was to go back, as ours. "Nothing was charged" would be beside the point: either Stripe refused the
 * refund, or it is not known whether it was made, and sending the same form again makes it once.
 */
export function asRefundError(error: unknown): unknown {
  if (!isStripeError(error)) return error;
  const isRefused = isRefusedByStripe(error);
  return new AppError('payment_provider_failed', {
    detail: isRefused
      ? 'Stripe refused this refund. Its dashboard says why, at the payment.'
      : 'It is not known whether the refund was made. Send the form again: it is made once.',
    ...(isRefused ? {} : { retryAfterSeconds: 5 }),
    facts: {
      problem: isRefused ? 'refundRefused' : 'refundUnknown',
      stripeType: error.type,
      stripeCode: error.code ?? null,
      stripeRequestId: error.requestId ?? null,
    },
    cause: error,
  });
}
