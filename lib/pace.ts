import type { UsageReport } from './ledger/types';

/** Full days whose average is "the present pace". */
export const PACE_DAYS = 7;
const DAY_MS = 86_400_000;
/** A day that has just begun says little: what was used in it is spread over an hour at least. */
const LEAST_ELAPSED_DAYS = 1 / 24;

/** How fast a wallet is used, and what that rests on. */
export interface Pace {
  microPerDay: number;
  /** Full days it is the mean of; 0: today alone, while there is no full day with usage. */
  fullDays: number;
}

/** The present pace by a report by day that ends today; null: nothing was used. An estimate, so a float. */
export function paceOf(report: UsageReport | null, now: Date): Pace | null {
  if (!report) return null;
  const full = report.buckets.filter((bucket) => bucket.endAt <= now).slice(-PACE_DAYS);
  const usedMicro = full.reduce((sum, bucket) => sum + bucket.totalMicro, 0n);
  if (usedMicro > 0n) return { microPerDay: Number(usedMicro) / full.length, fullDays: full.length };
  const today = report.buckets.find((bucket) => bucket.startAt <= now && now < bucket.endAt);
  if (!today || today.totalMicro <= 0n) return null;
  const elapsed = Math.max(LEAST_ELAPSED_DAYS, (now.getTime() - today.startAt.getTime()) / DAY_MS);
  return { microPerDay: Number(today.totalMicro) / elapsed, fullDays: 0 };
}

/** Days that this much lasts at that pace; null: for ever. */
export const daysLeft = (availableMicro: bigint, pace: Pace | null): number | null =>
  pace && Math.max(0, Number(availableMicro)) / pace.microPerDay;
