import { AppError } from '../errors';
import { getPool, type Pool, type PoolClient } from './pool';

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const LOCK_NOT_AVAILABLE = '55P03';
const MAX_TRIES = 8;

/** The SQLSTATE behind an error of pg or of Prisma (P2034, or P2010 with the cause's originalCode), if any. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, meta, cause } = error as { code?: unknown; meta?: Record<string, unknown>; cause?: unknown };
  if (code === 'P2034') return SERIALIZATION_FAILURE;
  const inner = (meta?.driverAdapterError as { cause?: { originalCode?: string } } | undefined)?.cause;
  const original = inner?.originalCode ?? (cause as { originalCode?: string } | undefined)?.originalCode;
  if (original) return original;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) ? code : undefined;
}

const isRetryable = (error: unknown): boolean => {
  const state = sqlState(error);
  return state === SERIALIZATION_FAILURE || state === DEADLOCK;
};

/**
 * Runs `work` again after a serialization failure or a deadlock, at most 8 times with full jitter; then 503.
 * `work` must be a whole transaction.
 */
export async function withRetry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (sqlState(error) === LOCK_NOT_AVAILABLE) {
        throw new AppError('unavailable', {
          detail: 'The data is busy. Try again in a moment.',
          retryAfterSeconds: 1,
          cause: error,
        });
      }
      if (!isRetryable(error)) throw error;
      if (attempt >= MAX_TRIES) {
        throw new AppError('unavailable', {
          detail: 'The database is contended. Try again in a moment.',
          retryAfterSeconds: 1,
          cause: error,
        });
      }
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 10 * 2 ** attempt));
    }
  }
}

/** Runs `work` in one READ COMMITTED transaction on one connection, and again if the database asks for it. */
export async function inTransaction<T>(work: (client: PoolClient) => Promise<T>, pool: Pool = getPool()): Promise<T> {
  return withRetry(async () => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((rollbackError: Error) => {
        broken = rollbackError;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  });
}
