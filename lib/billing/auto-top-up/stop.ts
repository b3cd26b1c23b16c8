import type { Actor } from '../../auth/actor';
import { recordAudit } from '../../auth/audit';
import { toLedgerActor } from '../../auth/ledger-actor';
import { authorize } from '../../auth/policy';
import { getPool, type PoolClient } from '../../db/pool';
import { inTransaction } from '../../db/transaction';
import type { LedgerActor } from '../../ledger/types';
import { giveUpWaiting } from './give-up';
import { lockRule, type OffReason } from './rows';
import { readStopToken } from './stop-token';
import { tell } from './tell';
import { refreshWatch } from './watch';

interface Stop {
  workspaceId: string;
  reason: OffReason;
  actor: LedgerActor;
  requestId?: string | null;
}

/**
 * Switches a rule off in the caller's transaction, with its audit row and a mail (none where the workspace is closed:
 * what it could lead to is closed, too). False: it was off already, or there is none. What a rule had begun is not undone:
 * an attempt in flight ends by itself, and the sweep withdraws a payment that waits for its owner.
 */
export async function stopRuleIn(
  client: PoolClient,
  { workspaceId, reason, actor, requestId = null }: Stop,
): Promise<boolean> {
  const rule = await lockRule(client, workspaceId);
  if (!rule || rule.state === 'off') return false;
  await client.query(
    `UPDATE auto_top_up_rules SET state = 'off', state_reason = $2, state_since = $3, next_try_at = NULL,
       limited_until = NULL, updated_at = $3 WHERE workspace_id = $1`,
    [workspaceId, reason, rule.now],
  );
  await recordAudit(client, {
    workspaceId,
    action: 'auto_top_up.stop',
    targetKind: 'auto_top_up_rule',
    targetId: workspaceId,
    actor,
    reason,
    before: { state: rule.state, reason: rule.state_reason },
    after: { state: 'off' },
    requestId,
  });
  if (reason !== 'closed') await tell(client, rule, { kind: 'stopped', reason });
  return true;
}

/** What follows a committed stop: nothing is looked at any more, and a payment that waits for its owner is withdrawn. */
export async function settleStop(workspaceId: string): Promise<void> {
  await refreshWatch();
  await giveUpWaiting(workspaceId);
}

const REASONS: Partial<Record<LedgerActor['kind'], OffReason>> = {
  operator: 'stopped_by_operator',
  api_key: 'stopped_by_key',
};

/**
 * The same for whoever may, in a transaction of the caller's, who calls `settleStop` once it is committed.
 * Errors: unauthenticated, forbidden, not_found.
 */
export async function stopAutoTopUpIn(
  client: PoolClient,
  actor: Actor,
  workspaceId: string,
  trace: { requestId?: string | null } = {},
): Promise<boolean> {
  authorize(actor, 'auto_top_up:stop', { workspaceId });
  const by = toLedgerActor(actor, workspaceId);
  return stopRuleIn(client, { workspaceId, reason: REASONS[by.kind] ?? 'stopped', actor: by, ...trace });
}

/**
 * One click: nothing is bought automatically from now on. False: it was off already. A payment that waits for its
 * owner is withdrawn. Errors: unauthenticated, forbidden, not_found.
 */
export async function stopAutoTopUp(actor: Actor, workspaceId: string): Promise<boolean> {
  const wasStopped = await inTransaction((client) => stopAutoTopUpIn(client, actor, workspaceId));
  await settleStop(workspaceId);
  return wasStopped;
}

/**
 * The link in every mail: whoever has the mail may stop, without signing in, and nothing else. null: the link is not one
 * of ours, or too old. Repeating it changes nothing.
 */
export async function stopByLink(token: string): Promise<{ workspaceId: string; wasStopped: boolean } | null> {
  const workspaceId = readStopToken(token, new Date());
  if (!workspaceId) return null;
  // Nobody is signed in: the audit row names the link as the reason, and no person.
  const wasStopped = await inTransaction((client) =>
    stopRuleIn(client, { workspaceId, reason: 'stopped_by_link', actor: { kind: 'job', id: null } }),
  );
  await settleStop(workspaceId);
  return { workspaceId, wasStopped };
}

/** Whose automatic top-up a link stops, and whether there is anything to stop; null: the link is not good. */
export async function readStopLink(token: string): Promise<{ workspaceName: string; isOff: boolean } | null> {
  const workspaceId = readStopToken(token, new Date());
  if (!workspaceId) return null;
  const { rows } = await getPool().query<{ name: string; state: string | null }>(
    `SELECT w.name, r.state FROM workspaces w LEFT JOIN auto_top_up_rules r ON r.workspace_id = w.id WHERE w.id = $1`,
    [workspaceId],
  );
  const [row] = rows;
  return row ? { workspaceName: row.name, isOff: row.state === null || row.state === 'off' } : null;
}
