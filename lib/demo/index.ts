/** The demo: two customers of an operator with 90 days behind them. The same on every machine, but for its secrets. */
import { createPool, type Pool } from '../db/pool';
import { inTransaction } from '../db/transaction';
import type { Env } from '../env';
import { NIL_UUID } from '../ids';
import { ensureDemoCard } from './card';
import { type DemoDescription, describeDemo } from './describe';
import { ensureKeys } from './keys';
import { insertPeople } from './people';
import { idOf } from './random';
import { DAYS, WORKSPACES } from './world';

export type { DemoDescription } from './describe';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** The workspaces exist a little longer than their usage. */
const AGE_MS = (DAYS + 2) * DAY_MS;
/** Its row in the audit log says that the demo is whole. */
const DONE_ID = idOf('done');
/** A crash may cost the last moments of seeding, which are then done again: no need to wait for the disk each time. */
const CONNECTION_OPTIONS = '-c synchronous_commit=off -c plan_cache_mode=force_generic_plan -c TimeZone=UTC';

export interface EnsureDemoOptions {
  env: Env;
  /** The demo's API keys are made from it. */
  keySeed: string;
  /** Told how far it is. */
  note?: (text: string) => void;
}

async function isDone(pool: Pool): Promise<boolean> {
  const { rowCount } = await pool.query('SELECT 1 FROM audit_log WHERE workspace_id = $1 AND id = $2', [
    NIL_UUID,
    DONE_ID,
  ]);
  return rowCount === 1;
}

/**
 * The instant at which the demo's history ends: that of the first start, also when that one was interrupted and this
 * one goes on.
 */
async function findAnchor(pool: Pool): Promise<Date> {
  const { rows } = await pool.query<{ id: string; created_at: Date }>(
    'SELECT id, created_at FROM workspaces WHERE slug = ANY ($1)',
    [WORKSPACES.map(({ slug }) => slug)],
  );
  const foreign = rows.find(({ id }) => !WORKSPACES.some((workspace) => workspace.id === id));
  if (foreign) {
    throw new Error('This database has workspaces of its own under the demo’s names. Start with COFFER_DEMO=0.');
  }
  if (rows[0]) return new Date(rows[0].created_at.getTime() + AGE_MS);
  return new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS);
}

/**
 * Fills the database with the demo unless it is there, makes sure that its keys work, and describes it.
 * Errors: a sentence when the database belongs to somebody else.
 */
export async function ensureDemo({ env, keySeed, note = () => {} }: EnsureDemoOptions): Promise<DemoDescription> {
  if (env.COFFER_ENV === 'production') throw new Error('The demo is refused with COFFER_ENV=production.');
  const url = new URL(env.DATABASE_URL);
  url.searchParams.set('options', CONNECTION_OPTIONS);
  const pool = createPool({ connectionString: url.toString(), max: 8, applicationName: 'coffer-demo' });
  try {
    const anchor = await findAnchor(pool);
    const createdAt = new Date(anchor.getTime() - AGE_MS);
    await inTransaction(async (client) => {
      await insertPeople(client, WORKSPACES, createdAt);
      await ensureKeys(client, WORKSPACES, { keySeed, createdAt });
    }, pool);
    if (!(await isDone(pool))) {
      const { fillDemo } = await import('./fill'); // the whole ledger: loaded only by the start that needs it
      await fillDemo({ pool, anchor, createdAt, note });
      await markDone(pool);
    }
    for (const workspace of WORKSPACES) await ensureDemoCard(env, pool, workspace);
    return describeDemo(env, keySeed);
  } finally {
    await pool.end();
  }
}

async function markDone(pool: Pool): Promise<void> {
  await pool.query(
    `INSERT INTO audit_log (workspace_id, id, action, target_kind, actor_kind, reason)
     VALUES ($1, $2, 'demo.fill', 'installation', 'job', 'First start of the demo') ON CONFLICT DO NOTHING`,
    [NIL_UUID, DONE_ID],
  );
}
