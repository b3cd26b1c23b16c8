import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AMOUNT_MICRO_MAX,
  formatAmount,
  formatUnitCost,
  parseAmountNumber,
  parseAmountText,
  parseUnitCost,
  wholeCredits,
} from './amount';

describe('amounts as text', () => {
  it.each([
    ['0', 0n],
    ['1', 1_000_000n],
    ['12.5', 12_500_000n],
    ['0.000001', 1n],
    ['-3.000001', -3_000_001n],
    ['-0', 0n],
    ['-0.0', 0n],
    ['1.0000000000', 1_000_000n],
    ['9007199254740993', 9_007_199_254_740_993_000_000n],
    ['9223372036854.775807', AMOUNT_MICRO_MAX],
  ])('reads %s', (text, micro) => {
    const expected = micro > AMOUNT_MICRO_MAX ? undefined : micro;
    expect(parseAmountText(text)).toBe(expected);
    expect(parseAmountNumber(text)).toBe(expected);
  });

  it.each([
    '',
    ' ',
    ' 5 ',
    '5 ',
    '+5',
    '1,5',
    '1_000',
    "1'000",
    '1.000,00',
    '0x10',
    '0b1',
    '1e3',
    '1E3',
    'NaN',
    'Infinity',
    '-Infinity',
    'null',
    '５',
    '٥',
    '½',
    '.5',
    '5.',
    '05',
    '--5',
    '-',
    '5.00000000000000001',
    '0.0000001',
    '9223372036854.775808',
    '-9223372036854.775808',
    '1'.repeat(10_000),
    `0.${'0'.repeat(9_999)}1`,
    '5n',
    '5\n',
    '\u00005',
    '$5',
  ])('refuses %j', (text) => {
    expect(parseAmountText(text)).toBeUndefined();
  });

  it('reads an exponent in a number, exactly or not at all', () => {
    expect(parseAmountNumber('1e3')).toBe(1_000_000_000n);
    expect(parseAmountNumber('1e-05')).toBe(10n);
    expect(parseAmountNumber('1.5E+2')).toBe(150_000_000n);
    expect(parseAmountNumber('1000e-3')).toBe(1_000_000n);
    expect(parseAmountNumber('0e999')).toBe(0n);
    for (const text of ['1e-7', '1e309', '1e-400', '1e99999999', '9.3e12', '1e13', '1e', 'e5']) {
      expect(parseAmountNumber(text), text).toBeUndefined();
    }
  });

  it('formats what it reads and reads what it formats, over all 64 bits', () => {
    const micro = fc.bigInt({ min: -AMOUNT_MICRO_MAX, max: AMOUNT_MICRO_MAX });
    fc.assert(
      fc.property(micro, (value) => {
        expect(parseAmountText(formatAmount(value))).toBe(value);
        expect(parseAmountNumber(formatAmount(value))).toBe(value);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('whole credits', () => {
  it('round down, debts too', () => {
    expect(wholeCredits(1_999_999n)).toBe(1n);
    expect(wholeCredits(0n)).toBe(0n);
    expect(wholeCredits(-1n)).toBe(-1n);
    expect(wholeCredits(-1_000_000n)).toBe(-1n);
    expect(wholeCredits(-1_000_001n)).toBe(-2n);
  });
});

describe('unit costs', () => {
  it('keep nine decimals of a minor unit', () => {
    expect(parseUnitCost('0.8')).toBe(800_000_000n);
    expect(parseUnitCost('0.000000001')).toBe(1n);
    expect(parseUnitCost('0.0000000001')).toBeUndefined();
    expect(parseUnitCost('-1')).toBeUndefined();
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999_999_999n }), (nano) => {
        expect(parseUnitCost(formatUnitCost(nano))).toBe(nano);
      }),
      { numRuns: 500 },
    );
  });
});
