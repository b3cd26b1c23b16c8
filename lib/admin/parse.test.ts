import { describe, expect, test } from 'vitest';
import { formats } from '../i18n/formats';
import { parseMoney, parseUnitPrice } from './parse';

describe('a price per credit', () => {
  test.each([
    ['0.0125', 'eur', 1_250_000_000n],
    ['0,0125', 'eur', 1_250_000_000n],
    ['1', 'usd', 100_000_000_000n],
    ['1.25', 'JPY', 1_250_000_000n],
    ['12', 'jpy', 12_000_000_000n],
    ['0.0125', 'kwd', 12_500_000_000n],
    ['1.234,5', 'eur', 123_450_000_000_000n],
    ['0', 'eur', 0n],
  ])('of %s in %s is exact', (text, currency, nano) => {
    expect(parseUnitPrice(text, currency)).toBe(nano);
  });

  test.each([
    ['jpy', 9],
    ['eur', 11],
    ['kwd', 12],
  ])('in %s is as fine as it is kept, and nothing finer is rounded away', (currency, digits) => {
    expect(parseUnitPrice(`0.${'1'.padStart(digits, '0')}`, currency)).toBe(1n);
    expect(parseUnitPrice(`0.${'1'.padStart(digits + 1, '0')}`, currency)).toBeNull();
  });

  test.each(['', '-1', '1,250', '1.250', 'x', '0,', '0,125.50', '92233720368547758.07'])('is not %j', (text) => {
    expect(parseUnitPrice(text, 'eur')).toBeNull();
  });

  test('is read back as it is shown, in each language', () => {
    for (const [locale, currency] of [
      ['en', 'usd'],
      ['de', 'kwd'],
      ['de', 'jpy'],
    ] as const) {
      const shown = formats(locale).unitPrice(12_345_678_901n, currency);
      expect(parseUnitPrice(shown.replace(/[^\d.,]/g, ''), currency)).toBe(12_345_678_901n);
    }
  });
});

test.each([
  ['25.00', 'usd', 2_500n],
  ['23,5', 'eur', 2_350n],
  ['3900', 'jpy', 3_900n],
  ['1.5', 'jpy', null],
  ['0.001', 'kwd', 1n],
  ['0', 'usd', null],
])('money of %s in %s has the decimals of its currency', (text, currency, minor) => {
  expect(parseMoney(text, currency)).toBe(minor);
});
