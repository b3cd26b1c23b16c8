import { formats } from '../i18n/formats';
import { type AnyLocale, DEFAULT_LOCALE } from '../i18n/locales';
import { translator } from '../i18n/translator';
import type { UsageReport } from '../ledger/types';

/** Full days whose average is "the present pace". */
export const PACE_DAYS = 7;
const FAR_DAYS = 365;
const MICRO = 1_000_000;
const DAY_MS = 86_400_000;

export interface Runway {
  /** 'Lasts about 23 days', 'Lasts more than a year', 'Used up'; null: nothing to go by. */
  text: string | null;
  /** What the figure is made from, in words. */
  basis: string;
}

/**
 * How long the credits last at the present pace: the mean of the last full days, or of today alone while there is no
 * full day with usage. `report` is by day and ends today. An estimate, so it is rounded and says what it rests on.
 */
export function estimateRunway(
  availableMicro: bigint,
  report: UsageReport | null,
  now: Date,
  locale: AnyLocale = DEFAULT_LOCALE,
): Runway {
  const t = translator(locale, 'overview');
  if (!report) return { text: null, basis: t('pace.basisNever') };
  const inWords = (creditsPerDay: number) => describeDays(Number(availableMicro) / MICRO / creditsPerDay, locale);
  const perDayText = (creditsPerDay: number) => formats(locale).estimate(creditsPerDay);
  const full = report.buckets.filter((bucket) => bucket.endAt <= now).slice(-PACE_DAYS);
  const usedMicro = full.reduce((sum, bucket) => sum + bucket.totalMicro, 0n);
  if (usedMicro > 0n) {
    const perDay = Number(usedMicro) / MICRO / full.length;
    return {
      text: inWords(perDay),
      basis: t('pace.basisDays', { perDay: perDayText(perDay), days: full.length }),
    };
  }
  const today = report.buckets.find((bucket) => bucket.startAt <= now && now < bucket.endAt);
  if (today && today.totalMicro > 0n) {
    const elapsed = Math.max(1 / 24, (now.getTime() - today.startAt.getTime()) / DAY_MS);
    const perDay = Number(today.totalMicro) / MICRO / elapsed;
    return { text: inWords(perDay), basis: t('pace.basisToday', { perDay: perDayText(perDay) }) };
  }
  return { text: null, basis: t('pace.basisNothing', { days: PACE_DAYS }) };
}

function describeDays(days: number, locale: AnyLocale): string {
  const t = translator(locale, 'overview');
  if (days <= 0) return t('pace.usedUp');
  if (days < 1) return t('pace.lastsLessThanDay');
  if (days >= FAR_DAYS) return t('pace.lastsMoreThanYear');
  return t('pace.lasts', { days: Math.floor(days) });
}
