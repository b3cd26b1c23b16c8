import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate } from '../db/migrate';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection of the role that owns the test databases, without a database name at the end. */
    serverUrl: string;
    templateName: string;
  }
}

/** A server to test on: TEST_DATABASE_URL's, else an embedded one that lives as long as the run. */
async function openServer(): Promise<{ adminUrl: string; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { adminUrl: given, stop: async () => {} };
  const { startTemporaryPostgres } = await import('../../scripts/lib/postgres.mjs');
  return startTemporaryPostgres();
}

/**
 * Makes one migrated database that every test file copies. Databases belong to a role without superuser rights, because
 * a superuser could change ledger rows and the tests would not notice.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer();
  const run = randomBytes(4).toString('hex');
  const role = `coffer_test_${run}`;
  const templateName = `coffer_template_${run}`;
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  await admin.query(`CREATE ROLE ${role} LOGIN NOSUPERUSER CREATEDB PASSWORD '${run}'`);
  await admin.query(`GRANT ${role} TO CURRENT_USER`);
  await admin.query(`CREATE DATABASE ${templateName} OWNER ${role}`);
  const url = new URL(server.adminUrl);
  url.username = role;
  url.password = run;
  url.pathname = '/';
  const serverUrl = url.toString();
  await migrate(new URL(templateName, serverUrl).toString());
  project.provide('serverUrl', serverUrl);
  project.provide('templateName', templateName);
  return async () => {
    const { rows } = await admin.query<{ datname: string }>(
      `SELECT datname FROM pg_database WHERE datdba = (SELECT oid FROM pg_roles WHERE rolname = $1)`,
      [role],
    );
    for (const { datname } of rows) await admin.query(`DROP DATABASE IF EXISTS "${datname}" WITH (FORCE)`);
    await admin.query(`DROP ROLE ${role}`);
    await admin.end();
    await server.stop();
  };
}
