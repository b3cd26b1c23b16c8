/** When a rule fires and when it is armed again: pure. */

/** A fired rule is armed again this far above its threshold, so that a balance at the line is told of once. */
const REARM_PERCENT = 110n;
/** The same for days of runway, which move by themselves. */
const REARM_DAYS_FACTOR = 1.2;

export type Move = 'fire' | 'rearm' | null;

interface Standing {
  availableMicro: bigint;
  thresholdMicro: bigint;
  isFired: boolean;
}

/** For a balance. Below is less than; at the threshold nothing happens. */
export function decideBalance({ availableMicro, thresholdMicro, isFired }: Standing): Move {
  if (!isFired) return availableMicro < thresholdMicro ? 'fire' : null;
  return availableMicro * 100n >= thresholdMicro * REARM_PERCENT ? 'rearm' : null;
}

/** For days left; null: nothing is used, so it lasts for ever. */
export function decideRunway(daysLeft: number | null, thresholdDays: number, isFired: boolean): Move {
  const left = daysLeft ?? Number.POSITIVE_INFINITY;
  if (!isFired) return left < thresholdDays ? 'fire' : null;
  return left >= thresholdDays * REARM_DAYS_FACTOR ? 'rearm' : null;
}

/** A share of the last top-up, rounded down to a micro-credit. */
export const shareOf = (sizeMicro: bigint, percent: number): bigint => (sizeMicro * BigInt(percent)) / 100n;
