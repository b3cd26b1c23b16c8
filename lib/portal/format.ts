import { minorUnitDigits } from '../billing/currency';

/**
 * Numbers, money and dates as people read them. Balances and amounts are exact, never rounded, so that two screens
 * cannot differ; only estimates (`formatEstimate`) are rounded, and their places say "about".
 */
const NUMBERS = 'en-US';
const DATES = 'en-GB';

const MICRO = 1_000_000n;
const MINUS = '\u2212';

const whole = new Intl.NumberFormat(NUMBERS, { maximumFractionDigits: 0 });

/** The parts of an amount, for type in two sizes: '-12,450' and '.25' (or ''). */
export function creditParts(micro: bigint): { whole: string; fraction: string } {
  const size = micro < 0n ? -micro : micro;
  const digits = (size % MICRO).toString().padStart(6, '0').replace(/0+$/, '');
  return {
    whole: `${micro < 0n ? MINUS : ''}${whole.format(size / MICRO)}`,
    // One decimal alone looks like a slip in a column of money.
    fraction: digits === '' ? '' : `.${digits.padEnd(2, '0')}`,
  };
}

/** Exact credits: '12,450.25'. */
export function formatCredits(micro: bigint): string {
  const { whole: left, fraction } = creditParts(micro);
  return left + fraction;
}

/** With its sign, for changes: '+500', '−12.50', '0'. */
export function formatSignedCredits(micro: bigint): string {
  return micro > 0n ? `+${formatCredits(micro)}` : formatCredits(micro);
}

/** Rounded to three figures at least, whole from 100 on: for averages and forecasts. */
export function formatEstimate(credits: number): string {
  const digits = Math.abs(credits) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 };
  return new Intl.NumberFormat(NUMBERS, digits).format(credits);
}

/** For axes: '0', '250', '1.5K', '2M'. */
export function formatCompact(credits: number): string {
  return new Intl.NumberFormat(NUMBERS, { notation: 'compact', maximumFractionDigits: 2 }).format(credits);
}

export const formatCount = (count: bigint | number): string => whole.format(count);

/** Exact decimal text of minor units: 1050n in 'usd' is '10.50'. */
export function minorToDecimal(minor: bigint, currency: string): string {
  const digits = minorUnitDigits(currency);
  const size = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  const text = digits === 0 ? size : `${size.slice(0, -digits)}.${size.slice(-digits)}`;
  return minor < 0n ? `-${text}` : text;
}

/** Money of minor units: '$1,050.00'. */
export function formatMoney(minor: bigint, currency: string): string {
  const usual = new Intl.NumberFormat(NUMBERS, { style: 'currency', currency });
  const digits = minorUnitDigits(currency);
  const format = new Intl.NumberFormat(NUMBERS, {
    style: 'currency',
    currency,
    minimumFractionDigits: Math.min(digits, usual.resolvedOptions().minimumFractionDigits ?? digits),
    maximumFractionDigits: digits,
  });
  return format.format(minorToDecimal(minor, currency) as Intl.StringNumericLiteral);
}

/** '21 Nov 2026' in the given zone. */
export function formatDate(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat(DATES, { dateStyle: 'medium', timeZone }).format(at);
}

/** '21 Nov 2026, 14:03' in the given zone. */
export function formatDateTime(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat(DATES, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at);
}

/** '21 Nov 2026, 14:03:27 CET', for the one place where seconds matter. */
export function formatInstant(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat(DATES, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(at);
}

const asUtcNoon = (localDate: string): Date => new Date(`${localDate}T12:00:00Z`);

type DayStyle = 'tick' | 'short' | 'long' | 'month';

const DAY_STYLES: Record<DayStyle, Intl.DateTimeFormatOptions> = {
  tick: { day: 'numeric', month: 'short' },
  short: { day: 'numeric', month: 'short', year: 'numeric' },
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
};

/** A local date (YYYY-MM-DD), which has no zone of its own. */
export function formatLocalDate(localDate: string, style: DayStyle = 'short'): string {
  return new Intl.DateTimeFormat(DATES, { ...DAY_STYLES[style], timeZone: 'UTC' }).format(asUtcNoon(localDate));
}

/** The local date (YYYY-MM-DD) of an instant in a zone. */
export function localDateOf(at: Date, timeZone: string): string {
  // Swedish dates are ISO dates.
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone }).format(at);
}

/** Adds days to a local date; calendar days, whatever hours they have. */
export function addDays(localDate: string, days: number): string {
  const at = asUtcNoon(localDate);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** 'in 12 days', 'tomorrow', '3 hours ago'. */
export function formatRelative(at: Date, now: Date): string {
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const minutes = Math.round((at.getTime() - now.getTime()) / 60_000);
  if (Math.abs(minutes) < 1) return 'just now';
  if (Math.abs(minutes) < 60) return format.format(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  if (Math.abs(hours) < 24) return format.format(hours, 'hour');
  return format.format(Math.round(hours / 24), 'day');
}

/** 'Europe/Berlin (GMT+1)': the zone that days are counted in, as it stands now. */
export function formatZone(timeZone: string, now: Date): string {
  const offset = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'shortOffset' })
    .formatToParts(now)
    .find((part) => part.type === 'timeZoneName')?.value;
  return offset && offset !== timeZone ? `${timeZone.replaceAll('_', ' ')} (${offset})` : timeZone;
}

/** '1 transaction', '2 transactions'. */
export function plural(count: bigint | number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${BigInt(count) === 1n ? one : many}`;
}
