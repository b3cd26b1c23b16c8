/**
 * How many decimals Stripe's minor units of a currency have. Almost ISO 4217, with Stripe's own exceptions: it counts
 * Icelandic krónur and Ugandan shillings in hundredths although neither has coins for them.
 * Source: Stripe's documentation, "Supported currencies".
 */
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '));

/** Counted in hundredths, and charged in whole units only. */
const WHOLE_UNITS = new Set(['isk', 'ugx']);

/**
 * What every amount that Stripe charges or refunds has to be a multiple of, in minor units: nothing finer can be paid.
 * Source: Stripe's documentation, "Supported currencies" (three-decimal currencies; special cases).
 */
export function chargeStep(currency: string): bigint {
  const code = currency.toLowerCase();
  if (WHOLE_UNITS.has(code)) return 100n;
  return THREE_DECIMAL.has(code) ? 10n : 1n;
}

/** Whether an amount can be charged in this currency as it is. */
export const isChargeable = (minor: bigint, currency: string): boolean => minor % chargeStep(currency) === 0n;

/** 0, 2 or 3; `currency` is an ISO code in either case. */
export function minorUnitDigits(currency: string): number {
  const code = currency.toLowerCase();
  if (ZERO_DECIMAL.has(code)) return 0;
  return THREE_DECIMAL.has(code) ? 3 : 2;
}
