import { describe, expect, test } from 'vitest';
import {
  hasFilters,
  localRange,
  parseTransactionsParams,
  startOfLocalDate,
  transactionsQuery,
} from './transactions-params';
import { parseUsageParams, presetRange, usageQuery } from './usage-params';

const TODAY = '2026-11-21';
const ID = '0199f0d4-6f6f-7c3a-9a43-0b2f6a1f4c11';

describe('the usage page’s address', () => {
  test('without parameters it shows the last 30 days, today included, by feature', () => {
    expect(parseUsageParams({}, TODAY)).toMatchObject({
      fromDate: '2026-10-23',
      toDate: TODAY,
      interval: 'day',
      groupBy: 'feature',
      preset: '30d',
    });
  });

  test('unknown values are ignored', () => {
    const asked = { range: 'forever', by: 'hour', group: 'colour', member: "1' OR 1=1", from: '2026-02-30' };
    expect(parseUsageParams(asked, TODAY)).toEqual(parseUsageParams({}, TODAY));
  });

  test('a view survives the way through its own address', () => {
    for (const params of [
      {},
      { range: '12m', by: 'week', group: 'member', member: ID },
      { from: '2026-01-31', to: '2026-02-02', feature: 'chat & more' },
    ]) {
      const view = parseUsageParams(params, TODAY);
      expect(parseUsageParams(usageQuery(view), TODAY)).toEqual(view);
    }
  });

  test('dates in the wrong order are swapped, and a long range is not drawn by day', () => {
    const view = parseUsageParams({ from: '2026-11-20', to: '2025-01-01', by: 'day' }, TODAY);
    expect(view).toMatchObject({ fromDate: '2025-01-01', toDate: '2026-11-20', interval: 'week', preset: null });
  });

  test('months are calendar months', () => {
    expect(presetRange('month', TODAY)).toEqual({ fromDate: '2026-11-01', toDate: TODAY });
    expect(presetRange('last-month', '2026-03-31')).toEqual({ fromDate: '2026-02-01', toDate: '2026-02-28' });
    expect(presetRange('12m', TODAY)).toEqual({ fromDate: '2025-12-01', toDate: TODAY });
  });
});

describe('the transactions page’s address', () => {
  test('known filters are read and written alike', () => {
    const asked = { kind: 'consume', member: ID, q: ' invoice ', from: '2026-11-01' };
    const params = parseTransactionsParams(asked);
    expect(params).toMatchObject({ kind: 'consume', memberId: ID, text: 'invoice', fromDate: '2026-11-01' });
    expect(parseTransactionsParams(transactionsQuery(params))).toEqual(params);
    expect(hasFilters(params)).toBe(true);
  });

  test('unknown values do not count as filters', () => {
    expect(hasFilters(parseTransactionsParams({ kind: 'theft', member: 'me', to: 'tomorrow' }))).toBe(false);
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
