import Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { isRefusedByStripe } from './stripe';

const invalid = (statusCode: number, code: string) =>
  new Stripe.errors.StripeInvalidRequestError({ type: 'invalid_request_error', message: 'No.', statusCode, code });

describe('a refusal of the request itself', () => {
  it('is what Stripe says of a request that it will never take', () => {
    expect(isRefusedByStripe(invalid(400, 'amount_too_small'))).toBe(true);
    expect(isRefusedByStripe(invalid(404, 'resource_missing'))).toBe(true);
  });

  it('is not what it says while the same request is under way', () => {
    expect(isRefusedByStripe(invalid(409, 'idempotency_key_in_use'))).toBe(false);
  });
});
