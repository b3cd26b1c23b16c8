/**
 * How many of `amountMicro` credits belong to `refundedMinor` of `totalMinor`, rounded down, so that several refunds
 * never take more than one over their sum, and a whole one takes all.
 */
export function shareOf(amountMicro: bigint, refundedMinor: bigint, totalMinor: bigint): bigint {
  return (amountMicro * refundedMinor) / totalMinor;
}

/**
 * Tax that was contained in what was paid back, in minor units: its part of the money, rounded half up; all of it once
 * everything went back.
 */
export function refundedTaxOf({
  taxMinor,
  refundedMinor,
  totalMinor,
}: {
  taxMinor: bigint;
  refundedMinor: bigint;
  totalMinor: bigint;
}): bigint {
  return (2n * taxMinor * refundedMinor + totalMinor) / (2n * totalMinor);
}

/** The smaller of two amounts. */
export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Refund states in the order in which they can follow each other: an older look must not undo a newer one. */
const RANK: Record<string, number> = { pending: 0, requires_action: 1, succeeded: 2, failed: 3, canceled: 3 };

export const isRefundStatus = (status: string | null): status is string => status !== null && status in RANK;

/** Whether a refund seen in `next` may replace `before`. */
export const mayFollow = (before: string, next: string): boolean => (RANK[next] ?? -1) >= (RANK[before] ?? -1);

/** Whether its money went back, or is on its way. */
export const counts = (status: string): boolean => status !== 'failed' && status !== 'canceled';
