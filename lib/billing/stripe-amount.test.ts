import { expect, it } from 'vitest';
import { toStripeAmount } from './stripe-amount';

it('hands amounts to Stripe exactly, or not at all', () => {
  expect(toStripeAmount(99_999_999n)).toBe(99_999_999);
  expect(toStripeAmount(9_007_199_254_740_991n)).toBe(9_007_199_254_740_991);
  expect(() => toStripeAmount(9_007_199_254_740_993n)).toThrow('exact');
});
