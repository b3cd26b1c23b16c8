import { sqlState } from '../db/transaction';
import { AppError } from '../errors';

/** Classes and codes of PostgreSQL that mean "not now" (https://www.postgresql.org/docs/current/errcodes-appendix.html). */
const UNAVAILABLE_STATES = new Set([
  '25006', // read-only: a replica, or a full disk's emergency
  '40001',
  '40P01',
  '53000',
  '53100', // disk full
  '53200',
  '53300', // too many connections
  '53400',
  '55P03', // lock not available
  '57014', // statement timeout
  '57P01',
  '57P02',
  '57P03', // starting up or shutting down
]);
const UNAVAILABLE_NODE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
const UNAVAILABLE_TEXT = /timeout exceeded when trying to connect|Connection terminated|connection is not queryable/i;

/**
 * What an error that nobody translated means to a caller: a database that is away is 503 with a time to wait, a sum
 * beyond 64 bits is the request's fault, everything else is ours (500, without detail).
 */
export function toAppError(thrown: unknown): AppError {
  const state = sqlState(thrown);
  if (state === '22003') {
    return new AppError('validation_failed', {
      detail: 'With this amount the balance would be larger than Coffer can keep.',
      cause: thrown,
    });
  }
  if (isUnavailable(thrown, state)) {
    return new AppError('unavailable', {
      detail:
        'The database does not answer at the moment. Try again; with the same Idempotency-Key nothing is done twice.',
      retryAfterSeconds: 2,
      cause: thrown,
    });
  }
  return new AppError('internal', {
    detail: 'Something went wrong on our side. The request id finds it in our log.',
    cause: thrown,
  });
}

function isUnavailable(thrown: unknown, state: string | undefined): boolean {
  if (state !== undefined && (UNAVAILABLE_STATES.has(state) || state.startsWith('08'))) return true;
  if (!(thrown instanceof Error)) return false;
  const code = (thrown as { code?: unknown }).code;
  return (typeof code === 'string' && UNAVAILABLE_NODE.has(code)) || UNAVAILABLE_TEXT.test(thrown.message);
}
