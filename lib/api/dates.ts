import { startOfDay as beginOfDay, parseDate as dayNumber, dayOf, formatDate } from '../ledger/read/local-days';

/**
 * Times at the wire: RFC 3339 instants with an offset, in; UTC with milliseconds, out. Dates are YYYY-MM-DD and mean a
 * whole day in a zone that is known from elsewhere.
 */
const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:([Zz])|([+-])([01]\d|2[0-3]):([0-5]\d))$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Outside these years something is wrong with the caller's clock or unit. */
const YEAR_MIN = 1970;
const YEAR_MAX = 9999;
const FIRST_MS = Date.UTC(YEAR_MIN, 0, 1);
const LAST_MS = Date.UTC(YEAR_MAX + 1, 0, 1) - 1;

/** The instant, cut to milliseconds; undefined for anything else, days that do not exist included. */
export function parseInstant(text: string): Date | undefined {
  const match = INSTANT.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', , sign, offsetHours = '0', offsetMinutes = '0'] =
    match;
  if (!isCalendarDay(Number(year), Number(month), Number(day))) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const utc = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(fraction.padEnd(3, '0').slice(0, 3)),
  );
  const offsetMs = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  const at = new Date(sign === '-' ? utc + offsetMs : utc - offsetMs);
  const yearUtc = at.getUTCFullYear(); // an offset may carry it out of the years that ISO texts have
  return yearUtc >= YEAR_MIN && yearUtc <= YEAR_MAX ? at : undefined;
}

/**
 * An instant that bounds a search: one outside of the years that are kept, such as the first or last that a language knows,
 * bounds nothing and is as good as the outermost that is.
 */
export function parseBound(text: string): Date | undefined {
  const at = parseInstant(text);
  if (at) return at;
  const year = Number(text.slice(0, 4));
  // The calendar repeats every 400 years: a year in the middle tells whether there is such a time at all.
  if (!parseInstant(`${2000 + (year % 400)}${text.slice(4)}`)) return undefined;
  return new Date(year > YEAR_MIN ? LAST_MS : FIRST_MS);
}

/** A calendar date, as it was written; undefined when there is no such day. */
export function parseDate(text: string): string | undefined {
  const match = DATE.exec(text);
  if (!match) return undefined;
  return isCalendarDay(Number(match[1]), Number(match[2]), Number(match[3])) ? text : undefined;
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** In a zone, the outermost days reach beyond the years that are kept: those begin and end with them. */
const withinYears = (ms: number): Date => new Date(Math.min(Math.max(ms, FIRST_MS), LAST_MS));

/** The first instant of a local day, as the ledger's own days begin. */
export const startOfDay = (date: string, timeZone: string): Date =>
  withinYears(beginOfDay(timeZone, dayNumber(date, 'date')).getTime());

/**
 * The first instant after a local day: what "until this date" means as an exclusive end. 9999-12-31, which many write for
 * "never", ends with the last millisecond there is.
 */
export const endOfDay = (date: string, timeZone: string): Date =>
  withinYears(beginOfDay(timeZone, dayNumber(date, 'date') + 1).getTime());

/** The day an instant falls on in a zone, YYYY-MM-DD. */
export const localDateOf = (at: Date, timeZone: string): string => formatDate(dayOf(timeZone, at));

/** Whether the runtime knows the IANA zone. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const formatInstant = (at: Date): string => at.toISOString();
