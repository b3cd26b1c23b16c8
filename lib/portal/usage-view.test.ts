import { describe, expect, test } from 'vitest';
import type { UsageReport } from '../ledger/types';
import { isOtherSeries } from './usage-lanes';
import { toUsageView } from './usage-view';

const MICRO = 1_000_000n;
const NAMES = { members: new Map(), keys: new Map() };
const NOW = new Date('2026-11-21T12:00:00Z');

/** Days from 20 November on; `days[i][group]` are credits. */
function report(days: Record<string, number>[]): UsageReport {
  const keys = [...new Set(days.flatMap((day) => Object.keys(day)))];
  const groups = keys.map((key) => ({
    key,
    amountMicro: days.reduce((sum, day) => sum + BigInt(day[key] ?? 0) * MICRO, 0n),
    count: 1n,
  }));
  groups.sort((a, b) => Number(b.amountMicro - a.amountMicro));
  return {
    timeZone: 'UTC',
    interval: 'day',
    groups,
    totalMicro: groups.reduce((sum, group) => sum + group.amountMicro, 0n),
    count: BigInt(groups.length),
    buckets: days.map((day, index) => ({
      date: `2026-11-${20 + index}`,
      startAt: new Date(Date.UTC(2026, 10, 20 + index)),
      endAt: new Date(Date.UTC(2026, 10, 21 + index)),
      totalMicro: Object.values(day).reduce((sum, value) => sum + BigInt(value) * MICRO, 0n),
      count: 1n,
      groups: Object.fromEntries(keys.map((key) => [key, { amountMicro: BigInt(day[key] ?? 0) * MICRO, count: 1n }])),
    })),
  };
}

describe('toUsageView', () => {
  test('beyond eight groups the rest is one series, and nothing is lost', () => {
    const day = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`f${i}`, 100 - i]));
    const view = toUsageView(report([day]), 'feature', NAMES, { now: NOW });
    expect(view.series).toHaveLength(9);
    expect(isOtherSeries(view.series[8]!.key)).toBe(true);
    expect(view.series[8]!.label).toBe('4 others');
    expect(view.columns[0]!.values.reduce((a, b) => a + b)).toBe(1134);
    expect(view.totalText).toBe('1,134');
  });

  test('ungrouped, each column is its total', () => {
    const view = toUsageView(report([{ '': 3 }, { '': 4 }]), 'none', NAMES, { now: NOW });
    expect(view.columns.map(({ values, totalText }) => [values, totalText])).toEqual([
      [[3], '3'],
      [[4], '4'],
    ]);
  });

  test('ungrouped without any group there is still one series', () => {
    const empty = { ...report([{}]), groups: [], count: 0n };
    const view = toUsageView(empty, 'none', NAMES, { now: NOW });
    expect(view).toMatchObject({ isEmpty: true, totalText: '0', summary: 'Nothing was used in this time.' });
    expect(view.columns[0]!.values).toEqual([0]);
  });

  test('only the day that is not over is partial', () => {
    const view = toUsageView(report([{ '': 1 }, { '': 1 }]), 'none', NAMES, { now: NOW });
    expect(view.columns.map(({ isPartial }) => isPartial)).toEqual([false, true]);
  });

  test('what has no group is named in words', () => {
    const view = toUsageView(report([{ '': 2, chat: 1 }]), 'feature', NAMES, { now: NOW });
    expect(view.series.map(({ label }) => label)).toEqual(['No feature', 'chat']);
    expect(view.series.map(({ sharePercent }) => sharePercent)).toEqual([66.6, 33.3]);
  });

  test('beside the period before, place for place, and both sums stay whole', () => {
    const now = report([{ chat: 10 }, { chat: 20, images: 5 }]);
    const before = report([{ chat: 5 }, { chat: 20 }, { video: 7 }]);
    const view = toUsageView(now, 'feature', NAMES, { now: NOW, before });
    expect(view.before).toMatchObject({ amountText: '32', changeText: '+9.4%' });
    expect(view.columns.map((column) => [column.before?.amountText, column.before?.changeText])).toEqual([
      ['5', '+100%'],
      ['27', '−7.4%'],
    ]);
    expect(view.series.map(({ label, totalText, before: was }) => [label, totalText, was?.amountText])).toEqual([
      ['chat', '30', '25'],
      ['images', '5', '0'],
      ['video', '0', '7'],
    ]);
    expect(view.series[1]!.before!.changeText).toBe('new');
  });

  test('speaks the reader’s language', () => {
    const view = toUsageView(report([{ '': 1234 }, { '': 1 }]), 'none', NAMES, { now: NOW, locale: 'de' });
    expect(view.columns[0]).toMatchObject({ totalText: '1.234', label: 'Freitag, 20. November 2026' });
    expect(view.summary).toBe('1.235 Credits an 2 Tagen. Am meisten: 1.234 (Freitag, 20. November 2026).');
  });
});
