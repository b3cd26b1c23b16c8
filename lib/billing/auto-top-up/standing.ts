import type { Pool, PoolClient } from '../../db/pool';
import { getLedger } from '../../ledger';
import { edgesOf, type Spent, type Standing } from './decide';
import type { RuleRow } from './rows';

interface Facts {
  time_zone: string;
  status: string;
  arriving_micro: bigint;
}

/**
 * Credits whose money is under way: delayed methods, and charges of a saved card that are not answered yet. What an open
 * checkout may bring does not count: nobody has paid there.
 */
const FACTS = `
  SELECT w.time_zone, w.status, coalesce((
    SELECT sum(p.credit_micro + p.bonus_micro) FROM purchases p
    WHERE p.workspace_id = w.id AND p.mode = 'live' AND p.wallet_id IS NULL
      AND (p.status = 'processing' OR (p.status = 'pending' AND p.payment_kind = 'card'))), 0)::bigint AS arriving_micro
  FROM workspaces w WHERE w.id = $1`;

/** Money of automatic purchases that stand or may still stand, in this day and month of the workspace's zone. */
export async function readSpent(
  db: Pool | PoolClient,
  workspaceId: string,
  { dayStart, monthStart }: { dayStart: Date; monthStart: Date },
): Promise<Spent> {
  const { rows } = await db.query<{ day: bigint; month: bigint }>(
    `SELECT coalesce(sum(total_minor) FILTER (WHERE created_at >= $2), 0)::bigint AS day,
       coalesce(sum(total_minor), 0)::bigint AS month
     FROM auto_top_up_attempts
     WHERE workspace_id = $1 AND created_at >= $3 AND state IN ('running', 'authentication', 'succeeded')`,
    [workspaceId, dayStart, monthStart],
  );
  return { dayMinor: rows[0]?.day ?? 0n, monthMinor: rows[0]?.month ?? 0n };
}

/**
 * How things stand for a rule at `now`, read on the caller's connection: under the rule's lock it is what decides. The
 * balance is the workspace's own wallet, the one that purchases fill.
 */
export async function readStanding(
  db: Pool | PoolClient,
  rule: RuleRow,
  { now, totalMinor, givesLess, hasCard }: Pick<Standing, 'now' | 'totalMinor' | 'givesLess' | 'hasCard'>,
): Promise<Standing & { timeZone: string }> {
  const workspaceId = rule.workspace_id;
  const { rows } = await db.query<Facts>(FACTS, [workspaceId]);
  const facts = rows[0];
  if (!facts) throw new Error('a rule belongs to a workspace');
  const edges = edgesOf(now, facts.time_zone);
  const { availableMicro } = await getLedger().balanceOn(db, {
    workspaceId,
    mode: 'live',
    owner: { kind: 'workspace' },
    withGrants: false,
  });
  return {
    rule,
    now,
    availableMicro,
    arrivingMicro: facts.arriving_micro,
    workspaceStatus: facts.status,
    totalMinor,
    givesLess,
    hasCard,
    spent: await readSpent(db, workspaceId, edges),
    edges,
    timeZone: facts.time_zone,
  };
}
