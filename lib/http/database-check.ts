import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Pool } from '../db/pool';
import { sqlState } from '../db/transaction';

/** What stands between this process and a database it can work on, as a sentence; undefined when nothing does. */
export async function findDatabaseProblem(pool: Pool, connectionString: string): Promise<string | undefined> {
  try {
    await pool.query('SELECT 1');
  } catch (error) {
    return explainConnection(error, connectionString);
  }
  const missing = await findMissingMigrations(pool);
  if (missing.length === 0) return undefined;
  return `The database lacks ${missing.length} migration${missing.length > 1 ? 's' : ''} (${missing[0]}${missing.length > 1 ? ', …' : ''}). Run: npm run migrate`;
}

/** Names in prisma/migrations that the database has not had yet. */
export async function findMissingMigrations(pool: Pool, folder = path.resolve('prisma/migrations')): Promise<string[]> {
  const names = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'migration.sql')));
  const { rows } = await pool
    .query<{ name: string }>(
      `SELECT migration_name AS name FROM "_prisma_migrations" WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    )
    .catch((error: unknown) => {
      if (sqlState(error) === '42P01') return { rows: [] }; // not even the history table: a bare database
      throw error;
    });
  const applied = new Set(rows.map((row) => row.name));
  return names.filter((name) => !applied.has(name)).sort();
}

/** Settings under which a committed payment could vanish in a power cut. */
export async function findDurabilityProblem(pool: Pool): Promise<string | undefined> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes')`,
  );
  const off = rows.filter(({ setting }) => setting === 'off').map(({ name }) => name);
  if (off.length === 0) return undefined;
  return `PostgreSQL runs with ${off.join(' and ')} switched off: a crash would lose committed credits. Switch ${off.length > 1 ? 'them' : 'it'} on.`;
}

export function explainConnection(error: unknown, connectionString: string): string {
  const url = new URL(connectionString);
  const where = `${url.hostname}:${url.port || '5432'}`;
  const name = decodeURIComponent(url.pathname.slice(1));
  const code = (error as { code?: string }).code;
  switch (code) {
    case 'ECONNREFUSED':
      return `Nothing listens at ${where}. Start PostgreSQL there, or correct DATABASE_URL.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The host ${url.hostname} of DATABASE_URL is not known. Correct DATABASE_URL.`;
    case '28P01':
    case '28000':
      return `PostgreSQL at ${where} does not let the user "${decodeURIComponent(url.username)}" in. Correct user and password in DATABASE_URL.`;
    case '3D000':
      return `PostgreSQL at ${where} has no database "${name}". Create it, or correct DATABASE_URL.`;
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `Nothing answers at ${where}. Check the network, or correct DATABASE_URL.`;
    default:
      if (error instanceof Error && /timeout|terminated unexpectedly/.test(error.message)) {
        return `PostgreSQL at ${where} does not answer. Check the network, or correct DATABASE_URL.`;
      }
      return `PostgreSQL at ${where} cannot be used: ${error instanceof Error ? error.message : String(error)}.`;
  }
}
