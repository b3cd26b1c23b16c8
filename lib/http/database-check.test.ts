import { describe, expect, it } from 'vitest';
import { createPool } from '../db/pool';
import { useTestDatabase } from '../testing/database';
import { findDatabaseProblem, findMissingMigrations } from './database-check';

const database = useTestDatabase();

async function problemOf(change: (url: URL) => void): Promise<string | undefined> {
  const url = new URL(database.url);
  change(url);
  const pool = createPool({ connectionString: url.toString(), max: 1 });
  const problem = await findDatabaseProblem(pool, url.toString());
  await pool.end();
  return problem;
}

describe('findDatabaseProblem', () => {
  it('finds none on a migrated database', async () => {
    expect(await problemOf(() => {})).toBeUndefined();
  });

  it('says what to do about each way to be wrong, and never the password', async () => {
    const wrongPort = await problemOf((url) => void Object.assign(url, { port: '1' }));
    expect(wrongPort).toContain('Nothing listens at');
    const wrongName = await problemOf((url) => void Object.assign(url, { pathname: '/nowhere' }));
    expect(wrongName).toContain('has no database "nowhere"');
    for (const problem of [wrongPort, wrongName]) expect(problem).not.toContain(new URL(database.url).password);
  });

  it('names the first migration that is missing', async () => {
    const missing = await findMissingMigrations(database.pool);
    expect(missing).toEqual([]);
    const client = await database.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query('DELETE FROM "_prisma_migrations"');
      const asPool = client as unknown as Parameters<typeof findDatabaseProblem>[0];
      expect(await findDatabaseProblem(asPool, database.url)).toMatch(
        /^The database lacks \d+ migrations? \(20261121000000_init(, …)?\)\. Run: npm run migrate$/,
      );
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });
});
