/** Rules about credits that are going to expire: looked at by the clock. */
import { getPool, type PoolClient } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { log } from '../log';
import { alertsClock } from './clock';
import { RULE_COLUMNS, type RuleRow, toRule } from './rule-row';
import { tell } from './tell';

/**
 * Lots of a rule that nobody was told of so late, with the nearest of its thresholds that they have passed. A term that
 * was never longer than a threshold does not pass it: credits for a week are no news a week before their end. A notice
 * about an end that was since put off does not count. $1: now, $2: the rule's workspace, null: all.
 */
const DUE = `
  SELECT r.workspace_id AS "workspaceId", r.id AS "ruleId", g.id AS "grantId", due.days,
    g.remaining_micro - g.held_micro AS "amountMicro", g.expires_at AS "expiresAt"
  FROM alert_rules r
  JOIN wallets w ON w.workspace_id = r.workspace_id AND w.mode = r.mode AND w.owner_kind = 'workspace'
    AND w.owner_id = r.workspace_id
  JOIN grants g ON g.workspace_id = w.workspace_id AND g.wallet_id = w.id AND g.ended_at IS NULL AND g.is_started
    AND g.expires_at > $1 AND g.expires_at <= $1 + interval '30 days' AND g.remaining_micro > g.held_micro
  CROSS JOIN LATERAL (
    SELECT min(d) AS days FROM unnest(r.days) AS d
    WHERE g.expires_at <= $1 + make_interval(days => d) AND g.expires_at > g.effective_at + make_interval(days => d)
  ) AS due
  WHERE r.is_enabled AND r.kind = 'grants_expiring' AND due.days IS NOT NULL
    AND ($2::uuid IS NULL OR (r.workspace_id = $2 AND r.id = $3))
    AND NOT EXISTS (SELECT 1 FROM alert_notices n
      WHERE n.workspace_id = r.workspace_id AND n.rule_id = r.id AND n.grant_id = g.id AND n.days <= due.days
        AND n.created_at + make_interval(days => n.days) >= g.expires_at)
  ORDER BY g.expires_at, g.id`;

interface DueLot {
  workspaceId: string;
  ruleId: string;
  grantId: string;
  days: number;
  amountMicro: bigint;
  expiresAt: Date;
}

const NOTE = `
  INSERT INTO alert_notices (workspace_id, rule_id, grant_id, days, created_at)
  SELECT $1, $2, x.grant_id, x.days, $5 FROM unnest($3::uuid[], $4::int[]) AS x (grant_id, days)
  ON CONFLICT (workspace_id, rule_id, grant_id, days) DO UPDATE SET created_at = excluded.created_at`;

async function readDue(client: PoolClient, now: Date, workspaceId: string, ruleId: string): Promise<DueLot[]> {
  const { rows } = await client.query<DueLot>(DUE, [now, workspaceId, ruleId]);
  return rows;
}

/** One mail per threshold, whatever number of lots passed it. The rule's lock makes several processes one. */
async function tellOf(workspaceId: string, ruleId: string, now: Date): Promise<number> {
  return inTransaction(async (client) => {
    const { rows } = await client.query<RuleRow>(
      `SELECT ${RULE_COLUMNS} FROM alert_rules r WHERE r.workspace_id = $1 AND r.id = $2 AND r.is_enabled FOR UPDATE`,
      [workspaceId, ruleId],
    );
    if (!rows[0]) return 0;
    const lots = await readDue(client, now, workspaceId, ruleId);
    if (lots.length === 0) return 0;
    const columns = [lots.map(({ grantId }) => grantId), lots.map(({ days }) => days)];
    await client.query(NOTE, [workspaceId, ruleId, ...columns, now]);
    await client.query('UPDATE alert_rules SET last_fired_at = $3 WHERE workspace_id = $1 AND id = $2', [
      workspaceId,
      ruleId,
      now,
    ]);
    const thresholds = [...new Set(lots.map(({ days }) => days))].sort((a, b) => a - b);
    for (const days of thresholds) {
      const passed = lots.filter((lot) => lot.days === days);
      const totalMicro = passed.reduce((sum, { amountMicro }) => sum + amountMicro, 0n);
      await tell(client, toRule(rows[0]), { kind: 'grants_expiring', days, totalMicro, lots: passed });
    }
    return thresholds.length;
  });
}

/** Answers how many times something was told. */
export async function lookAtExpiries(): Promise<number> {
  const now = alertsClock().clock.now();
  const { rows } = await getPool().query<{ workspaceId: string; ruleId: string }>(
    `SELECT DISTINCT due."workspaceId", due."ruleId" FROM (${DUE}) AS due`,
    [now, null, null],
  );
  let told = 0;
  for (const { workspaceId, ruleId } of rows) {
    try {
      told += await tellOf(workspaceId, ruleId, now);
    } catch (error) {
      log.error({ err: error, workspaceId, ruleId }, 'an alert could not be looked at');
    }
  }
  return told;
}
