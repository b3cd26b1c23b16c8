import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minorUnitDigits } from '../currency';
import { expiryOf, quoteOwnAmount, quotePack, unitCostNano } from './pricing';
import type { CreditPrice } from './types';

const PRICE: CreditPrice = {
  currency: 'usd',
  unitCostNano: 3_000_000_000n,
  minMinor: 500n,
  maxMinor: 500_000n,
  validDays: 90,
};

describe('an amount of their own', () => {
  it('buys what the unit price says, to the micro-credit', () => {
    expect(quoteOwnAmount(PRICE, 500n)).toMatchObject({
      creditMicro: 166_666_666n,
      priceMinor: 500n,
      totalMinor: 500n,
      bonusMicro: 0n,
      validDays: 90,
    });
  });

  it.each([499n, 500_001n, 0n, -1n])('is refused outside the limits: %s', (minor) => {
    expect(() => quoteOwnAmount(PRICE, minor)).toThrow(expect.objectContaining({ code: 'validation_failed' }));
  });

  it.each([
    ['kwd', 5_124n, 5_120n], // 5.124 dinars
    ['isk', 50_050n, 50_000n], // 500.50 krónur
    ['ugx', 50_001n, 50_000n],
  ])('in %s of %s, finer than Stripe charges, is refused, and %s is taken', (currency, fine, whole) => {
    const price = { ...PRICE, currency };
    expect(() => quoteOwnAmount(price, fine)).toThrow(
      expect.objectContaining({ code: 'validation_failed', facts: expect.objectContaining({ currency }) }),
    );
    expect(quoteOwnAmount(price, whole).priceMinor).toBe(whole);
  });

  it('is taken at both limits', () => {
    expect(quoteOwnAmount(PRICE, 500n).priceMinor).toBe(500n);
    expect(quoteOwnAmount(PRICE, 500_000n).priceMinor).toBe(500_000n);
  });
});

describe('the unit cost', () => {
  it('never adds up to more than was paid, and misses less than a minor unit', () => {
    const anyAmount = fc.bigInt({ min: 1n, max: 99_999_999n });
    const anyCredits = fc.bigInt({ min: 1n, max: 10n ** 15n });
    fc.assert(
      fc.property(anyAmount, anyCredits, (priceMinor, creditMicro) => {
        const back = (unitCostNano(priceMinor, creditMicro) * creditMicro) / 10n ** 15n;
        expect(back).toBeLessThanOrEqual(priceMinor);
        expect(priceMinor - back).toBeLessThanOrEqual(1n);
      }),
    );
  });

  it('counts bought credits only: the bonus is free', () => {
    const quote = quotePack({
      id: '',
      name: 'Starter',
      creditMicro: 1_000_000_000n,
      bonusMicro: 500_000_000n,
      priceMinor: 2_500n,
      currency: 'usd',
      validDays: null,
      bonusValidDays: 30,
      isFeatured: false,
    });
    expect(quote.unitCostNano).toBe(2_500_000_000n);
  });
});

it('counts terms in days of 24 hours from the payment', () => {
  expect(expiryOf(new Date('2026-03-28T12:00:00Z'), 2)).toEqual(new Date('2026-03-30T12:00:00Z'));
  expect(expiryOf(new Date(), null)).toBeNull();
});

it.each([
  ['usd', 2],
  ['JPY', 0],
  ['kwd', 3],
  ['isk', 2],
])('knows the minor unit of %s at Stripe', (currency, digits) => {
  expect(minorUnitDigits(currency)).toBe(digits);
});
