import { type Formats, formats } from '../i18n/formats';
import { type AnyLocale, DEFAULT_LOCALE, INTL_TAGS } from '../i18n/locales';
import { translator } from '../i18n/translator';
import type { UsageBucket, UsageGrouping, UsageInterval, UsageReport } from '../ledger/types';
import { type Lane, lanesOf, type UsageNames } from './usage-lanes';

export interface Comparison {
  amountText: string;
  /** '+12.5 %', 'no change', 'new'. */
  changeText: string;
}

export interface UsageSeries {
  key: string;
  label: string;
  totalText: string;
  totalMicro: bigint;
  /** Of the range's total, 0 to 100; for a bar beside the figure. */
  sharePercent: number;
  before: Comparison | null;
}

export interface UsageColumn {
  /** Local date on which it begins. */
  key: string;
  startAt: Date;
  endAt: Date;
  tick: string;
  label: string;
  /** The same, as short as a table wants it. */
  rowLabel: string;
  isPartial: boolean;
  /** One per series, in credits, to draw. */
  values: number[];
  /** The same, exact. */
  valuesMicro: bigint[];
  valueTexts: string[];
  totalMicro: bigint;
  totalText: string;
  count: bigint;
  countText: string;
  /** The column in the same place of the period before. */
  before: (Comparison & { label: string; value: number; micro: bigint }) | null;
}

/** A chart and its table twin: the same figures, as numbers to draw and as exact text. */
export interface UsageView {
  interval: UsageInterval;
  series: UsageSeries[];
  columns: UsageColumn[];
  totalMicro: bigint;
  totalText: string;
  count: bigint;
  countText: string;
  isEmpty: boolean;
  summary: string;
  before: (Comparison & { micro: bigint }) | null;
}

export interface UsageViewOptions {
  /** Decides what is not over yet. */
  now: Date;
  locale?: AnyLocale;
  /** The period before, with the same grouping and interval. */
  before?: UsageReport | null;
}

const MICRO = 1_000_000;

interface Context {
  f: Formats;
  locale: AnyLocale;
  now: Date;
}

/** How much more or less, in percent of what was before. */
function compare(nowMicro: bigint, beforeMicro: bigint, { f, locale }: Context): Comparison {
  const t = translator(locale, 'usage');
  const amountText = f.credits(beforeMicro);
  if (nowMicro === beforeMicro) return { amountText, changeText: t('compare.same') };
  if (beforeMicro <= 0n) return { amountText, changeText: nowMicro > 0n ? t('compare.new') : '–' };
  const share = Number(nowMicro - beforeMicro) / Number(beforeMicro);
  const percent = new Intl.NumberFormat(INTL_TAGS[locale].numbers, {
    style: 'percent',
    signDisplay: 'exceptZero',
    maximumFractionDigits: Math.abs(share) < 0.1 ? 1 : 0,
  });
  return { amountText, changeText: percent.format(share).replace('-', '\u2212') };
}

type Names = Pick<UsageColumn, 'tick' | 'label' | 'rowLabel'>;

function nameOf(bucket: UsageBucket, interval: UsageInterval, { f, locale }: Context): Names {
  switch (interval) {
    case 'day':
      return {
        tick: f.localDate(bucket.date, 'tick'),
        label: f.localDate(bucket.date, 'long'),
        rowLabel: f.localDate(bucket.date, 'weekday'),
      };
    case 'week': {
      const label = translator(locale, 'usage')('weekOf', { date: f.localDate(bucket.date, 'short') });
      return { tick: f.localDate(bucket.date, 'tick'), label, rowLabel: label };
    }
    case 'month': {
      const label = f.localDate(bucket.date, 'month');
      return { tick: f.localDate(bucket.date, 'monthTick'), label, rowLabel: label };
    }
  }
}

/**
 * The period before, place for place. Where it has more buckets (a leap day, another split into weeks), the last place
 * takes what is left, so that the sum of the rows stays its total.
 */
