/**
 * How many decimals Stripe's minor units of a currency have. Almost ISO 4217, with Stripe's own exceptions: it counts
 * Icelandic krónur and Ugandan shillings in hundredths although neither has coins for them.
 * Source: Stripe's documentation, "Supported currencies".
 */
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '));

/** 0, 2 or 3; `currency` is an ISO code in either case. */
export function minorUnitDigits(currency: string): number {
  const code = currency.toLowerCase();
  if (ZERO_DECIMAL.has(code)) return 0;
  return THREE_DECIMAL.has(code) ? 3 : 2;
}
