import { describe, expect, test } from 'vitest';
import {
  hasFilters,
  localRange,
  parseTransactionsParams,
  startOfLocalDate,
  toTransactionFilter,
  transactionsQuery,
} from './transactions-params';
import {
  addMonths,
  PRESET_KEYS,
  PRESETS,
  parseUsageParams,
  presetRange,
  rangeBefore,
  usageQuery,
} from './usage-params';
import type { PortalWorkspace } from './workspace';

const TODAY = '2026-11-21';
const READER = { today: TODAY, timeZone: 'Europe/Berlin' };
const READS = { locale: 'en', timeZone: 'Europe/Berlin' } as const;
const ID = '0199f0d4-6f6f-7c3a-9a43-0b2f6a1f4c11';

describe('the usage page’s address', () => {
  test('without parameters it shows the last 30 days, today included, by feature', () => {
    expect(parseUsageParams({}, READER)).toMatchObject({
      fromDate: '2026-10-23',
      toDate: TODAY,
      interval: 'day',
      groupBy: 'feature',
      preset: '30d',
    });
  });

  test('unknown values are ignored', () => {
    const asked = { range: 'forever', by: 'hour', group: 'colour', member: "1' OR 1=1", from: '2026-02-30' };
    expect(parseUsageParams(asked, READER)).toEqual(parseUsageParams({}, READER));
  });

  test('a view survives the way through its own address', () => {
    for (const params of [
      {},
      { range: '12m', by: 'week', group: 'member', member: ID },
      { from: '2026-01-31', to: '2026-02-02', feature: 'chat & more' },
      { range: 'quarter', compare: '1', tz: 'Asia/Kathmandu' },
      { range: 'all' },
    ]) {
      const view = parseUsageParams(params, READER);
      expect(parseUsageParams(usageQuery(view), READER)).toEqual(view);
    }
  });

  test('dates in the wrong order are swapped, and a long range is not drawn by day', () => {
    const view = parseUsageParams({ from: '2026-11-20', to: '2025-01-01', by: 'day' }, READER);
    expect(view).toMatchObject({ fromDate: '2025-01-01', toDate: '2026-11-20', interval: 'week', preset: null });
  });

  test('months are calendar months', () => {
    expect(presetRange('month', TODAY)).toEqual({ fromDate: '2026-11-01', toDate: TODAY });
    expect(presetRange('last-month', '2026-03-31')).toEqual({ fromDate: '2026-02-01', toDate: '2026-02-28' });
    expect(presetRange('12m', TODAY)).toEqual({ fromDate: '2025-12-01', toDate: TODAY });
  });
});

describe('presets and the period before', () => {
  test.each([
    ['today', TODAY, TODAY, '2026-11-20', '2026-11-20'],
    ['7d', '2026-11-15', TODAY, '2026-11-08', '2026-11-14'],
    ['30d', '2026-10-23', TODAY, '2026-09-23', '2026-10-22'],
    ['month', '2026-11-01', TODAY, '2026-10-01', '2026-10-21'],
    ['last-month', '2026-10-01', '2026-10-31', '2026-09-01', '2026-09-30'],
    ['quarter', '2026-10-01', TODAY, '2026-07-01', '2026-08-21'],
    ['year', '2026-01-01', TODAY, '2025-01-01', '2025-11-21'],
    ['12m', '2025-12-01', TODAY, '2024-12-01', '2025-11-21'],
  ] as const)('%s is %s to %s, and %s to %s before', (preset, fromDate, toDate, beforeFrom, beforeTo) => {
    expect(presetRange(preset, TODAY)).toEqual({ fromDate, toDate });
    expect(rangeBefore({ preset, fromDate, toDate })).toEqual({ fromDate: beforeFrom, toDate: beforeTo });
  });

  test('all time begins with the first usage and has nothing before it', () => {
    expect(presetRange('all', TODAY, '2024-02-29')).toEqual({ fromDate: '2024-02-29', toDate: TODAY });
    expect(rangeBefore({ preset: 'all', fromDate: '2024-02-29', toDate: TODAY })).toBeNull();
    expect(parseUsageParams({ range: 'all', compare: '1' }, READER).isCompared).toBe(false);
  });

  test('dates of one’s own are compared with as many days just before', () => {
    const range = { fromDate: '2026-03-01', toDate: '2026-03-10' };
    expect(rangeBefore({ preset: null, ...range })).toEqual({ fromDate: '2026-02-19', toDate: '2026-02-28' });
  });

  test('the last day of a month stays the last day', () => {
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
    expect(addMonths('2026-01-15', -1)).toBe('2025-12-15');
  });

  test('no two presets have the same key', () => {
    const keys = PRESETS.flatMap((preset) => PRESET_KEYS[preset] ?? []);
    expect(new Set(keys)).toEqual(new Set(['d', 'w', 't', '3', 'l', 'm', 'q', 'y', 'a']));
    expect(keys).toHaveLength(9);
  });
});

