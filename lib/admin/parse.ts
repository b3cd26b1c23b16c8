import { formatAmount } from '../amount-text';
import { minorUnitDigits } from '../currency';

/**
 * Amounts as people type them into the console's forms, in either convention: '1,250.5', '1.250,5', '1250', '-12.5'.
 * Exact or refused: null for what is no amount, has more decimals than the unit, or could be read in two ways.
 */
const MICRO_DIGITS = 6;
/** Of a minor unit: no price per credit is finer. */
const NANO_DIGITS = 9;
const MAX_MICRO = 9_223_372_036_854_775_807n;

/** The kind of sign that stands last, when both do, or that stands once, is the decimal one; what repeats groups. */
function decimalSign(body: string, dots: number, commas: number): '' | '.' | ',' {
  if (dots > 0 && commas > 0) return body.lastIndexOf('.') > body.lastIndexOf(',') ? '.' : ',';
  if (dots + commas !== 1) return '';
  return dots === 1 ? '.' : ',';
}

function parseDecimal(text: string, digits: number): bigint | null {
  const plain = text.replace(/[\s\u00a0\u202f'\u2019]/g, '').replace(/^\u2212/, '-');
  const match = /^(-?)(\d[\d.,]*)$/.exec(plain);
  if (!match) return null;
  const [, sign = '', body = ''] = match;
  const dots = body.split('.').length - 1;
  const commas = body.split(',').length - 1;
  const decimal = decimalSign(body, dots, commas);
  const at = decimal === '' ? body.length : body.lastIndexOf(decimal);
  const whole = body.slice(0, at);
  const fraction = body.slice(at + 1);
  if (decimal !== '' && (whole.includes(decimal) || fraction === '')) return null;
  // '1.250' alone is a thousand and more in one country and a little more than one in the other: ask again.
  if (decimal !== '' && dots + commas === 1 && fraction.length === 3 && !/^0/.test(whole)) return null;
  // Nobody groups '0,125'.
  if (!/^\d+$|^[1-9]\d{0,2}(,\d{3})+$|^[1-9]\d{0,2}(\.\d{3})+$/.test(whole)) return null;
  if (fraction.length > digits || !/^\d*$/.test(fraction) || whole.length > 24) return null;
  const value = BigInt(whole.replace(/[.,]/g, '') + fraction.padEnd(digits, '0'));
  return sign === '-' ? -value : value;
}

/** Micro-credits of a typed amount of credits; may be negative. null: no amount. */
export function parseCredits(text: string): bigint | null {
  const micro = parseDecimal(text, MICRO_DIGITS);
  return micro === null || micro > MAX_MICRO || micro < -MAX_MICRO ? null : micro;
}

/**
 * 1e-9 minor units of the price of one credit, typed in the currency itself: '0.0125' in 'eur' is one and a quarter
 * cents. Not negative. null: no amount.
 */
export function parseUnitPrice(text: string, currency: string): bigint | null {
  const nano = parseDecimal(text, NANO_DIGITS + minorUnitDigits(currency));
  return nano === null || nano < 0n || nano > MAX_MICRO ? null : nano;
}

/** Whole days: null: empty, which means no end; undefined: no number of days. */
export function parseDays(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return /^[1-9]\d{0,4}$/.test(trimmed) ? Number(trimmed) : undefined;
}

/** Minor units of a typed amount of money; more than zero. null: no amount. */
export function parseMoney(text: string, currency: string): bigint | null {
  const minor = parseDecimal(text, minorUnitDigits(currency));
  return minor === null || minor <= 0n || minor > MAX_MICRO ? null : minor;
}

/** Exact decimal text, for a form's field: `12.5`. */
export const creditsText = formatAmount;
