import type { Actor } from '../auth/actor';
import { recordAudit } from '../auth/audit';
import type { AuditAction } from '../auth/audit-actions';
import { forgetKeys, type Trace } from '../auth/keys';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize, missing } from '../auth/policy';
import { settleStop, stopRuleIn } from '../billing/auto-top-up/stop';
import type { PoolClient } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { isUuid } from '../ids';

export interface ClosingInput {
  workspaceId: string;
  /** For the audit log; checked by the caller. */
  reason: string;
}

async function lockStatus(client: PoolClient, workspaceId: string): Promise<string> {
  // No stronger lock than a change of the status takes: rows that name the workspace are written meanwhile.
  const { rows } = await client.query<{ status: string }>(
    'SELECT status FROM workspaces WHERE id = $1 FOR NO KEY UPDATE',
    [workspaceId],
  );
  if (!rows[0]) throw missing('customer');
  return rows[0].status;
}

async function setStatus(
  client: PoolClient,
  actor: Actor,
  { workspaceId, reason }: ClosingInput,
  change: { action: AuditAction; before: string; after: string },
  trace: Trace,
): Promise<void> {
  await client.query('UPDATE workspaces SET status = $2 WHERE id = $1', [workspaceId, change.after]);
  await recordAudit(client, {
    workspaceId,
    action: change.action,
    targetKind: 'workspace',
    targetId: workspaceId,
    actor: toLedgerActor(actor, workspaceId),
    reason,
    before: { status: change.before },
    after: { status: change.after },
    ...trace,
  });
}

/**
 * Closes a workspace: nobody comes in, its keys end, open invitations end, nothing is bought for it any more, and a
 * payment that waits for its owner is withdrawn, by the sweep if Stripe does not answer. Its books stay as they are.
 * Closing it again changes nothing. Errors: forbidden, not_found.
 */
export async function closeWorkspace(actor: Actor, input: ClosingInput, trace: Trace = {}): Promise<void> {
  const { workspaceId } = input;
  authorize(actor, 'workspace:close', { workspaceId });
  if (!isUuid(workspaceId)) throw missing('customer');
  await inTransaction(async (client) => {
    const before = await lockStatus(client, workspaceId);
    if (before === 'closed') return;
    await client.query(
      `UPDATE invites SET revoked_at = now() WHERE workspace_id = $1 AND accepted_at IS NULL AND revoked_at IS NULL`,
      [workspaceId],
    );
    const stop = { workspaceId, reason: 'closed', actor: toLedgerActor(actor, workspaceId), ...trace } as const;
    await stopRuleIn(client, stop);
    await setStatus(client, actor, input, { action: 'workspace.close', before, after: 'closed' }, trace);
  });
  forgetKeys();
  await settleStop(workspaceId);
}

/**
 * Opens a closed workspace again, for the operator alone: its people and keys are back, automatic top-up stays off.
 * Errors: forbidden, not_found.
 */
export async function reopenWorkspace(actor: Actor, input: ClosingInput, trace: Trace = {}): Promise<void> {
  const { workspaceId } = input;
  authorize(actor, 'customers:manage');
  if (!isUuid(workspaceId)) throw missing('customer');
  await inTransaction(async (client) => {
    const before = await lockStatus(client, workspaceId);
    if (before !== 'closed') return;
    const { rowCount } = await client.query(
      `SELECT 1 FROM disputes WHERE workspace_id = $1 AND effect = 'frozen' LIMIT 1`,
      [workspaceId],
    );
    const after = rowCount === 0 ? 'active' : 'flagged';
    await setStatus(client, actor, input, { action: 'workspace.reopen', before, after }, trace);
  });
  forgetKeys();
}
