import { addDays } from '../i18n/formats';
import type { UsageGrouping, UsageInterval } from '../ledger/types';
import { one, oneDate, oneId, oneOf, type SearchParams } from './query';
import { oneZone } from './zones';

/** Days of a daily chart at most; longer ranges are shown by week or month. */
export const MAX_DAYS = 400;
const MAX_WEEKLY_DAYS = 2_700;
const MAX_RANGE_DAYS = 7_300;

const INTERVALS = ['day', 'week', 'month'] as const satisfies readonly UsageInterval[];
const GROUPINGS = ['none', 'feature', 'member', 'key', 'kind'] as const satisfies readonly UsageGrouping[];

/** In the order of the screen, each with the key that chooses it; null: none. */
export const PRESET_KEYS = {
  today: 'd',
  '7d': 'w',
  '30d': 't',
  '90d': '3',
  month: 'm',
  'last-month': null,
  quarter: 'q',
  year: 'y',
  '12m': 'l',
  all: 'a',
} as const;

export type Preset = keyof typeof PRESET_KEYS;
export const PRESETS = Object.keys(PRESET_KEYS) as Preset[];

export interface UsageParams {
  interval: UsageInterval;
  groupBy: UsageGrouping;
  /** null: dates of the reader's own. */
  preset: Preset | null;
  /** Local dates, both inclusive. */
  fromDate: string;
  toDate: string;
  /** Beside the period before. */
  isCompared: boolean;
  /** Absent: the workspace's own. */
  timeZone?: string;
  memberId?: string;
  apiKeyId?: string;
  feature?: string;
}

/** What an address is read against. */
export interface UsageReader {
  /** The local date in the shown zone. */
  today: string;
  /** The workspace's. */
  timeZone: string;
  /** Local date of the first usage, for "all time"; default: a year ago. */
  firstDate?: string;
}

export interface DateRange {
  fromDate: string;
  toDate: string;
}

/** A local date some months later or earlier; the 31st becomes the last day of a shorter month. */
export function addMonths(localDate: string, months: number): string {
  const [year = 1970, month = 1, day = 1] = localDate.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0, 12)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay), 12)).toISOString().slice(0, 10);
}

const firstOfMonth = (localDate: string): string => `${localDate.slice(0, 7)}-01`;
const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** A preset's dates, as seen on the local date `today`. */
export function presetRange(preset: Preset, today: string, firstDate = addMonths(today, -12)): DateRange {
  const until = (fromDate: string) => ({ fromDate, toDate: today });
  switch (preset) {
    case 'today':
      return until(today);
    case '7d':
      return until(addDays(today, -6));
    case '30d':
      return until(addDays(today, -29));
    case '90d':
      return until(addDays(today, -89));
    case 'month':
      return until(firstOfMonth(today));
    case 'last-month': {
      const last = addDays(firstOfMonth(today), -1);
      return { fromDate: firstOfMonth(last), toDate: last };
    }
    case 'quarter':
      return until(addMonths(firstOfMonth(today), -((Number(today.slice(5, 7)) - 1) % 3)));
    case 'year':
      return until(`${today.slice(0, 4)}-01-01`);
    case '12m':
      return until(addMonths(firstOfMonth(today), -11));
    case 'all':
      return clampRange({ fromDate: firstDate < today ? firstDate : today, toDate: today });
  }
}

const MONTHS_BACK: Partial<Record<Preset, number>> = { month: 1, 'last-month': 1, quarter: 3, year: 12, '12m': 12 };

/**
 * The period before: of a calendar range the same days of the month, quarter or year before; else as many days, just
 * before. null: everything is shown already.
 */
export function rangeBefore({
  preset,
  fromDate,
  toDate,
}: Pick<UsageParams, 'preset' | keyof DateRange>): DateRange | null {
  if (preset === 'all') return null;
  const months = preset ? MONTHS_BACK[preset] : undefined;
  if (months) return { fromDate: addMonths(fromDate, -months), toDate: addMonths(toDate, -months) };
  const days = daysBetween(fromDate, toDate) + 1;
  return { fromDate: addDays(fromDate, -days), toDate: addDays(toDate, -days) };
}

/** By month from half a year on, unless asked otherwise; never more columns than a chart can show. */
function chooseInterval(asked: UsageInterval | undefined, days: number): UsageInterval {
  const interval = asked ?? (days > 180 ? 'month' : 'day');
  if (interval !== 'month' && days >= MAX_WEEKLY_DAYS) return 'month';
  return interval === 'day' && days >= MAX_DAYS ? 'week' : interval;
}

/** The view that an address asks for; unknown values are ignored and dates in the wrong order are swapped. */
export function parseUsageParams(params: SearchParams, { today, timeZone, firstDate }: UsageReader): UsageParams {
  const from = oneDate(params, 'from');
  const to = oneDate(params, 'to');
  const isOwn = from !== undefined || to !== undefined;
  const preset = isOwn ? null : (oneOf(params, 'range', PRESETS) ?? '30d');
  const range = preset ? presetRange(preset, today, firstDate) : ownRange(from, to, today);
  return {
    ...range,
    preset,
    interval: chooseInterval(oneOf(params, 'by', INTERVALS), daysBetween(range.fromDate, range.toDate)),
    groupBy: oneOf(params, 'group', GROUPINGS) ?? 'feature',
    isCompared: one(params, 'compare') === '1' && preset !== 'all',
    timeZone: oneZone(params, timeZone),
    memberId: oneId(params, 'member'),
    apiKeyId: oneId(params, 'key'),
    feature: one(params, 'feature'),
  };
}

function clampRange({ fromDate, toDate }: DateRange): DateRange {
  const earliest = addDays(toDate, -MAX_RANGE_DAYS);
  return { fromDate: fromDate < earliest ? earliest : fromDate, toDate };
}

function ownRange(from: string | undefined, to: string | undefined, today: string): DateRange {
  const end = to ?? (from && from > today ? from : today);
  const start = from ?? addDays(end, -29);
  const [fromDate, toDate] = start <= end ? [start, end] : [end, start];
  return clampRange({ fromDate, toDate });
}

/** The parameters of an address that shows this view. */
export function usageQuery(params: UsageParams): Record<string, string | undefined> {
  return {
    range: params.preset && params.preset !== '30d' ? params.preset : undefined,
    from: params.preset ? undefined : params.fromDate,
    to: params.preset ? undefined : params.toDate,
    by: params.interval,
    group: params.groupBy,
    compare: params.isCompared ? '1' : undefined,
    member: params.memberId,
    key: params.apiKeyId,
    feature: params.feature,
    tz: params.timeZone,
  };
}
