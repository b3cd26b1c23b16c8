import pg from 'pg';
import { createPool, type Pool } from '../../../lib/db/pool';
import { explainConnection, findDurabilityProblem, findMissingMigrations } from '../../../lib/http/database-check';
import { type Finding, fail, ok, warn } from './finding';

const OLDEST_MAJOR = 15;
const MONTHS_AHEAD_MIN = 2;

async function checkServer(pool: Pool): Promise<Finding> {
  const { rows } = await pool.query<{ version: string }>("SELECT current_setting('server_version') AS version");
  const version = rows[0]?.version ?? '';
  return Number.parseInt(version, 10) >= OLDEST_MAJOR
    ? ok('PostgreSQL', `${version}, reachable`)
    : fail('PostgreSQL', `${version} is too old`, `Use PostgreSQL ${OLDEST_MAJOR} or newer.`);
}

async function checkMigrations(pool: Pool): Promise<Finding> {
  const missing = await findMissingMigrations(pool);
  return missing.length === 0
    ? ok('migrations', 'all applied')
    : fail('migrations', `${missing.length} not applied (${missing[0]})`, 'Run: npm run migrate');
}

/** A superuser is beyond every REVOKE: ledger rows could be changed unseen. */
async function checkRole(pool: Pool): Promise<Finding> {
  const { rows } = await pool.query<{ name: string; is_super: boolean; bypasses: boolean }>(
    'SELECT rolname AS name, rolsuper AS is_super, rolbypassrls AS bypasses FROM pg_roles WHERE rolname = current_user',
  );
  const role = rows[0];
  return role?.is_super
    ? warn(
        'database role',
        `${role.name} is a superuser and could change history`,
        'Let the app connect as a role of its own: CREATE ROLE coffer LOGIN; ALTER DATABASE … OWNER TO coffer.',
      )
    : ok('database role', `${role?.name} is no superuser`);
}

/** Rows of the books are written once: nobody may hold the rights to change them. */
async function checkRights(pool: Pool): Promise<Finding> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c
     WHERE c.relnamespace = current_schema::regnamespace AND c.relkind IN ('r', 'p')
       AND c.relname ~ '^(transactions|allocations|audit_log)(_[0-9]{6})?$'
       AND EXISTS (SELECT 1 FROM aclexplode(c.relacl) AS granted
                   WHERE granted.privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE'))
     ORDER BY 1`,
  );
  const { rows: unset } = await pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema::regnamespace AND relkind IN ('r', 'p')
       AND relname ~ '^(transactions|allocations|audit_log)(_[0-9]{6})?$' AND relacl IS NULL ORDER BY 1`,
  );
  const open = [...rows, ...unset].map(({ name }) => name);
  return open.length === 0
    ? ok('ledger rights', 'no role may change or delete booked rows')
    : fail(
        'ledger rights',
        `${open.join(', ')} can be changed`,
        `REVOKE UPDATE, DELETE, TRUNCATE ON ${open.join(', ')} FROM PUBLIC, CURRENT_USER;`,
      );
}

async function checkDurability(pool: Pool): Promise<Finding> {
  const problem = await findDurabilityProblem(pool);
  return problem
    ? fail('durability', problem.split(':')[0] ?? problem, 'Switch it on in postgresql.conf and reload.')
    : ok('durability', 'fsync, full_page_writes and synchronous_commit are on');
}

/** Bookings need the partition of their month; the app makes a year ahead each day. */
async function checkMonths(pool: Pool): Promise<Finding> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT max(c.relname) AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'transactions'::regclass`,
  );
  const newest = /(\d{4})(\d{2})$/.exec(rows[0]?.name ?? '');
  const now = new Date();
  const ahead = newest
    ? (Number(newest[1]) - now.getUTCFullYear()) * 12 + Number(newest[2]) - 1 - now.getUTCMonth()
    : -1;
  return ahead >= MONTHS_AHEAD_MIN
    ? ok('months ahead', `${ahead} prepared`)
    : fail(
        'months ahead',
        ahead < 0 ? 'this month has no room for bookings' : `only ${ahead} prepared`,
        "Let the app run with COFFER_JOBS on, or: SELECT ensure_ledger_months(now(), now() + interval '12 months');",
      );
}

/** All checks of the database; when it cannot be reached, that alone. */
export async function checkDatabase(connectionString: string): Promise<Finding[]> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
  } catch (error) {
    return [fail('PostgreSQL', 'not reachable', explainConnection(error, connectionString))];
  } finally {
    await client.end().catch(() => {});
  }
  const pool = createPool({ connectionString, max: 1, applicationName: 'coffer-doctor' });
  try {
    const findings = [await checkServer(pool), await checkMigrations(pool)];
    if (findings.some(({ level }) => level === 'fail')) return findings;
    for (const check of [checkRole, checkRights, checkDurability, checkMonths]) findings.push(await check(pool));
    return findings;
  } finally {
    await pool.end();
  }
}
