import { formatCredits, formatMoney } from '@/lib/portal/format';
import { parseAmount } from '@/lib/portal/parse-amount';
import type { OwnAmountChoice } from '@/lib/portal/top-up';

const SCALE = 1_000_000n * 1_000_000_000n;

interface OwnAmountQuote {
  total: { credits: string; bonus: null; total: string; price: string; validity: string } | null;
  error?: string;
}

/** What a typed amount buys, as the server will compute it again: credits rounded down to one micro-credit. */
export function ownAmountQuote(typed: string, own: OwnAmountChoice): OwnAmountQuote {
  const minor = parseAmount(typed, own.digits);
  if (minor === null) return { total: null, error: 'This is not an amount of money. Type it like 25 or 25.50.' };
  if (minor < BigInt(own.minMinor)) return { total: null, error: `The smallest amount is ${own.min}.` };
  if (minor > BigInt(own.maxMinor)) return { total: null, error: `The largest amount is ${own.max}.` };
  const credits = formatCredits((minor * SCALE) / BigInt(own.unitCostNano));
  return {
    total: { credits, bonus: null, total: credits, price: formatMoney(minor, own.currency), validity: own.validity },
  };
}
