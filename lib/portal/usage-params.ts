import type { UsageGrouping, UsageInterval } from '../ledger/types';
import { addDays } from './format';
import { one, oneDate, oneId, oneOf, type SearchParams } from './query';

/** Days of a daily chart at most; longer ranges are shown by week or month. */
export const MAX_DAYS = 400;
const MAX_RANGE_DAYS = 366 * 5;

const INTERVALS = ['day', 'week', 'month'] as const satisfies readonly UsageInterval[];
const GROUPINGS = ['none', 'feature', 'member', 'key', 'kind'] as const satisfies readonly UsageGrouping[];
const PRESETS = ['7d', '30d', '90d', 'month', 'last-month', '12m'] as const;

export type Preset = (typeof PRESETS)[number];

export const PRESET_LABELS: Record<Preset, string> = {
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  month: 'This month',
  'last-month': 'Last month',
  '12m': '12 months',
};

export interface UsageParams {
  interval: UsageInterval;
  groupBy: UsageGrouping;
  /** null: dates of the reader's own. */
  preset: Preset | null;
  /** Local dates, both inclusive. */
  fromDate: string;
  toDate: string;
  memberId?: string;
  apiKeyId?: string;
  feature?: string;
}

const firstOfMonth = (localDate: string): string => `${localDate.slice(0, 7)}-01`;

/** A preset's dates, as seen on the local date `today`. */
export function presetRange(preset: Preset, today: string): { fromDate: string; toDate: string } {
  switch (preset) {
    case '7d':
      return { fromDate: addDays(today, -6), toDate: today };
    case '30d':
      return { fromDate: addDays(today, -29), toDate: today };
    case '90d':
      return { fromDate: addDays(today, -89), toDate: today };
    case 'month':
      return { fromDate: firstOfMonth(today), toDate: today };
    case 'last-month': {
      const last = addDays(firstOfMonth(today), -1);
      return { fromDate: firstOfMonth(last), toDate: last };
    }
    case '12m': {
      const [year = 0, month = 1] = today.split('-').map(Number);
      const from = new Date(Date.UTC(year, month - 12, 1, 12));
      return { fromDate: from.toISOString().slice(0, 10), toDate: today };
    }
  }
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

function chooseInterval(asked: UsageInterval | undefined, days: number): UsageInterval {
  const interval = asked ?? (days > 180 ? 'month' : 'day');
  return interval === 'day' && days >= MAX_DAYS ? 'week' : interval;
}

/** The view that an address asks for; unknown values are ignored and dates in the wrong order are swapped. */
export function parseUsageParams(params: SearchParams, today: string): UsageParams {
  const from = oneDate(params, 'from');
  const to = oneDate(params, 'to');
  const isOwn = from !== undefined || to !== undefined;
  const preset = isOwn ? null : (oneOf(params, 'range', PRESETS) ?? '30d');
  const range = preset ? presetRange(preset, today) : ownRange(from, to, today);
  return {
    ...range,
    preset,
    interval: chooseInterval(oneOf(params, 'by', INTERVALS), daysBetween(range.fromDate, range.toDate)),
    groupBy: oneOf(params, 'group', GROUPINGS) ?? 'feature',
    memberId: oneId(params, 'member'),
    apiKeyId: oneId(params, 'key'),
    feature: one(params, 'feature'),
  };
}

function ownRange(from: string | undefined, to: string | undefined, today: string) {
  const end = to ?? (from && from > today ? from : today);
  const start = from ?? addDays(end, -29);
  const [fromDate, toDate] = start <= end ? [start, end] : [end, start];
  const earliest = addDays(toDate, -MAX_RANGE_DAYS);
  const isTooLong = fromDate < earliest;
  return { fromDate: isTooLong ? earliest : fromDate, toDate };
}

/** The parameters of an address that shows this view. */
export function usageQuery(params: UsageParams): Record<string, string | undefined> {
  return {
    range: params.preset && params.preset !== '30d' ? params.preset : undefined,
    from: params.preset ? undefined : params.fromDate,
    to: params.preset ? undefined : params.toDate,
    by: params.interval,
    group: params.groupBy,
    member: params.memberId,
    key: params.apiKeyId,
    feature: params.feature,
  };
}
