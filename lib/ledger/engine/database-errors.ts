import { sqlState } from '../../db/transaction';
import { AppError, isAppError } from '../../errors';

const UNIQUE_VIOLATION = '23505';
/** Somebody else made the row between our look and our write: the next try sees it. */
const RACES: ReadonlySet<string> = new Set([
  'wallets_workspace_id_mode_owner_kind_owner_id_key',
  'idempotency_records_pkey',
]);
const UNFIT_VALUES: ReadonlySet<string> = new Set(['22003', '22008', '22021', '22P02', '22P05']);
const GONE = /^(08|57P|53|25P03)/;

export const isLostRace = (error: unknown): boolean =>
  sqlState(error) === UNIQUE_VIOLATION && RACES.has(String((error as { constraint?: string }).constraint));

/** What a caller is told of a database error; anything unknown stays as it is: a bug of ours. */
export function toAppError(error: unknown): unknown {
  if (isAppError(error)) return error;
  const state = sqlState(error);
  if (state === UNIQUE_VIOLATION && (error as { constraint?: string }).constraint === 'grants_purchase_once') {
    return new AppError('conflict', { detail: 'This purchase was credited already.', cause: error });
  }
  if (state !== undefined && UNFIT_VALUES.has(state)) {
    return new AppError('validation_failed', {
      detail: 'A value cannot be kept: a sum beyond 64 bits, or a text with a character that no database keeps.',
      cause: error,
    });
  }
  if (isOutage(error, state)) {
    return noAnswer(error);
  }
  return error;
}

/** Whether it was done is not known; under its key, the next try will tell. */
export const noAnswer = (cause: unknown): AppError =>
  new AppError('unavailable', {
    detail: 'The database did not answer. Try again with the same Idempotency-Key.',
    retryAfterSeconds: 1,
    cause,
  });

function isOutage(error: unknown, state: string | undefined): boolean {
  if (state !== undefined) return GONE.test(state) || state === '57014';
  if (!(error instanceof Error)) return false;
  const { code } = error as { code?: string };
  if (code && ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'].includes(code)) return true;
  return /Connection terminated|not queryable|timeout exceeded when trying to connect/.test(error.message);
}
