import { randomBytes, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createPool } from '../../db/pool';
import { useTestDatabase } from '../../testing/database';
import { CREDIT } from '../../testing/factories';
import { createLedger } from '..';
import { openScene } from '../operations/testing';

const database = useTestDatabase();

it('plans that were made while a table was empty are made anew as it grows', async () => {
  const scene = await openScene(database);
  const { books, clock } = scene;
  await scene.ledger.grant({ ...books, source: 'admin', amountMicro: 1_000n * CREDIT });
  // PostgreSQL now takes the table for empty, and nothing will tell it otherwise before the end of this test.
  await database.pool.query('ALTER TABLE idempotency_records SET (autovacuum_enabled = off)');
  await database.pool.query('VACUUM ANALYZE idempotency_records');
  const pool = createPool({ connectionString: database.url, max: 1 });
  try {
    const ledger = createLedger({ pool, clock });
    const idempotency = () => ({ credentialId: randomUUID(), key: randomUUID(), requestHash: randomBytes(32) });
    // A time of its own keeps the spend from the single statement.
    const spend = () =>
      ledger.consume({ ...books, amountMicro: 1n, occurredAt: clock.now(), idempotency: idempotency() });
    const planOf = async (generation: number) => {
      const { rows } = await pool.query<Record<string, string>>(
        `EXPLAIN EXECUTE "ledger.replies.${generation}" ('${randomUUID()}', '{}', '{}')`,
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    };
    await spend();
    expect(await planOf(0)).toContain('Seq Scan on idempotency_records');
    await database.pool.query(
      `INSERT INTO idempotency_records (workspace_id, credential_id, key, request_hash, status, reply, created_at)
       SELECT $1, gen_random_uuid(), n::text, '\\x00', 200, '{}', now() FROM generate_series(1, 5000) AS n`,
      [books.workspaceId],
    );
    for (let n = 0; n < 40; n++) await spend();
    expect(await planOf(1)).toContain('Index Scan using idempotency_records_pkey');
  } finally {
    await pool.end();
  }
});
