/**
 * Reads an amount of money as people type it, in either convention: '1,000.50', '1.000,50', '1000', '$ 25'. Used by the
 * form while typing and by the server again. `decimal` is the sign that the reader writes before cents: '1.000' is then
 * a thousand in German, and no amount in English. Returns minor units (`digits` decimals), or null for what is no
 * amount.
 */
export function parseAmount(text: string, digits: number, decimal?: '.' | ','): bigint | null {
  const plain = text.replace(/[\s\u00a0'\u2019_]/g, '').replace(/^\p{Sc}|\p{Sc}$/gu, '');
  if (!/^\d[\d.,]*$/.test(plain)) return null;
  const at = decimalAt(plain, digits, decimal);
  const whole = at === -1 ? plain : plain.slice(0, at);
  const fraction = at === -1 ? '' : plain.slice(at + 1);
  if (!isGrouped(whole) || fraction.length > digits || whole.length > 20) return null;
  return BigInt(whole.replace(/[.,]/g, '') + fraction.padEnd(digits, '0'));
}

/** Where the decimal sign stands, or -1. Three digits after a lone sign are thousands, unless the currency has three. */
function decimalAt(plain: string, digits: number, decimal: '.' | ',' | undefined): number {
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  if (last === -1) return -1;
  const sign = plain[last] ?? '';
  const after = plain.length - last - 1;
  const isLone = plain.indexOf(sign) === last;
  if (!isLone) return -1;
  const hasOtherSign = /[.,]/.test(plain.slice(0, last));
  return after === 3 && digits !== 3 && !hasOtherSign && sign !== decimal ? -1 : last;
}

/** '1234' or '1,234,567': groups of three, with one and the same sign. Nobody groups '0.125'. */
const isGrouped = (whole: string): boolean => /^\d+$|^[1-9]\d{0,2}(,\d{3})+$|^[1-9]\d{0,2}(\.\d{3})+$/.test(whole);
