/**
 * Run by `npm start` before the app: checks the environment and the database, migrates, and fills a demo.
 * Prints `note …` lines for the progress display; what is wrong goes to stderr as sentences.
 */
import { writeFileSync } from 'node:fs';
import pg from 'pg';
import { migrate } from '../lib/db/migrate';
import { parseEnv } from '../lib/env';
import { explainConnection } from '../lib/http/database-check';

const OLDEST_POSTGRES = 15;

/** Errors: a sentence for a database that cannot be reached or is too old. */
async function checkDatabase(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>("SELECT current_setting('server_version') AS version");
    const version = rows[0]?.version ?? '';
    if (Number.parseInt(version, 10) < OLDEST_POSTGRES) {
      throw new Error(`Coffer needs PostgreSQL ${OLDEST_POSTGRES} or newer, and DATABASE_URL leads to ${version}.`);
    }
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('Coffer needs')) throw error;
    throw new Error(explainConnection(error, connectionString));
  } finally {
    await client.end().catch(() => {});
  }
}

async function fillDemo(env: ReturnType<typeof parseEnv>, file: string): Promise<void> {
  const { ensureDemo } = await import('../lib/demo');
  const description = await ensureDemo({
    env,
    keySeed: process.env.COFFER_DEMO_KEY_SEED || env.AUTH_SECRET,
    note: (text) => console.log(`note ${text}`),
  });
  writeFileSync(file, `${JSON.stringify(description, null, 2)}\n`, { mode: 0o600 });
}

async function main(): Promise<void> {
  const env = parseEnv();
  await checkDatabase(env.DATABASE_URL);
  const applied = await migrate(process.env.MIGRATE_DATABASE_URL || env.DATABASE_URL);
  if (applied.length > 0) console.log(`note ${applied.length} migration${applied.length > 1 ? 's' : ''} applied`);
  const demoFile = process.env.COFFER_DEMO_FILE;
  if (demoFile) await fillDemo(env, demoFile);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    // zod's words for a variable that is not there
    console.error(message.replaceAll('Invalid input: expected string, received undefined', 'is missing'));
    process.exit(1);
  },
);
