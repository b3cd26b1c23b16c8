import type { PoolClient } from '../db/pool';
import { inTransaction } from '../db/transaction';
import type { AlertNews } from './compose-mail';
import { RULE_COLUMNS, type RuleRow, toRule } from './rule-row';
import { tell } from './tell';
import type { AlertRule } from './types';

/** What a look at a rule comes to. */
export type Verdict = { move: 'fire'; news: AlertNews } | { move: 'rearm' } | null;

/**
 * Decides about a rule while nobody else can, and does it: whoever comes second finds it done. `judge` reads what it
 * goes by on the same connection, after the lock. Answers what was done.
 */
export async function moveRule(
  rule: Pick<AlertRule, 'workspaceId' | 'id'>,
  now: Date,
  judge: (client: PoolClient, rule: AlertRule) => Promise<Verdict>,
): Promise<'fire' | 'rearm' | null> {
  return inTransaction(async (client) => {
    const { rows } = await client.query<RuleRow>(
      `SELECT ${RULE_COLUMNS} FROM alert_rules r WHERE r.workspace_id = $1 AND r.id = $2 AND r.is_enabled FOR UPDATE`,
      [rule.workspaceId, rule.id],
    );
    if (!rows[0]) return null;
    const locked = toRule(rows[0]);
    const verdict = await judge(client, locked);
    if (!verdict) return null;
    const isFired = verdict.move === 'fire';
    await client.query(
      `UPDATE alert_rules SET fired_at = $3, last_fired_at = coalesce($3, last_fired_at)
       WHERE workspace_id = $1 AND id = $2`,
      [rule.workspaceId, rule.id, isFired ? now : null],
    );
    if (isFired) await tell(client, locked, verdict.news);
    return verdict.move;
  });
}
