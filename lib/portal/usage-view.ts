import type { UsageBucket, UsageGrouping, UsageInterval, UsageReport } from '../ledger/types';
import { formatCount, formatCredits, formatLocalDate, plural } from './format';
import { isKind, kindLabel } from './labels';

/** As many as there are colours that can be told apart. */
export const MAX_SERIES = 8;
const OTHER = '\u0000other';

export interface UsageSeries {
  key: string;
  label: string;
  totalText: string;
  /** Of the range's total, 0 to 100; for a bar beside the figure. */
  sharePercent: number;
}

export interface UsageColumn {
  key: string;
  tick: string;
  label: string;
  isPartial: boolean;
  values: number[];
  valueTexts: string[];
  totalText: string;
  countText: string;
}

/** A chart and its table twin: the same figures, as numbers to draw and as exact text. */
export interface UsageView {
  series: UsageSeries[];
  columns: UsageColumn[];
  totalText: string;
  countText: string;
  isEmpty: boolean;
  summary: string;
}

export interface UsageNames {
  members: Map<string, string>;
  keys: Map<string, string>;
}

const MICRO = 1_000_000;

/** What a group is called; '' is the group of what has none. */
export function groupLabel(groupBy: UsageGrouping, key: string, names: UsageNames): string {
  switch (groupBy) {
    case 'none':
      return 'Used';
    case 'feature':
      return key || 'No feature';
    case 'member':
      return key ? (names.members.get(key) ?? 'Unknown member') : 'No member';
    case 'key':
      return key ? (names.keys.get(key) ?? 'Unknown key') : 'No key';
    case 'kind':
      return isKind(key) ? kindLabel('en', key) : key || 'Other';
  }
}

function tickOf(bucket: UsageBucket, interval: UsageInterval): { tick: string; label: string } {
  switch (interval) {
    case 'day':
      return { tick: formatLocalDate(bucket.date, 'tick'), label: formatLocalDate(bucket.date, 'long') };
    case 'week':
      return {
        tick: formatLocalDate(bucket.date, 'tick'),
        label: `Week of ${formatLocalDate(bucket.date, 'short')}`,
      };
    case 'month':
      return {
        tick: formatLocalDate(bucket.date, 'month').replace(/^(\w{3})\w* /, '$1 '),
        label: formatLocalDate(bucket.date, 'month'),
      };
  }
}

/** Splits the groups into those shown and those summed up as "other". One group too many is not worth an "other". */
function foldGroups(report: UsageReport): { shown: string[]; folded: string[] } {
  const keys = report.groups.map(({ key }) => key);
  return keys.length <= MAX_SERIES ? { shown: keys, folded: [] } : splitAt(keys, MAX_SERIES);
}

const splitAt = (keys: string[], at: number) => ({ shown: keys.slice(0, at), folded: keys.slice(at) });

const sumOf = (bucket: UsageBucket, keys: string[]): bigint =>
  keys.reduce((sum, key) => sum + (bucket.groups[key]?.amountMicro ?? 0n), 0n);

/** Shapes a report for the screen. `now` decides what is not over yet. */
export function toUsageView(report: UsageReport, groupBy: UsageGrouping, names: UsageNames, now: Date): UsageView {
  const { shown, folded } = foldGroups(report);
  const lanes = groupBy === 'none' ? [{ key: '', keys: shown }] : shown.map((key) => ({ key, keys: [key] }));
  if (groupBy !== 'none' && folded.length > 0) lanes.push({ key: OTHER, keys: folded });
  const amountOf = (bucket: UsageBucket, lane: { keys: string[] }) =>
    groupBy === 'none' ? bucket.totalMicro : sumOf(bucket, lane.keys);

  const columns = report.buckets.map((bucket): UsageColumn => {
    const amounts = lanes.map((lane) => amountOf(bucket, lane));
    return {
      key: bucket.date,
      ...tickOf(bucket, report.interval),
      isPartial: bucket.startAt <= now && now < bucket.endAt,
      values: amounts.map((amount) => Number(amount) / MICRO),
      valueTexts: amounts.map(formatCredits),
      totalText: formatCredits(bucket.totalMicro),
      countText: formatCount(bucket.count),
    };
  });
  const series = lanes.map((lane): UsageSeries => {
    const total = report.buckets.reduce((sum, bucket) => sum + amountOf(bucket, lane), 0n);
    return {
      key: lane.key,
      label: lane.key === OTHER ? plural(folded.length, 'other') : groupLabel(groupBy, lane.key, names),
      totalText: formatCredits(total),
      sharePercent: report.totalMicro > 0n ? Number((total * 1000n) / report.totalMicro) / 10 : 0,
    };
  });
  return {
    series,
    columns,
    totalText: formatCredits(report.totalMicro),
    countText: formatCount(report.count),
    isEmpty: report.count === 0n,
    summary: summarise(report, columns),
  };
}

function summarise(report: UsageReport, columns: UsageColumn[]): string {
  if (report.count === 0n) return 'Nothing was used in this time.';
  let peak = 0;
  report.buckets.forEach((bucket, index) => {
    if (bucket.totalMicro > (report.buckets[peak]?.totalMicro ?? 0n)) peak = index;
  });
  const total = `${formatCredits(report.totalMicro)} credits in ${plural(report.buckets.length, report.interval)}.`;
  const high = columns[peak];
  return high ? `${total} Most: ${high.totalText} (${high.label}).` : total;
}

export const isOtherSeries = (key: string): boolean => key === OTHER;
