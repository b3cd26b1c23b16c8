/** The period of a budget that an instant lies in, as epoch milliseconds. */
import { periodOf } from '../read/budgets';
import type { BudgetPeriod } from '../types';

export interface Period {
  start: number;
  /** Exclusive. */
  end: number;
}

const newest = new Map<string, Period>();

/** In the workspace's zone. A lifetime begins at the Unix epoch and has no end. */
export function periodAt(period: BudgetPeriod, at: number, timeZone: string): Period {
  const key = `${period} ${timeZone}`;
  const known = newest.get(key);
  if (known && at >= known.start && at < known.end) return known;
  const edges = periodOf(period, timeZone, new Date(at));
  const found = edges
    ? { start: edges.start.getTime(), end: edges.end.getTime() }
    : { start: 0, end: Number.POSITIVE_INFINITY };
  newest.set(key, found);
  return found;
}
