import { AppError } from '../../errors';

export const INT8_MAX = 9_223_372_036_854_775_807n;
export const INT8_MIN = -9_223_372_036_854_775_808n;
const MICRO_PER_CREDIT = 1_000_000n;

export const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** Refuses what a 64-bit column cannot keep (422), before the database would. */
export function inBounds(figure: bigint, what: string): bigint {
  if (figure > INT8_MAX || figure < INT8_MIN) {
    throw new AppError('validation_failed', {
      detail: `The ${what} would go beyond what the books can hold (${INT8_MAX} micro-credits).`,
    });
  }
  return figure;
}

/** Exact decimal text for sentences: 1_500_000n is "1.5". */
export function toCreditText(micro: bigint): string {
  const sign = micro < 0n ? '-' : '';
  const absolute = micro < 0n ? -micro : micro;
  const fraction = (absolute % MICRO_PER_CREDIT).toString().padStart(6, '0').replace(/0+$/, '');
  return `${sign}${absolute / MICRO_PER_CREDIT}${fraction === '' ? '' : `.${fraction}`}`;
}
