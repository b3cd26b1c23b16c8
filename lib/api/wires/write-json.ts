import { LosslessNumber, stringify } from 'lossless-json';
import { formatAmount } from '../amount';

/**
 * Replies as JSON text whose numbers keep every digit: a bigint becomes an integer token (never `5.0`), a JsonNumber its
 * own text. Members that are undefined are left out.
 */
export function writeJson(value: unknown): string {
  return stringify(value) ?? 'null';
}

/** Micro-credits as a JSON number of credits: 1_500_000n is the token 1.5, exact to the last digit. */
export const creditNumber = (micro: bigint): LosslessNumber => new LosslessNumber(formatAmount(micro));
