/**
 * Days of an IANA zone as instants. A day is local midnight to local midnight: 23 to 25 hours, found from the zone and
 * never by adding 24 h. Where a clock change skips midnight, or shows it twice, the day begins with its first instant.
 */
import { tzOffset } from '@date-fns/tz';
import { AppError } from '@/lib/errors';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const DATE_FORM = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A calendar date as days since 1970-01-01, so that dates count without any zone. */
export type DayNumber = number;

const invalid = (field: string, message: string) =>
  new AppError('validation_failed', { detail: `${field} ${message}.`, fields: [{ path: [field], message }] });

/** Errors: validation_failed, when it is not a date of the calendar in the form YYYY-MM-DD. */
export function parseDate(text: string, field: string): DayNumber {
  const match = DATE_FORM.exec(text);
  const at = match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : Number.NaN;
  if (!match || Number.isNaN(at) || formatDate(at / DAY_MS) !== text) throw invalid(field, 'must be a date YYYY-MM-DD');
  return at / DAY_MS;
}

export const formatDate = (day: DayNumber): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** Errors: validation_failed, when the runtime knows no such zone. */
export function checkTimeZone(timeZone: string, field = 'timeZone'): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    throw invalid(field, 'must be an IANA time zone such as Europe/Berlin');
  }
}

/** Milliseconds that local clocks of the zone are ahead of UTC at an instant. */
const offsetMs = (timeZone: string, at: number): number => tzOffset(timeZone, new Date(at)) * MINUTE_MS;

/** The local date at an instant. */
export const dayOf = (timeZone: string, at: Date): DayNumber =>
  Math.floor((at.getTime() + offsetMs(timeZone, at.getTime())) / DAY_MS);

/** The first instant of a local date. */
export function startOfDay(timeZone: string, day: DayNumber): Date {
  const midnight = day * DAY_MS;
  // Offsets before and after whatever change lies near: each gives a candidate for midnight.
  const candidates = [offsetMs(timeZone, midnight - DAY_MS), offsetMs(timeZone, midnight + DAY_MS)].map(
    (offset) => midnight - offset,
  );
  const shown = candidates.filter((at) => at + offsetMs(timeZone, at) === midnight);
  if (shown.length > 0) return new Date(Math.min(...shown));
  return new Date(changeBetween(timeZone, Math.min(...candidates) - 1, Math.max(...candidates)));
}

/** Midnight was skipped: the instant of the change that skipped it, between two instants with different offsets. */
function changeBetween(timeZone: string, from: number, to: number): number {
  const before = offsetMs(timeZone, from);
  let low = from;
  let high = to;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(timeZone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

const THURSDAY_TO_MONDAY = 3; // 1970-01-01 was a Thursday

/** The first day of the week (Monday) or month that a day lies in. */
export function startOfInterval(interval: 'day' | 'week' | 'month', day: DayNumber): DayNumber {
  if (interval === 'day') return day;
  if (interval === 'week') return day - ((((day + THURSDAY_TO_MONDAY) % 7) + 7) % 7);
  const date = new Date(day * DAY_MS);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / DAY_MS;
}

/** The first day after the week or month that begins with `start`. */
export function endOfInterval(interval: 'day' | 'week' | 'month', start: DayNumber): DayNumber {
  if (interval === 'day') return start + 1;
  if (interval === 'week') return start + 7;
  const date = new Date(start * DAY_MS);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / DAY_MS;
}
