import { formats } from '../i18n/formats';
import { type AnyLocale, DEFAULT_LOCALE } from '../i18n/locales';
import type { GrantView } from '../ledger/types';

/** remaining (micro-credits) × unit cost (1e-9 minor units per credit) ÷ this = minor units. */
const SCALE = 1_000_000n * 1_000_000_000n;

/**
 * What is left of paid grants, at the price that was paid for it, rounded down per grant: '$120.00', or several
 * currencies joined. null when nothing that is left was paid for.
 */
export function cashValue(
  grants: Pick<GrantView, 'remainingMicro' | 'unitCostNano' | 'currency'>[],
  locale: AnyLocale = DEFAULT_LOCALE,
): string | null {
  const sums = new Map<string, bigint>();
  for (const { remainingMicro, unitCostNano, currency } of grants) {
    if (!currency || unitCostNano === 0n) continue;
    sums.set(currency, (sums.get(currency) ?? 0n) + (remainingMicro * unitCostNano) / SCALE);
  }
  const paid = [...sums].filter(([, minor]) => minor > 0n);
  return paid.length === 0 ? null : paid.map(([currency, minor]) => formats(locale).money(minor, currency)).join(' + ');
}
