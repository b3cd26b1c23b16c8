import { formats } from '../i18n/formats';
import { type AnyLocale, DEFAULT_LOCALE } from '../i18n/locales';
import { translator } from '../i18n/translator';
import type { UsageReport } from '../ledger/types';
import { daysLeft, PACE_DAYS, paceOf } from '../pace';

const FAR_DAYS = 365;
/** From here on it is time to top up. */
const SHORT_DAYS = 3;
const MICRO = 1_000_000;

export interface Runway {
  /** 'Lasts about 23 days', 'Lasts more than a year', 'Used up', 'Nothing is free now'; null: nothing to go by. */
  text: string | null;
  /** What the figure is made from, in words. */
  basis: string;
  /** Fewer than three days, or nothing at all. */
  isShort: boolean;
}

/**
 * How long the credits last at the present pace: the mean of the last full days, or of today alone while there is no
 * full day with usage. `report` is by day and ends today. An estimate, so it is rounded and says what it rests on.
 * `isSetAside`: credits are there that are on hold or frozen, so that a wallet of which nothing is free is not used up.
 */
export function estimateRunway(
  availableMicro: bigint,
  report: UsageReport | null,
  now: Date,
  { locale = DEFAULT_LOCALE, isSetAside = false }: { locale?: AnyLocale; isSetAside?: boolean } = {},
): Runway {
  const t = translator(locale, 'overview');
  if (!report) return { text: null, basis: t('pace.basisNever'), isShort: false };
  const pace = paceOf(report, now);
  const days = daysLeft(availableMicro, pace);
  if (!pace || days === null) {
    return { text: null, basis: t('pace.basisNothing', { days: PACE_DAYS }), isShort: false };
  }
  const perDay = formats(locale).estimate(pace.microPerDay / MICRO);
  const basis =
    pace.fullDays > 0 ? t('pace.basisDays', { perDay, days: pace.fullDays }) : t('pace.basisToday', { perDay });
  return {
    text: days <= 0 && isSetAside ? t('pace.nothingFree') : describeDays(days, locale),
    basis,
    isShort: days < SHORT_DAYS,
  };
}

function describeDays(days: number, locale: AnyLocale): string {
  const t = translator(locale, 'overview');
  if (days <= 0) return t('pace.usedUp');
  if (days < 1) return t('pace.lastsLessThanDay');
  if (days >= FAR_DAYS) return t('pace.lastsMoreThanYear');
  return t('pace.lasts', { days: Math.floor(days) });
}
