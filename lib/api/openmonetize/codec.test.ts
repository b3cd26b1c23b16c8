import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TransactionKind } from '@/prisma/generated/enums';
import type { TransactionView } from '../../ledger/types';
import { wholeCredits } from '../amount';
import {
  toCustomerBalance,
  toOpenMonetizeKind,
  toOpenMonetizeTransaction,
  toUserBalance,
  unitCostNanoOf,
} from './codec';

const micro = fc.bigInt({ min: -9_000_000_000_000_000_000n, max: 9_000_000_000_000_000_000n });
const MICRO = 1_000_000n;

it('figures are whole credits that nobody is shown more of than there is, and still add up', () => {
  fc.assert(
    fc.property(micro, fc.bigInt({ min: 0n, max: 10n ** 15n }), (settledMicro, heldMicro) => {
      const view = { settledMicro, availableMicro: settledMicro - heldMicro };
      const { balance, reserved, available } = toUserBalance({ ...view, grants: [] });
      expect(balance - reserved).toBe(available);
      expect(balance * MICRO).toBeLessThanOrEqual(settledMicro);
      expect(available * MICRO).toBeLessThanOrEqual(view.availableMicro);
      expect(reserved).toBeGreaterThanOrEqual(0n);
      expect(toCustomerBalance(view)).toEqual({
        balance: `${balance}`,
        reservedBalance: `${reserved}`,
        availableBalance: `${available}`,
        currency: 'credits',
      });
    }),
  );
});

it('whole credits come back as they went out', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), (whole) => {
      expect(wholeCredits(whole * MICRO)).toBe(whole);
    }),
  );
});

it('a row adds up after rounding', () => {
  fc.assert(
    fc.property(micro, fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), (balanceBeforeMicro, amountMicro) => {
      const row = toOpenMonetizeTransaction({
        kind: 'consume',
        amountMicro,
        balanceBeforeMicro,
        balanceAfterMicro: balanceBeforeMicro + amountMicro,
        bookedAt: new Date(0),
      } as TransactionView);
      expect(row.balanceBefore + row.amount).toBe(row.balanceAfter);
    }),
  );
});

it('every kind has one of the five names, by its direction where the kind does not tell', () => {
  const names = ['PURCHASE', 'BURN', 'REFUND', 'EXPIRATION', 'GRANT'];
  for (const kind of Object.values(TransactionKind)) {
    expect(names).toContain(toOpenMonetizeKind(kind, 1n));
    expect(names).toContain(toOpenMonetizeKind(kind, -1n));
  }
  expect(toOpenMonetizeKind('void', -1n)).toBe('EXPIRATION');
  expect(toOpenMonetizeKind('adjust', 1n)).toBe('GRANT');
  expect(toOpenMonetizeKind('adjust', -1n)).toBe('EXPIRATION');
  expect(toOpenMonetizeKind('capture', -1n)).toBe('BURN');
});

it('a price is kept per credit: 9.99 dollars for 1000 credits are 0.999 cents each', () => {
  expect(unitCostNanoOf(9_990_000n, 1000n * MICRO)).toBe(999_000_000n);
  expect(unitCostNanoOf(0n, MICRO)).toBe(0n);
});
