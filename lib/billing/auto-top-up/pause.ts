import { recordAudit } from '../../auth/audit';
import type { PoolClient } from '../../db/pool';
import type { PauseReason, RuleRow } from './rows';
import { tell } from './tell';

/**
 * Pauses a rule, whose lock the caller holds, until a person does something about it. It is told by mail, once. A rule
 * that is off stays off.
 */
export async function pauseRule(
  client: PoolClient,
  rule: RuleRow,
  { reason, attemptId, now }: { reason: PauseReason; attemptId: string | null; now: Date },
): Promise<void> {
  if (rule.state !== 'on') return;
  await client.query(
    `UPDATE auto_top_up_rules SET state = 'paused', state_reason = $2, state_since = $3, next_try_at = NULL, updated_at = $3
     WHERE workspace_id = $1`,
    [rule.workspace_id, reason, now],
  );
  await recordAudit(client, {
    workspaceId: rule.workspace_id,
    action: 'auto_top_up.pause',
    targetKind: 'auto_top_up_rule',
    targetId: rule.workspace_id,
    actor: { kind: 'job', id: null },
    reason,
    before: { state: rule.state },
    after: { state: 'paused' },
  });
  await tell(
    client,
    rule,
    reason === 'authentication' ? { kind: 'authentication', attemptId } : { kind: 'paused', reason },
  );
}