describe('the transactions page’s address', () => {
  const ALL = {
    kind: ['refund', 'consume,capture', 'theft'],
    member: ID,
    key: ID,
    wallet: ID,
    feature: 'chat',
    context: 'job-7',
    q: ' invoice ',
    direction: 'out',
    min: '-1,000.50',
    max: '−0.125',
    from: '2026-11-01',
    to: '2026-11-05',
    tz: 'Asia/Kathmandu',
  };

  test('every filter is read, and means the same in its own address to readers of every language', () => {
    const params = parseTransactionsParams(ALL, READS);
    expect(params).toMatchObject({
      kinds: ['consume', 'capture', 'refund'],
      memberId: ID,
      apiKeyId: ID,
      walletId: ID,
      feature: 'chat',
      contextId: 'job-7',
      text: 'invoice',
      direction: 'out',
      minMicro: -1_000_500_000n,
      maxMicro: -125_000n,
      fromDate: '2026-11-01',
      toDate: '2026-11-05',
      timeZone: 'Asia/Kathmandu',
    });
    for (const locale of ['en', 'de'] as const) {
      expect(parseTransactionsParams(transactionsQuery(params), { ...READS, locale })).toEqual(params);
    }
    expect(hasFilters(params)).toBe(true);
  });

  test('unknown values do not count as filters, nor does the zone', () => {
    const asked = { kind: 'theft', member: 'me', to: 'tomorrow', min: 'much', direction: 'up', tz: 'Mars/Olympus' };
    expect(hasFilters(parseTransactionsParams(asked, READS))).toBe(false);
    expect(parseTransactionsParams(asked, READS).timeZone).toBeUndefined();
    expect(hasFilters(parseTransactionsParams({ tz: 'Asia/Tokyo' }, READS))).toBe(false);
    expect(parseTransactionsParams({ tz: 'Europe/Berlin' }, READS).timeZone).toBeUndefined();
  });

  test('a direction narrows a range of amounts and never widens it', () => {
    const filterOf = (asked: Record<string, string>) => {
      const { minAmountMicro, maxAmountMicro } = toTransactionFilter(
        { id: ID, timeZone: 'UTC' } as PortalWorkspace,
        parseTransactionsParams(asked, READS),
      );
      return [minAmountMicro, maxAmountMicro];
    };
    expect(filterOf({ direction: 'in' })).toEqual([1n, undefined]);
    expect(filterOf({ direction: 'out' })).toEqual([undefined, -1n]);
    expect(filterOf({ direction: 'out', min: '-5', max: '5' })).toEqual([-5_000_000n, -1n]);
    expect(filterOf({ direction: 'in', min: '2' })).toEqual([2_000_000n, undefined]);
    expect(filterOf({ min: '-5', max: '5' })).toEqual([-5_000_000n, 5_000_000n]);
  });

  test.each([
    ['Europe/Berlin', '2026-11-21', '2026-11-20T23:00:00.000Z'],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['Asia/Kathmandu', '2026-11-21', '2026-11-20T18:15:00.000Z'],
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'], // midnight is skipped: the day begins at 01:00
    ['UTC', '2026-11-21', '2026-11-21T00:00:00.000Z'],
  ])('in %s the day %s begins at %s', (timeZone, date, instant) => {
    expect(startOfLocalDate(date, timeZone).toISOString()).toBe(instant);
  });

  test('the last day of a range is in it whole, also when it has 25 hours', () => {
    const { from, to } = localRange({ fromDate: '2026-10-25', toDate: '2026-10-25' }, 'Europe/Berlin');
    expect((to!.getTime() - from!.getTime()) / 3_600_000).toBe(25);
  });
});
