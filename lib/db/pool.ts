import pg from 'pg';
import { getEnv } from '../env';
import { singleton } from '../singleton';

/**
 * The one pool of the process: used by the ledger's statements and lent to Prisma's adapter. BIGINT arrives as bigint,
 * never as a float.
 */
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => BigInt(text));

export type Pool = pg.Pool;
export type PoolClient = pg.PoolClient;

export interface PoolOptions {
  connectionString: string;
  max: number;
  /** Named in pg_stat_activity. */
  applicationName?: string;
  /** How many times as long everything may take. Default 1; tests share a busy machine. */
  patience?: number;
}

/** Opens a pool with bounded waits: 2 s for a connection, 2 s for a lock, 5 s for a statement, 10 s idle in a transaction. */
export function createPool({ connectionString, max, applicationName = 'coffer', patience = 1 }: PoolOptions): Pool {
  const pool = new pg.Pool({
    connectionString,
    max,
    application_name: applicationName,
    connectionTimeoutMillis: 2_000 * patience,
    idleTimeoutMillis: 30_000,
    statement_timeout: 5_000 * patience,
    lock_timeout: 2_000 * patience,
    idle_in_transaction_session_timeout: 10_000 * patience,
    // Batches are planned once: a plan for unnest() of unknown length is good for all of them.
    options: '-c plan_cache_mode=force_generic_plan -c TimeZone=UTC',
  });
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  // The same for one that dies while it is lent and between two statements: the next statement says so to its owner.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

/** The process's pool, on DATABASE_URL. */
export function getPool(): Pool {
  return singleton('pool', () => {
    const env = getEnv();
    return createPool({ connectionString: env.DATABASE_URL, max: env.DATABASE_POOL_MAX });
  });
}
