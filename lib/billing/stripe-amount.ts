import { assert } from '../assert';

/** Minor units as Stripe's SDK takes them. Errors: an amount that a JavaScript number cannot hold exactly. */
export function toStripeAmount(minor: bigint): number {
  const amount = Number(minor);
  assert(Number.isSafeInteger(amount), 'an amount for Stripe is exact');
  return amount;
}
