import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Pool, PoolClient } from '../db/pool';

export interface Violation {
  /** Name of the check in verify.sql. */
  check: string;
  /** What must hold, in words. */
  rule: string;
  /** The first offending rows. */
  rows: Record<string, unknown>[];
}

interface Check {
  name: string;
  rule: string;
  sql: string;
}

const ROWS_SHOWN = 5;

/** Checks stand in verify.sql as `-- @check name: rule`, each followed by one SELECT of the rows that break it. */
export function parseChecks(text: string): Check[] {
  return text
    .split(/^-- @check /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      const [name = '', ...rule] = part.slice(0, end).split(':');
      return { name: name.trim(), rule: rule.join(':').trim(), sql: part.slice(end).trim().replace(/;\s*$/, '') };
    });
}

/**
 * The oracle: plain SQL that shares no code with the app (reliability invariants I1 to I14, as far as tables exist).
 * Answers what is violated; an empty list means the books are right.
 */
export async function verifyLedger(
  pool: Pool,
  sqlFile = path.resolve('lib/ledger/verify.sql'),
  { secondsPerCheck = 3600 }: { secondsPerCheck?: number } = {},
): Promise<Violation[]> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // One snapshot for all checks; large books are summed up without giving up after the pool's few seconds.
    await client.query(
      `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = '${Math.floor(secondsPerCheck)}s'`,
    );
    const violations = await runChecks(client, sqlFile);
    await client.query('COMMIT');
    return violations;
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The same on a client, in whatever transaction it is in. */
export async function runChecks(
  client: PoolClient,
  sqlFile = path.resolve('lib/ledger/verify.sql'),
): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const { name, rule, sql } of parseChecks(readFileSync(sqlFile, 'utf8'))) {
    const { rows } = await client.query<Record<string, unknown>>(
      `SELECT * FROM (${sql}) AS offending LIMIT ${ROWS_SHOWN}`,
    );
    if (rows.length > 0) violations.push({ check: name, rule, rows });
  }
  return violations;
}
