import { chargeStep } from '../currency';
import { getEnv } from '../env';
import type { Quote } from './types';

/** A hundred percent, in thousandths of a percent. */
const WHOLE = 100_000n;

/** The operator's processing fee in thousandths of a percent of the price. */
export function feeRate(): bigint {
  const [whole = '0', fraction = ''] = getEnv().PURCHASE_FEE_PERCENT.split('.');
  return BigInt(whole) * 1_000n + BigInt(fraction.padEnd(3, '0'));
}

/** Fee on a price, rounded up to what can be charged: a minor unit, or more. `rate` in thousandths of a percent. */
export function feeOf(priceMinor: bigint, rate: bigint, currency: string): bigint {
  const step = chargeStep(currency);
  const whole = WHOLE * step;
  return ((priceMinor * rate + whole - 1n) / whole) * step;
}

/** The quote with today's fee; what Stripe will charge is its total. */
export function withFee(quote: Quote, rate: bigint = feeRate()): Quote {
  const feeMinor = feeOf(quote.priceMinor, rate, quote.currency);
  return { ...quote, feeMinor, totalMinor: quote.priceMinor + feeMinor };
}
