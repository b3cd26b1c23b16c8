import { describe, expect, test } from 'vitest';
import { addDays, formats, localDateOf, minorToDecimal } from './formats';

const { creditParts, credits, signedCredits, money, relative, unitPrice } = formats('en');

describe('credits', () => {
  test.each([
    [0n, '0'],
    [1n, '0.000001'],
    [500_000n, '0.50'],
    [12_450_250_000n, '12,450.25'],
    [-1_500_000n, '\u22121.50'],
    [9_223_372_036_854_775_807n, '9,223,372,036,854.775807'],
    [-9_223_372_036_854_775_808n, '\u22129,223,372,036,854.775808'],
  ])('%s micro-credits are shown to the last unit', (micro, text) => {
    expect(credits(micro)).toBe(text);
  });

  test('a loss of less than one credit keeps its sign', () => {
    expect(creditParts(-1n)).toEqual({ whole: '\u22120', fraction: '.000001' });
    expect(signedCredits(1n)).toBe('+0.000001');
    expect(signedCredits(0n)).toBe('0');
  });
});

describe('money', () => {
  test.each([
    [1050n, 'usd', '$10.50'],
    [5n, 'eur', '€0.05'],
    [500n, 'jpy', '¥500'],
    [123_456_789_012_345_678n, 'usd', '$1,234,567,890,123,456.78'],
    [-50n, 'usd', '-$0.50'],
  ])('%s %s', (minor, currency, text) => {
    expect(money(minor, currency)).toBe(text);
  });

  test.each([
    [1_250_000_000n, 'eur', '€0.0125'],
    [1n, 'usd', '$0.00000000001'],
    [200_000_000_000n, 'usd', '$2.00'],
    [500_000_000n, 'jpy', '¥0.5'],
  ])('a credit for %s billionths of a minor unit of %s costs %s', (nano, currency, text) => {
    expect(unitPrice(nano, currency)).toBe(text);
  });

  test('each currency has its own decimals', () => {
    expect(minorToDecimal(7n, 'kwd')).toBe('0.007');
    expect(minorToDecimal(7n, 'jpy')).toBe('7');
  });
});

describe('days', () => {
  test('an instant belongs to the day of the asked zone', () => {
    const at = new Date('2026-11-21T23:30:00Z');
    expect(localDateOf(at, 'UTC')).toBe('2026-11-21');
    expect(localDateOf(at, 'Europe/Berlin')).toBe('2026-11-22');
    expect(localDateOf(at, 'America/Los_Angeles')).toBe('2026-11-21');
    expect(localDateOf(at, 'Asia/Kathmandu')).toBe('2026-11-22');
  });

  test('calendar days are counted across months, leap days and changes of the clock', () => {
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });

  test('near times are said in words', () => {
    const now = new Date('2026-11-21T12:00:00Z');
    expect(relative(new Date('2026-11-21T12:00:20Z'), now)).toBe('just now');
    expect(relative(new Date('2026-11-21T11:55:00Z'), now)).toBe('5 minutes ago');
    expect(relative(new Date('2026-12-03T12:00:00Z'), now)).toBe('in 12 days');
  });
});
