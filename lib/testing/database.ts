import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { createPool, type Pool } from '../db/pool';
import { verifyLedger } from '../ledger/verify';
import { dropSingleton } from '../singleton';

export interface TestDatabase {
  url: string;
  pool: Pool;
}

/**
 * Gives the calling test file a fresh migrated PostgreSQL database, as DATABASE_URL too. When the file is done the
 * oracle (lib/ledger/verify.sql) is run over what it left, and the database is dropped.
 */
export function useTestDatabase(): TestDatabase {
  const database = {} as TestDatabase;
  const name = `coffer_${randomBytes(6).toString('hex')}`;
  const serverUrl = inject('serverUrl');
  const onServer = async (sql: string) => {
    const client = new pg.Client({ connectionString: new URL('postgres', serverUrl).toString() });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };

  beforeAll(async () => {
    await onServer(`CREATE DATABASE ${name} TEMPLATE ${inject('templateName')}`);
    database.url = new URL(name, serverUrl).toString();
    process.env.DATABASE_URL = database.url;
    database.pool = createPool({
      connectionString: database.url,
      max: 20,
      applicationName: 'coffer-test',
      patience: 10,
    });
    (globalThis as unknown as Record<symbol, unknown>)[Symbol.for('coffer.pool')] = database.pool;
  });

  afterAll(async () => {
    const violations = await verifyLedger(database.pool);
    await database.pool.end();
    for (const singleton of ['pool', 'prisma', 'ledger']) dropSingleton(singleton);
    // Not while the server itself is cleaning it up, which only a superuser may interrupt; the run's end drops what is left.
    await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`).catch(() => undefined);
    expect(violations).toEqual([]);
  });

  return database;
}
