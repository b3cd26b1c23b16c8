import { MICRO_PER_CREDIT } from '../amount-text';

/**
 * Amounts at the wire: decimal text of credits ↔ bigint micro-credits (1 credit = 1_000_000n). Exact or refused: an
 * amount that is not a whole number of micro-credits is never rounded on the way in. The one rounding rule on the way
 * out, for wires that know whole credits only, is down (towards minus infinity): nobody is shown more than there is.
 */
export { formatAmount, MICRO_PER_CREDIT } from '../amount-text';

/** The largest figure of the database, 2^63 - 1 micro-credits. */
export const AMOUNT_MICRO_MAX = 9_223_372_036_854_775_807n;

/** Longer than any amount there is, exponent and trailing zeros included. */
const TEXT_LENGTH_MAX = 64;

const DECIMAL_TEXT = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/;
const JSON_NUMBER = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,3}))?$/;

/**
 * Micro-credits of a decimal text such as `12.5`, or undefined when it is not one: no sign but `-`, no exponent, no
 * separators, no spaces, ASCII digits only, at most 6 decimals that say something, within 64 bits.
 */
export function parseAmountText(text: string): bigint | undefined {
  return toMicro(text, DECIMAL_TEXT);
}

/** The same for the source text of a JSON number, which may have an exponent (`1e-05` is how Python writes 0.00001). */
export function parseAmountNumber(source: string): bigint | undefined {
  return toMicro(source, JSON_NUMBER);
}

function toMicro(text: string, form: RegExp): bigint | undefined {
  if (text.length > TEXT_LENGTH_MAX) return undefined;
  const match = form.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const significant = `${whole}${fraction}`.replace(/0+$/, '');
  if (significant.replace(/^0+/, '') === '') return 0n;
  // value = significant × 10^power micro-credits
  const power = Number(exponent) + whole.length - significant.length + 6;
  if (power < 0 || significant.length + power > TEXT_LENGTH_MAX) return undefined;
  const micro = BigInt(significant) * 10n ** BigInt(power);
  if (micro > AMOUNT_MICRO_MAX) return undefined;
  return sign === '-' ? -micro : micro;
}

/** Whole credits, rounded down: -0.5 becomes -1. */
export function wholeCredits(micro: bigint): bigint {
  const whole = micro / MICRO_PER_CREDIT;
  return micro < 0n && micro % MICRO_PER_CREDIT !== 0n ? whole - 1n : whole;
}

/**
 * A price per credit ↔ 1e-9 minor units of a currency: decimal text of minor units with at most 9 decimals.
 */
export function parseUnitCost(text: string): bigint | undefined {
  const match = /^(0|[1-9][0-9]{0,8})(?:\.([0-9]{1,9}))?$/.exec(text);
  if (!match) return undefined;
  const [, whole = '0', fraction = ''] = match;
  return BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0'));
}

export function formatUnitCost(nano: bigint): string {
  const fraction = (nano % 1_000_000_000n).toString().padStart(9, '0').replace(/0+$/, '');
  const whole = nano / 1_000_000_000n;
  return fraction === '' ? `${whole}` : `${whole}.${fraction}`;
}
