import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { migrate } from '@/lib/db/migrate';
import { createPool, type Pool } from '@/lib/db/pool';

export interface BenchDatabase {
  url: string;
  pool: Pool;
  drop(): Promise<void>;
}

/**
 * The server under test: BENCH_DATABASE_URL's (a role that may create databases), else an embedded one with durable
 * settings that lives as long as the run.
 */
export async function openServer(): Promise<{ adminUrl: string; stop(): Promise<void> }> {
  const given = process.env.BENCH_DATABASE_URL;
  if (given) return { adminUrl: given, stop: async () => {} };
  const { startTemporaryPostgres } = await import('../../scripts/lib/postgres.mjs');
  return startTemporaryPostgres({ durable: true });
}

/** A migrated database of its own; `drop` takes it away again. */
export async function createDatabase(adminUrl: string, max = 12): Promise<BenchDatabase> {
  const name = `coffer_bench_${randomBytes(4).toString('hex')}`;
  const onServer = async (sql: string) => {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await onServer(`CREATE DATABASE ${name}`);
  const target = new URL(adminUrl);
  target.pathname = `/${name}`;
  const url = target.toString();
  await migrate(url);
  const pool = createPool({ connectionString: url, max, applicationName: 'coffer-bench' });
  return {
    url,
    pool,
    drop: async () => {
      await pool.end();
      await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}
