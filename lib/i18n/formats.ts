import { minorUnitDigits } from '../currency';
import { type AnyLocale, DEFAULT_LOCALE, INTL_TAGS } from './locales';
import { translator } from './translator';

const MICRO = 1_000_000n;
/** Unit costs are kept in 1e-9 minor units. */
const NANO_DIGITS = 9;
const MINUS = '\u2212';

type DayStyle = 'tick' | 'short' | 'weekday' | 'long' | 'month' | 'monthTick';

const DAY_STYLES: Record<DayStyle, Intl.DateTimeFormatOptions> = {
  tick: { day: 'numeric', month: 'short' },
  short: { day: 'numeric', month: 'short', year: 'numeric' },
  weekday: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  monthTick: { month: 'short', year: 'numeric' },
};

/** Noon never moves to a neighbouring day. */
const asUtcNoon = (localDate: string): Date => new Date(`${localDate}T12:00:00Z`);

/** Exact decimal text of minor units, for machines and forms: 1050n in 'usd' is '10.50'. */
export function minorToDecimal(minor: bigint, currency: string): string {
  const digits = minorUnitDigits(currency);
  const size = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  const text = digits === 0 ? size : `${size.slice(0, -digits)}.${size.slice(-digits)}`;
  return minor < 0n ? `-${text}` : text;
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

function makeFormats(locale: AnyLocale) {
  const { numbers, dates } = INTL_TAGS[locale];
  const wholeNumber = new Intl.NumberFormat(numbers, { maximumFractionDigits: 0 });
  const decimalSign = new Intl.NumberFormat(numbers).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value;
  const compactNumber = new Intl.NumberFormat(numbers, { notation: 'compact', maximumFractionDigits: 2 });
  // Making a formatter costs far more than using it, and a page of history uses hundreds.
  const dateFormats = new Map<string, Intl.DateTimeFormat>();
  const dateFormat = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
    const key = JSON.stringify(options);
    const known = dateFormats.get(key);
    if (known) return known;
    const made = new Intl.DateTimeFormat(dates, options);
    if (dateFormats.size < 200) dateFormats.set(key, made);
    return made;
  };

  /** The parts of an amount, for type in two sizes: '-12,450' and '.25' (or ''). */
  const creditParts = (micro: bigint): { whole: string; fraction: string } => {
    const size = micro < 0n ? -micro : micro;
    const digits = (size % MICRO).toString().padStart(6, '0').replace(/0+$/, '');
    return {
      whole: `${micro < 0n ? MINUS : ''}${wholeNumber.format(size / MICRO)}`,
      // One decimal alone looks like a slip in a column of money.
      fraction: digits === '' ? '' : `${decimalSign}${digits.padEnd(2, '0')}`,
    };
  };
  const credits = (micro: bigint): string => {
    const { whole, fraction } = creditParts(micro);
    return whole + fraction;
  };
  const money = (minor: bigint, currency: string): string => {
    const usual = new Intl.NumberFormat(numbers, { style: 'currency', currency });
    const digits = minorUnitDigits(currency);
    const format = new Intl.NumberFormat(numbers, {
      style: 'currency',
      currency,
      minimumFractionDigits: Math.min(digits, usual.resolvedOptions().minimumFractionDigits ?? digits),
      maximumFractionDigits: digits,
    });
    return format.format(minorToDecimal(minor, currency) as Intl.StringNumericLiteral);
  };
  const unitPrice = (nano: bigint, currency: string): string => {
    const digits = NANO_DIGITS + minorUnitDigits(currency);
    const format = new Intl.NumberFormat(numbers, { style: 'currency', currency, maximumFractionDigits: digits });
    return format.format(`${nano}E-${digits}` as Intl.StringNumericLiteral);
  };
  const relative = (at: Date, now: Date): string => {
    const format = new Intl.RelativeTimeFormat(numbers, { numeric: 'auto' });
    const minutes = Math.round((at.getTime() - now.getTime()) / 60_000);
    if (Math.abs(minutes) < 1) return translator(locale, 'common')('justNow');
    if (Math.abs(minutes) < 60) return format.format(minutes, 'minute');
    const hours = Math.round(minutes / 60);
    if (Math.abs(hours) < 24) return format.format(hours, 'hour');
    return format.format(Math.round(hours / 24), 'day');
  };
  const zone = (timeZone: string, now: Date): string => {
    const offset = dateFormat({ timeZone, timeZoneName: 'shortOffset' })
      .formatToParts(now)
      .find((part) => part.type === 'timeZoneName')?.value;
    return offset && offset !== timeZone ? `${timeZone.replaceAll('_', ' ')} (${offset})` : timeZone;
  };
  return {
    creditParts,
    /** Exact credits: '12,450.25'. */
    credits,
    /** With its sign, for changes: '+500', '−12.50', '0'. */
    signedCredits: (micro: bigint): string => (micro > 0n ? `+${credits(micro)}` : credits(micro)),
    /** Rounded to three figures at least, whole from 100 on: for averages and forecasts. */
    estimate: (value: number): string =>
      new Intl.NumberFormat(
        numbers,
        Math.abs(value) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 },
      ).format(value),
    /** For axes: '0', '250', '1.5K', '2M'. */
    compact: (value: number): string => compactNumber.format(value),
    count: (count: bigint | number): string => wholeNumber.format(count),
    /** Money of minor units: '$1,050.00'. */
    money,
    /** The exact price of one credit, from 1e-9 minor units: '$0.0125'. */
    unitPrice,
    /** '21 Nov 2026' in the given zone. */
    date: (at: Date, timeZone: string): string => dateFormat({ dateStyle: 'medium', timeZone }).format(at),
    /** '21 Nov 2026, 14:03' in the given zone. */
    dateTime: (at: Date, timeZone: string): string =>
      dateFormat({ dateStyle: 'medium', timeStyle: 'short', timeZone }).format(at),
    /** '21 Nov 2026, 14:03:27 CET', for the one place where seconds matter. */
    instant: (at: Date, timeZone: string): string =>
      dateFormat({
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        timeZoneName: 'short',
        timeZone,
      }).format(at),
    /** A local date (YYYY-MM-DD), which has no zone of its own. */
    localDate: (localDate: string, style: DayStyle = 'short'): string =>
      dateFormat({ ...DAY_STYLES[style], timeZone: 'UTC' }).format(asUtcNoon(localDate)),
    /** 'in 12 days', 'tomorrow', '3 hours ago'. */
    relative,
    /** 'Europe/Berlin (GMT+1)': the zone that days are counted in, as it stands at `now`. */
    zone,
    /** 'a, b and c'. */
    list: (items: string[]): string => new Intl.ListFormat(numbers, { type: 'conjunction' }).format(items),
  };
}

export type Formats = ReturnType<typeof makeFormats>;

const made = new Map<AnyLocale, Formats>();

/**
 * Numbers, money and dates as people of a language read them. Balances and amounts are exact, never rounded, so that
 * two screens cannot differ; only `estimate` and `compact` round, and their places say "about".
 */
export function formats(locale: AnyLocale = DEFAULT_LOCALE): Formats {
  let found = made.get(locale);
  if (!found) {
    found = makeFormats(locale);
    made.set(locale, found);
  }
  return found;
}
