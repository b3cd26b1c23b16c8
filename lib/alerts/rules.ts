/** Rules of alerts: made, changed, listed, removed. Every change writes the audit log in its transaction. */
import type { Mode } from '@/prisma/generated/enums';
import type { Actor } from '../auth/actor';
import { recordAudit } from '../auth/audit';
import type { AuditAction } from '../auth/audit-actions';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize, missing } from '../auth/policy';
import { getPool, type Pool, type PoolClient } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { AppError } from '../errors';
import { isUuid, newId } from '../ids';
import type { LedgerActor } from '../ledger/types';
import { checkRecipients, checkThreshold } from './check-rule';
import { RULE_COLUMNS, type RuleRow, readRules, thresholdColumns, toRule } from './rule-row';
import { type AlertRule, type AlertRuleChanges, type AlertRuleInput, MAX_RULES } from './types';
import { wakeAlerts } from './wake';

/** Whose rules, who changes them, and in which request. */
export interface AlertChange {
  workspaceId: string;
  mode: Mode;
  actor: LedgerActor;
  requestId?: string | null;
  ip?: string | null;
}

/** For screens and scripts: the same, with the actor still to be asked. `mode` defaults to live. */
export interface AlertRequest {
  workspaceId: string;
  mode?: Mode;
  requestId?: string | null;
  ip?: string | null;
}

const DEFAULT_RECIPIENTS = { billingContact: true, memberIds: [], emails: [] };
const DEFAULT_CHANNELS = { mail: true, webhook: true };

/** What the audit log keeps of a rule. Amounts as decimal text would need a wire: micro-credits in text. */
const logged = ({ threshold, recipients, channels, isEnabled }: AlertRule) => ({
  ...threshold,
  ...(threshold.kind === 'balance_below' && { amountMicro: String(threshold.amountMicro) }),
  recipients,
  channels,
  isEnabled,
});

const auditRule = (
  client: PoolClient,
  change: AlertChange,
  action: AuditAction,
  before?: AlertRule,
  after?: AlertRule,
) =>
  recordAudit(client, {
    workspaceId: change.workspaceId,
    action,
    targetKind: 'alert_rule',
    targetId: (after ?? before)?.id ?? null,
    actor: change.actor,
    requestId: change.requestId,
    ip: change.ip,
    before: before && logged(before),
    after: after && logged(after),
  });

/** The rule in the books of the change's mode; for a change, locked. Errors: not_found. */
export async function readRule(
  client: Pool | PoolClient,
  { workspaceId, mode }: Pick<AlertChange, 'workspaceId' | 'mode'>,
  ruleId: string,
  { lock = false } = {},
): Promise<AlertRule> {
  const { rows } = isUuid(ruleId)
    ? await client.query<RuleRow>(
        `SELECT ${RULE_COLUMNS} FROM alert_rules r
         WHERE r.workspace_id = $1 AND r.mode = $2::mode AND r.id = $3${lock ? ' FOR UPDATE' : ''}`,
        [workspaceId, mode, ruleId],
      )
    : { rows: [] };
  if (!rows[0]) throw missing('alert');
  return toRule(rows[0]);
}

/** Makes a rule. Errors: validation_failed, conflict (50 rules already). */
export async function createRuleIn(client: PoolClient, change: AlertChange, input: AlertRuleInput): Promise<AlertRule> {
  const { workspaceId, mode } = change;
  const threshold = checkThreshold(input.threshold);
  const recipients = await checkRecipients(client, workspaceId, input.recipients ?? DEFAULT_RECIPIENTS);
  const channels = input.channels ?? DEFAULT_CHANNELS;
  await client.query('SELECT 1 FROM workspaces WHERE id = $1 FOR UPDATE', [workspaceId]); // so that the count holds
  const { rows } = await client.query<RuleRow>(
    `INSERT INTO alert_rules AS r (workspace_id, id, mode, kind, amount_micro, percent, days, tells_billing_contact,
       member_ids, emails, by_mail, by_webhook, is_enabled)
     SELECT $1, $2, $3::mode, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
     WHERE (SELECT count(*) FROM alert_rules WHERE workspace_id = $1 AND mode = $3::mode) < $14
     RETURNING ${RULE_COLUMNS}`,
    [
      workspaceId,
      newId(),
      mode,
      threshold.kind,
      ...thresholdColumns(threshold),
      recipients.billingContact,
      recipients.memberIds,
      recipients.emails,
      channels.mail,
      channels.webhook,
      input.isEnabled ?? true,
      MAX_RULES,
    ],
  );
  if (!rows[0]) throw new AppError('conflict', { detail: `There are ${MAX_RULES} alerts already.` });
  const rule = toRule(rows[0]);
  await auditRule(client, change, 'alert_rule.create', undefined, rule);
  return rule;
}

