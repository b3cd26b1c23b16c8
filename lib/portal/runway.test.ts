import { describe, expect, test } from 'vitest';
import type { UsageReport } from '../ledger/types';
import { cashValue } from './cash-value';
import { estimateRunway } from './runway';

const MICRO = 1_000_000n;
const NOW = new Date('2026-11-21T12:00:00Z');

/** Days up to today, oldest first, in credits. */
function report(days: number[]): UsageReport {
  const buckets = days.map((credits, index) => {
    const startAt = new Date(Date.UTC(2026, 10, 21 - (days.length - 1 - index)));
    return {
      date: startAt.toISOString().slice(0, 10),
      startAt,
      endAt: new Date(startAt.getTime() + 86_400_000),
      totalMicro: BigInt(credits) * MICRO,
      count: 1n,
      groups: {},
    };
  });
  return { timeZone: 'UTC', interval: 'day', buckets, groups: [], totalMicro: 0n, count: 0n };
}

describe('estimateRunway', () => {
  test('goes by the mean of the last seven full days and leaves today out', () => {
    const { text, basis } = estimateRunway(1000n * MICRO, report([9000, 10, 10, 10, 10, 10, 10, 10, 9000]), NOW);
    expect(text).toBe('Lasts about 100 days');
    expect(basis).toBe('At about 10 credits a day, the average of the last 7 full days');
  });

  test('takes today alone while there is no full day with usage', () => {
    expect(estimateRunway(100n * MICRO, report([0, 0, 25]), NOW).text).toBe('Lasts about 2 days');
  });

  test('is pressing for the last days, and not where there is nothing to go by', () => {
    const days = [0, 0, 25];
    const isShort = (credits: bigint) => estimateRunway(credits * MICRO, report(days), NOW).isShort;
    expect([149n, 151n, 0n].map(isShort)).toEqual([true, false, true]);
    expect(estimateRunway(0n, report([0, 0, 0]), NOW).isShort).toBe(false);
    expect(estimateRunway(0n, null, NOW).isShort).toBe(false);
  });

  test('says so in the reader’s language', () => {
    const { text, basis } = estimateRunway(1000n * MICRO, report([10, 10, 10, 10, 10, 10, 10, 9000]), NOW, {
      locale: 'de',
    });
    expect(text).toBe('Reicht etwa 100 Tage');
    expect(basis).toBe('Bei etwa 10 Credits am Tag, dem Mittel der letzten 7 vollen Tage');
  });

  test('promises nothing without usage, and nothing of an empty wallet', () => {
    expect(estimateRunway(100n * MICRO, report([0, 0]), NOW).text).toBeNull();
    expect(estimateRunway(100n * MICRO, null, NOW).text).toBeNull();
    expect(estimateRunway(-5n * MICRO, report([10, 0]), NOW).text).toBe('Used up');
    expect(estimateRunway(1n, report([10, 0]), NOW).text).toBe('Lasts less than a day');
    expect(estimateRunway(99_999n * MICRO, report([1, 0]), NOW).text).toBe('Lasts more than a year');
  });
});

test('a wallet of which nothing is free is not called used up while credits are on hold or frozen', () => {
  const say = (credits: bigint, locale: 'en' | 'de') =>
    estimateRunway(credits * MICRO, report([10, 0]), NOW, { locale, isSetAside: true });
  expect(say(0n, 'en')).toMatchObject({ text: 'Nothing is free now', isShort: true });
  expect(say(0n, 'de').text).toBe('Zurzeit ist nichts frei');
  expect(say(20n, 'en').text).toBe('Lasts about 2 days');
});

describe('cashValue', () => {
  const NANO = 1_000_000_000n;

  test('is what is left times the price that was paid, rounded down', () => {
    expect(cashValue([{ remainingMicro: 1999n * MICRO, unitCostNano: NANO / 2n, currency: 'usd' }])).toBe('$9.99');
  });

  test('leaves free credits out and keeps currencies apart', () => {
    expect(
      cashValue([
        { remainingMicro: 500n * MICRO, unitCostNano: 0n, currency: null },
        { remainingMicro: 100n * MICRO, unitCostNano: NANO, currency: 'usd' },
        { remainingMicro: 200n * MICRO, unitCostNano: NANO, currency: 'eur' },
      ]),
    ).toBe('$1.00 + €2.00');
    expect(cashValue([{ remainingMicro: 5n, unitCostNano: 0n, currency: null }])).toBeNull();
  });
});
