import { parseAmount } from '@/lib/portal/parse-amount';
import type { OwnAmountChoice } from '@/lib/portal/top-up';

const SCALE = 1_000_000n * 1_000_000_000n;
const MICRO = 1_000_000n;
/** Fee rates are thousandths of a percent. */
const WHOLE = 100_000n;

/** What will be paid and got. */
export interface Total {
  credits: string;
  bonus: string | null;
  totalCredits: string;
  price: string;
  fee: string | null;
  total: string;
  validity: string;
}

export interface OwnAmountTexts {
  notAmount: string;
  tooSmall: string;
  tooLarge: string;
  tooFine: string;
}

/** Exact decimal text of a scaled integer, for the runtime's formatter. */
function decimalText(amount: bigint, digits: number): Intl.StringNumericLiteral {
  const padded = amount.toString().padStart(digits + 1, '0');
  const cut = padded.length - digits;
  return (digits === 0 ? padded : `${padded.slice(0, cut)}.${padded.slice(cut)}`) as Intl.StringNumericLiteral;
}

/** What a typed amount buys, as the server will compute it again: credits rounded down, the fee rounded up. */
export function ownAmountQuote(
  typed: string,
  own: OwnAmountChoice,
  texts: OwnAmountTexts,
): { total: Total | null; error?: string } {
  const minor = parseAmount(typed, own.digits, own.decimal);
  if (minor === null) return { total: null, error: texts.notAmount };
  if (minor < BigInt(own.minMinor)) return { total: null, error: texts.tooSmall };
  if (minor > BigInt(own.maxMinor)) return { total: null, error: texts.tooLarge };
  const step = BigInt(own.stepMinor);
  if (minor % step !== 0n) return { total: null, error: texts.tooFine };
  const money = (amount: bigint) =>
    new Intl.NumberFormat(own.tag, {
      style: 'currency',
      currency: own.currency,
      minimumFractionDigits: own.digits,
      maximumFractionDigits: own.digits,
    }).format(decimalText(amount, own.digits));
  const micro = (minor * SCALE) / BigInt(own.unitCostNano);
  const credits = new Intl.NumberFormat(own.tag, {
    minimumFractionDigits: micro % MICRO === 0n ? 0 : 2,
    maximumFractionDigits: 6,
  }).format(decimalText(micro, 6));
  const whole = WHOLE * step;
  const fee = ((minor * BigInt(own.feeRate) + whole - 1n) / whole) * step;
  return {
    total: {
      credits,
      bonus: null,
      totalCredits: credits,
      price: money(minor),
      fee: fee > 0n ? money(fee) : null,
      total: money(minor + fee),
      validity: own.validity,
    },
  };
}
