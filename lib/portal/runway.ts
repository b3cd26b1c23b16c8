import type { UsageReport } from '../ledger/types';
import { formatEstimate } from './format';

/** Full days whose average is "the present pace". */
export const PACE_DAYS = 7;
const FAR_DAYS = 365;
const MICRO = 1_000_000;
const DAY_MS = 86_400_000;

export interface Runway {
  /** 'about 23 days', 'more than a year', 'less than a day'; null: nothing to go by. */
  text: string | null;
  /** What the figure is made from, in words. */
  basis: string;
}

/**
 * How long the credits last at the present pace: the mean of the last full days, or of today alone while there is no
 * full day with usage. `report` is by day and ends today. An estimate, so it is rounded and says what it rests on.
 */
export function estimateRunway(availableMicro: bigint, report: UsageReport | null, now: Date): Runway {
  if (!report) return { text: null, basis: 'Nothing was used yet' };
  const full = report.buckets.filter((bucket) => bucket.endAt <= now).slice(-PACE_DAYS);
  const usedMicro = full.reduce((sum, bucket) => sum + bucket.totalMicro, 0n);
  if (usedMicro > 0n) {
    const perDay = Number(usedMicro) / MICRO / full.length;
    return describePace(availableMicro, perDay, `the average of the last ${full.length} full days`);
  }
  const today = report.buckets.find((bucket) => bucket.startAt <= now && now < bucket.endAt);
  if (today && today.totalMicro > 0n) {
    const elapsed = Math.max(1 / 24, (now.getTime() - today.startAt.getTime()) / DAY_MS);
    return describePace(availableMicro, Number(today.totalMicro) / MICRO / elapsed, 'today’s usage so far');
  }
  return { text: null, basis: `Nothing was used in the last ${PACE_DAYS} days` };
}

function describePace(availableMicro: bigint, creditsPerDay: number, basis: string): Runway {
  const days = Math.max(0, Number(availableMicro)) / MICRO / creditsPerDay;
  return { text: describeDays(days), basis: `At about ${formatEstimate(creditsPerDay)} credits a day, ${basis}` };
}

function describeDays(days: number): string {
  if (days === 0) return 'none';
  if (days < 1) return 'less than a day';
  if (days >= FAR_DAYS) return 'more than a year';
  const rounded = Math.floor(days);
  return `about ${rounded} ${rounded === 1 ? 'day' : 'days'}`;
}
