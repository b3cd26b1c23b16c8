import { chargeStep } from '../currency';
import { AppError } from '../errors';
import type { CreditPrice, PackOffer, Quote } from './types';

const MICRO_PER_CREDIT = 1_000_000n;
const NANO_PER_MINOR = 1_000_000_000n;

/**
 * 1e-9 minor units of currency per credit, rounded down, so that giving back all credits never gives back more money
 * than was paid.
 */
export function unitCostNano(priceMinor: bigint, creditMicro: bigint): bigint {
  return (priceMinor * NANO_PER_MINOR * MICRO_PER_CREDIT) / creditMicro;
}

/** Micro-credits that `priceMinor` buys, rounded down to one micro-credit. */
export function creditsFor(priceMinor: bigint, price: Pick<CreditPrice, 'unitCostNano'>): bigint {
  return (priceMinor * NANO_PER_MINOR * MICRO_PER_CREDIT) / price.unitCostNano;
}

/**
 * What an amount of money of the customer's own choice buys.
 * Units: minor units of `price.currency`. Errors: validation_failed (field `amount`), outside the operator's limits, or
 * finer than can be charged.
 */
export function quoteOwnAmount(price: CreditPrice, priceMinor: bigint): Quote {
  if (priceMinor < price.minMinor || priceMinor > price.maxMinor) {
    throw new AppError('validation_failed', {
      detail: 'The amount lies outside the limits.',
      fields: [
        { path: ['amount'], message: priceMinor < price.minMinor ? 'is below the minimum' : 'is above the maximum' },
      ],
      facts: { minMinor: price.minMinor.toString(), maxMinor: price.maxMinor.toString(), currency: price.currency },
    });
  }
  const stepMinor = chargeStep(price.currency);
  if (priceMinor % stepMinor !== 0n) {
    throw new AppError('validation_failed', {
      detail: 'Stripe cannot charge so fine an amount in this currency.',
      fields: [{ path: ['amount'], message: `must be a multiple of ${stepMinor}` }],
      facts: { stepMinor: stepMinor.toString(), currency: price.currency },
    });
  }
  const creditMicro = creditsFor(priceMinor, price);
  if (creditMicro <= 0n) {
    throw new AppError('validation_failed', {
      detail: 'The amount buys no credits.',
      fields: [{ path: ['amount'], message: 'buys no credits' }],
    });
  }
  return {
    packId: null,
    name: 'Credits',
    creditMicro,
    bonusMicro: 0n,
    priceMinor,
    feeMinor: 0n,
    totalMinor: priceMinor,
    currency: price.currency,
    unitCostNano: unitCostNano(priceMinor, creditMicro),
    validDays: price.validDays,
    bonusValidDays: null,
  };
}

/** What a pack costs and gives today. */
export function quotePack(pack: PackOffer): Quote {
  return {
    packId: pack.id,
    name: pack.name,
    creditMicro: pack.creditMicro,
    bonusMicro: pack.bonusMicro,
    priceMinor: pack.priceMinor,
    feeMinor: 0n,
    totalMinor: pack.priceMinor,
    currency: pack.currency,
    unitCostNano: unitCostNano(pack.priceMinor, pack.creditMicro),
    validDays: pack.validDays,
    bonusValidDays: pack.bonusValidDays,
  };
}

const MS_PER_DAY = 86_400_000;

/** End of credits bought at `paidAt`: whole days of 24 hours later; null: never. */
export const expiryOf = (paidAt: Date, validDays: number | null): Date | null =>
  validDays === null ? null : new Date(paidAt.getTime() + validDays * MS_PER_DAY);
