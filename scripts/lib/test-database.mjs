/** A PostgreSQL for a test run, and databases of its own on it. */
import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { PlainError } from './errors.mjs';

/**
 * TEST_DATABASE_URL's server, else one that lives as long as the run.
 * @returns {Promise<{ adminUrl: string, stop: () => Promise<void> }>}
 */
export async function openTestServer() {
  const given = process.env.TEST_DATABASE_URL;
  if (!given) {
    const { startTemporaryPostgres } = await import('./postgres.mjs');
    return startTemporaryPostgres();
  }
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: given, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.end();
  } catch (error) {
    throw new PlainError(`The server of TEST_DATABASE_URL does not answer: ${/** @type {Error} */ (error).message}`);
  }
  return { adminUrl: given, stop: async () => {} };
}

/**
 * Makes a database that belongs to a role without superuser rights, as in production.
 * @param {string} adminUrl
 * @returns {Promise<{ url: string, drop: () => Promise<void> }>}
 */
export async function createTestDatabase(adminUrl) {
  const { default: pg } = await import('pg');
  const name = `coffer_e2e_${randomBytes(5).toString('hex')}`;
  const onServer = async (/** @type {string[]} */ ...statements) => {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await onServer(
    `CREATE ROLE ${name} LOGIN NOSUPERUSER PASSWORD '${name}'`,
    `GRANT ${name} TO CURRENT_USER`,
    `CREATE DATABASE ${name} OWNER ${name}`,
  );
  const url = new URL(adminUrl);
  url.username = name;
  url.password = name;
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    drop: () => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, `DROP ROLE IF EXISTS ${name}`),
  };
}
