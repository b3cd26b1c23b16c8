import { type AnyLocale, INTL_TAGS } from '../i18n/locales';
import { parseAmount } from './parse-amount';

const MAX_MICRO = 9_223_372_036_854_775_807n;

/**
 * Reads credits as people type them, with a sign and up to six decimals: '-12.5', '−1,000', '1.000,25'. '1.234' is read
 * by the reader's language. Returns micro-credits, or null for what is no amount or does not fit.
 */
export function parseCredits(text: string, locale: AnyLocale): bigint | null {
  const plain = text.replace(/[\s\u00a0\u202f'\u2019_]/g, '').replace(/^[\u2212\u2013]/, '-');
  const [, sign = '', size = ''] = /^([+-]?)(.*)$/s.exec(plain) ?? [];
  const decimalSign = INTL_TAGS[locale].numbers.startsWith('de') ? ',' : '.';
  const isDecimal = /^\d+([.,])\d{3}$/.exec(size)?.[1] === decimalSign;
  const micro = parseAmount(isDecimal ? `${size}0` : size, 6);
  if (micro === null || micro > MAX_MICRO) return null;
  return sign === '-' ? -micro : micro;
}

/** The same amount as plain text that every language reads alike: '-12.5', '1000', '1.2340'. */
export function creditsToParam(micro: bigint): string {
  const size = micro < 0n ? -micro : micro;
  const fraction = (size % 1_000_000n).toString().padStart(6, '0').replace(/0+$/, '');
  const text = `${size / 1_000_000n}${fraction ? `.${fraction.length === 3 ? `${fraction}0` : fraction}` : ''}`;
  return micro < 0n ? `-${text}` : text;
}