function pairUp(report: UsageReport, before: UsageReport): { micro: bigint; first: UsageBucket }[] {
  const last = report.buckets.length - 1;
  const pairs: { micro: bigint; first: UsageBucket }[] = [];
  before.buckets.forEach((bucket, index) => {
    const place = pairs[Math.min(index, last)];
    if (place) place.micro += bucket.totalMicro;
    else pairs.push({ micro: bucket.totalMicro, first: bucket });
  });
  return pairs;
}

/** Shapes a report for the screen. */
export function toUsageView(
  report: UsageReport,
  groupBy: UsageGrouping,
  names: UsageNames,
  { now, locale = DEFAULT_LOCALE, before = null }: UsageViewOptions,
): UsageView {
  const context: Context = { f: formats(locale), locale, now };
  const { f } = context;
  const lanes = lanesOf(report, before, { groupBy, names, locale });
  const pairs = before ? pairUp(report, before) : [];
  const columns = report.buckets.map((bucket, index): UsageColumn => {
    const valuesMicro = lanes.map((lane) => lane.amountOf(bucket));
    const pair = pairs[index];
    return {
      key: bucket.date,
      startAt: bucket.startAt,
      endAt: bucket.endAt,
      ...nameOf(bucket, report.interval, context),
      isPartial: bucket.startAt <= now && now < bucket.endAt,
      values: valuesMicro.map((amount) => Number(amount) / MICRO),
      valuesMicro,
      valueTexts: valuesMicro.map(f.credits),
      totalMicro: bucket.totalMicro,
      totalText: f.credits(bucket.totalMicro),
      count: bucket.count,
      countText: f.count(bucket.count),
      before: pair
        ? {
            ...compare(bucket.totalMicro, pair.micro, context),
            label: nameOf(pair.first, report.interval, context).label,
            value: Number(pair.micro) / MICRO,
            micro: pair.micro,
          }
        : null,
    };
  });
  return {
    interval: report.interval,
    series: lanes.map((lane) => toSeries(lane, report, before, context)),
    columns,
    totalMicro: report.totalMicro,
    totalText: f.credits(report.totalMicro),
    count: report.count,
    countText: f.count(report.count),
    isEmpty: report.count === 0n && (before?.count ?? 0n) === 0n,
    summary: summarise(report, before, columns, context),
    before: before && { ...compare(report.totalMicro, before.totalMicro, context), micro: before.totalMicro },
  };
}

function toSeries(lane: Lane, report: UsageReport, before: UsageReport | null, context: Context): UsageSeries {
  const sum = ({ buckets }: UsageReport) => buckets.reduce((total, bucket) => total + lane.amountOf(bucket), 0n);
  const total = sum(report);
  return {
    key: lane.key,
    label: lane.label,
    totalMicro: total,
    totalText: context.f.credits(total),
    sharePercent: report.totalMicro > 0n ? Number((total * 1000n) / report.totalMicro) / 10 : 0,
    before: before && compare(total, sum(before), context),
  };
}

function summarise(
  report: UsageReport,
  before: UsageReport | null,
  columns: UsageColumn[],
  { f, locale }: Context,
): string {
  const t = translator(locale, 'usage');
  const sentences: string[] = [];
  if (report.count === 0n) sentences.push(t('chart.nothing'));
  else {
    const total = f.credits(report.totalMicro);
    sentences.push(t(`chart.summary.${report.interval}`, { count: report.buckets.length, total }));
    const peak = columns.reduce<UsageColumn | undefined>(
      (most, column) => (most && most.totalMicro >= column.totalMicro ? most : column),
      undefined,
    );
    if (peak && columns.length > 1) sentences.push(t('chart.most', { total: peak.totalText, label: peak.label }));
  }
  if (before) sentences.push(t('chart.before', { total: f.credits(before.totalMicro) }));
  return sentences.join(' ');
}
