import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Actor } from '../auth/actor';
import { recordAudit } from '../auth/audit';
import type { Trace } from '../auth/keys';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize } from '../auth/policy';
import { getPool } from '../db/pool';
import { inTransaction, sqlState } from '../db/transaction';
import { newId } from '../ids';
import { parseChecks, type Violation, verifyLedger } from '../ledger/verify';
import { problem } from './problem';

export interface VerifyRunView {
  id: string;
  startedAt: Date;
  endedAt: Date | null;
  checks: number;
  /** null while it runs, and when it did not come to an end. */
  violations: Violation[] | null;
  error: string | null;
}

/** A button must not keep the database busy for long: larger books are verified by `npm run verify`. */
const MAX_SECONDS = 30;
const UNIQUE_VIOLATION = '23505';
const QUERY_CANCELED = '57014';

const SQL_FILE = path.resolve('lib/ledger/verify.sql');

/** A check by its name in the SQL, with its rule. */
export type BookCheck = Pick<Violation, 'check' | 'rule'>;

export const listChecks = (): BookCheck[] =>
  parseChecks(readFileSync(SQL_FILE, 'utf8')).map(({ name, rule }) => ({ check: name, rule }));

/** The newest run that was begun from the console; null: never. The caller has authorised. */
export async function readLastVerifyRun(): Promise<VerifyRunView | null> {
  const { rows } = await getPool().query<VerifyRunView>(
    `SELECT id, started_at AS "startedAt", ended_at AS "endedAt", checks, violations, error
     FROM verify_runs ORDER BY started_at DESC, id DESC LIMIT 1`,
  );
  return rows[0] ?? null;
}

async function begin(actor: Actor, trace: Trace): Promise<string> {
  const id = newId();
  const { kind, id: actorId } = toLedgerActor(actor);
  try {
    await inTransaction(async (client) => {
      await client.query(
        `UPDATE verify_runs SET ended_at = now(), error = 'abandoned'
         WHERE ended_at IS NULL AND started_at < now() - interval '10 minutes'`,
      );
      await client.query('INSERT INTO verify_runs (id, actor_kind, actor_id) VALUES ($1, $2::actor_kind, $3)', [
        id,
        kind,
        actorId,
      ]);
      await recordAudit(client, {
        workspaceId: null,
        action: 'books.verify',
        targetKind: 'verify_run',
        targetId: id,
        actor: { kind, id: actorId },
        ...trace,
      });
    });
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION) throw problem('conflict', 'verifyRunning');
    throw error;
  }
  return id;
}

const end = (id: string, { violations, error }: { violations: Violation[] | null; error: string | null }) =>
  getPool().query(
    'UPDATE verify_runs SET ended_at = clock_timestamp(), checks = $2, violations = $3, error = $4 WHERE id = $1',
    [
      id,
      listChecks().length,
      violations && JSON.stringify(violations, (_key, value) => (typeof value === 'bigint' ? value.toString() : value)),
      error,
    ],
  );

/**
 * Runs the oracle over all books now, one run at a time and each check for 30 seconds at most.
 * Errors: forbidden, conflict (one is under way). Books too large for that are a run with an error, not an exception.
 */
export async function verifyNow(actor: Actor, trace: Trace = {}): Promise<VerifyRunView> {
  authorize(actor, 'installation:verify');
  const id = await begin(actor, trace);
  try {
    const violations = await verifyLedger(getPool(), SQL_FILE, { secondsPerCheck: MAX_SECONDS });
    await end(id, { violations, error: null });
  } catch (error) {
    await end(id, { violations: null, error: sqlState(error) === QUERY_CANCELED ? 'too_large' : 'failed' });
    if (sqlState(error) !== QUERY_CANCELED) throw error;
  }
  return (await readLastVerifyRun()) as VerifyRunView;
}