/**
 * Changes a rule. Another threshold, or enabling it, arms it anew: what is below it then is told.
 * Errors: not_found, validation_failed (also for a threshold of another kind).
 */
export async function updateRuleIn(
  client: PoolClient,
  change: AlertChange,
  ruleId: string,
  changes: AlertRuleChanges,
): Promise<AlertRule> {
  const before = await readRule(client, change, ruleId, { lock: true });
  const threshold = checkThreshold(changes.threshold ?? before.threshold);
  if (threshold.kind !== before.threshold.kind) {
    const message = 'cannot be changed: make another alert';
    throw new AppError('validation_failed', { detail: `kind ${message}.`, fields: [{ path: ['kind'], message }] });
  }
  const recipients = changes.recipients
    ? await checkRecipients(client, change.workspaceId, changes.recipients)
    : before.recipients;
  const channels = changes.channels ?? before.channels;
  const isEnabled = changes.isEnabled ?? before.isEnabled;
  const columns = thresholdColumns(threshold);
  const isSame = columns.map(String).join() === thresholdColumns(before.threshold).map(String).join();
  const { rows } = await client.query<RuleRow>(
    `UPDATE alert_rules AS r SET amount_micro = $3, percent = $4, days = $5, tells_billing_contact = $6,
       member_ids = $7, emails = $8, by_mail = $9, by_webhook = $10, is_enabled = $11,
       fired_at = CASE WHEN $12 THEN NULL ELSE r.fired_at END
     WHERE r.workspace_id = $1 AND r.id = $2 RETURNING ${RULE_COLUMNS}`,
    [
      change.workspaceId,
      before.id,
      ...columns,
      recipients.billingContact,
      recipients.memberIds,
      recipients.emails,
      channels.mail,
      channels.webhook,
      isEnabled,
      !isSame || (isEnabled && !before.isEnabled),
    ],
  );
  const after = toRule(rows[0] as RuleRow);
  await auditRule(client, change, 'alert_rule.update', before, after);
  return after;
}

/** Removes a rule. Errors: not_found. */
export async function removeRuleIn(client: PoolClient, change: AlertChange, ruleId: string): Promise<AlertRule> {
  const rule = await readRule(client, change, ruleId, { lock: true });
  await client.query('DELETE FROM alert_rules WHERE workspace_id = $1 AND id = $2', [change.workspaceId, rule.id]);
  await auditRule(client, change, 'alert_rule.remove', rule);
  return rule;
}

const changeOf = (actor: Actor, { workspaceId, mode = 'live', requestId, ip }: AlertRequest): AlertChange => {
  authorize(actor, 'alerts:manage', { workspaceId });
  return { workspaceId, mode, actor: toLedgerActor(actor, workspaceId), requestId, ip };
};

/** Oldest first. Errors: forbidden, not_found. */
export async function listAlertRules(
  actor: Actor,
  { workspaceId, mode = 'live' }: Pick<AlertRequest, 'workspaceId' | 'mode'>,
): Promise<AlertRule[]> {
  authorize(actor, 'alerts:view', { workspaceId });
  return readRules(getPool(), { workspaceId, mode });
}

/** Errors: forbidden, not_found, validation_failed, conflict. */
export async function createAlertRule(actor: Actor, request: AlertRequest, input: AlertRuleInput): Promise<AlertRule> {
  const change = changeOf(actor, request);
  const rule = await inTransaction((client) => createRuleIn(client, change, input));
  wakeAlerts(rule.workspaceId);
  return rule;
}

/** Errors: forbidden, not_found, validation_failed. */
export async function updateAlertRule(
  actor: Actor,
  request: AlertRequest,
  ruleId: string,
  changes: AlertRuleChanges,
): Promise<AlertRule> {
  const change = changeOf(actor, request);
  const rule = await inTransaction((client) => updateRuleIn(client, change, ruleId, changes));
  wakeAlerts(rule.workspaceId);
  return rule;
}

/** Errors: forbidden, not_found. */
export async function removeAlertRule(actor: Actor, request: AlertRequest, ruleId: string): Promise<void> {
  const change = changeOf(actor, request);
  await inTransaction((client) => removeRuleIn(client, change, ruleId));
}
