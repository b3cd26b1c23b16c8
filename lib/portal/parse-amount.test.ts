import { describe, expect, it, test } from 'vitest';
import { parseAmount } from './parse-amount';

describe('parseAmount', () => {
  test.each([
    ['25', 2500n],
    ['25.5', 2550n],
    ['25,5', 2550n],
    ['0.05', 5n],
    ['1,000.50', 100_050n],
    ['1.000,50', 100_050n],
    ['1 000,50', 100_050n],
    ["1'000.50", 100_050n],
    ['1,000', 100_000n],
    ['1.000', 100_000n],
    ['1,234,567', 123_456_700n],
    ['$25', 2500n],
    ['25 €', 2500n],
    ['0', 0n],
    ['9007199254740993.01', 900_719_925_474_099_301n],
  ])('%s is %s cents', (text, minor) => {
    expect(parseAmount(text, 2)).toBe(minor);
  });

  test.each([
    '',
    '-5',
    '1e3',
    '0x10',
    '1.234.56',
    '1,23,456',
    '1.2.3',
    '12.345,6,7',
    '5.123456',
    'ten',
    '∞',
    '５',
    '.5',
    '1,,000',
    '0.125',
    '0,125',
  ])('%s is no amount', (text) => {
    expect(parseAmount(text, 2)).toBeNull();
  });

  test('a currency without decimals takes none, one with three takes three', () => {
    expect(parseAmount('1,000', 0)).toBe(1000n);
    expect(parseAmount('10.5', 0)).toBeNull();
    expect(parseAmount('1.234', 3)).toBe(1234n);
  });
});

describe('in the reader’s convention', () => {
  it.each([
    ['1.000', ',', 100_000n],
    ['1,000', '.', 100_000n],
    ['1.000', '.', null],
    ['1,000', ',', null],
    ['1,000.50', '.', 100_050n],
    ['1.000,50', ',', 100_050n],
    ['12.5', ',', 1_250n],
  ] as const)('%s with %s before cents', (typed, decimal, minor) => {
    expect(parseAmount(typed, 2, decimal)).toBe(minor);
  });
});
