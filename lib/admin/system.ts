import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Actor } from '../auth/actor';
import { authorize } from '../auth/policy';
import { isBillingOpen, isSandbox } from '../billing';
import { getPool } from '../db/pool';
import { getEnv } from '../env';
import { type BookCheck, listChecks, readLastVerifyRun, type VerifyRunView } from './verify';

/** Work that waits, and since when; null: nothing does. */
export interface QueueState {
  name: 'stripeEvents' | 'purchases' | 'webhooks' | 'mails' | 'wallets';
  due: number;
  oldestDueAt: Date | null;
}

export interface SystemState {
  version: string;
  node: string;
  environment: 'demo' | 'test' | 'production';
  baseUrl: string;
  stripe: 'sandbox' | 'test' | 'live' | 'none';
  isBillingOpen: boolean;
  database: { version: string; sizeBytes: bigint; name: string };
  migrations: { name: string; appliedAt: Date | null }[];
  /** In the code and not in the database: run `npm run migrate`. */
  missingMigrations: string[];
  queues: QueueState[];
  lastVerify: VerifyRunView | null;
  /** What a verification asks of the books. */
  checks: BookCheck[];
}

const QUEUES: { name: QueueState['name']; sql: string }[] = [
  {
    name: 'stripeEvents',
    sql: 'SELECT count(*)::int AS due, min(next_try_at) AS oldest FROM stripe_events WHERE next_try_at <= now()',
  },
  {
    name: 'purchases',
    sql: 'SELECT count(*)::int AS due, min(next_check_at) AS oldest FROM purchases WHERE next_check_at <= now()',
  },
  {
    name: 'webhooks',
    sql: 'SELECT count(*)::int AS due, min(next_try_at) AS oldest FROM webhook_deliveries WHERE next_try_at <= now()',
  },
  {
    name: 'mails',
    sql: 'SELECT count(*)::int AS due, min(next_try_at) AS oldest FROM outgoing_mails WHERE next_try_at <= now()',
  },
  {
    name: 'wallets',
    sql: 'SELECT count(*)::int AS due, min(next_event_at) AS oldest FROM wallets WHERE next_event_at <= now()',
  },
];

async function readQueue({ name, sql }: (typeof QUEUES)[number]): Promise<QueueState> {
  const { rows } = await getPool().query<{ due: number; oldest: Date | null }>(sql);
  return { name, due: rows[0]?.due ?? 0, oldestDueAt: rows[0]?.oldest ?? null };
}

function stripeKind(): SystemState['stripe'] {
  const { STRIPE_SECRET_KEY } = getEnv();
  if (isSandbox()) return 'sandbox';
  if (!STRIPE_SECRET_KEY) return 'none';
  return /^(sk|rk)_test_/.test(STRIPE_SECRET_KEY) ? 'test' : 'live';
}

const readVersion = (): string =>
  (JSON.parse(readFileSync(path.resolve('package.json'), 'utf8')) as { version: string }).version;

function codeMigrations(): string[] {
  return readdirSync(path.resolve('prisma/migrations'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** How the installation is doing. Errors: unauthenticated, forbidden. */
export async function readSystem(actor: Actor): Promise<SystemState> {
  authorize(actor, 'operator:view');
  const pool = getPool();
  const [database, migrations, lastVerify] = await Promise.all([
    pool.query<{ version: string; size: bigint; name: string }>(
      `SELECT current_setting('server_version') AS version, pg_database_size(current_database()) AS size,
         current_database() AS name`,
    ),
    pool.query<{ name: string; appliedAt: Date | null }>(
      `SELECT migration_name AS name, finished_at AS "appliedAt" FROM "_prisma_migrations"
       WHERE rolled_back_at IS NULL ORDER BY migration_name`,
    ),
    readLastVerifyRun(),
  ]);
  const queues: QueueState[] = [];
  for (const queue of QUEUES) queues.push(await readQueue(queue));
  const applied = new Set(migrations.rows.filter(({ appliedAt }) => appliedAt).map(({ name }) => name));
  const { COFFER_ENV, BASE_URL } = getEnv();
  return {
    version: readVersion(),
    node: process.version,
    environment: COFFER_ENV,
    baseUrl: BASE_URL,
    stripe: stripeKind(),
    isBillingOpen: isBillingOpen(),
    database: {
      version: database.rows[0]?.version ?? '',
      sizeBytes: database.rows[0]?.size ?? 0n,
      name: database.rows[0]?.name ?? '',
    },
    migrations: migrations.rows,
    missingMigrations: codeMigrations().filter((name) => !applied.has(name)),
    queues,
    lastVerify,
    checks: listChecks(),
  };
}
