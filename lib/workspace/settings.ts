import type { Actor } from '../auth/actor';
import { recordAudit } from '../auth/audit';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize, missing } from '../auth/policy';
import type { PoolClient } from '../db/pool';
import { inTransaction } from '../db/transaction';
import type { LedgerActor } from '../ledger/types';

/** What of a workspace can be changed. Values are checked by the caller's form or wire. */
export interface WorkspaceSettings {
  externalId: string | null;
  name: string;
  /** IANA. */
  timeZone: string;
  /** ISO 4217, lower case. */
  currency: string;
  billingEmail: string | null;
  /** Of mails to the billing contact. */
  locale: string;
  taxId: string | null;
  /** How old reported usage may be. */
  backdateHours: number;
}

export interface WorkspaceChange {
  workspaceId: string;
  actor: LedgerActor;
  reason?: string | null;
  requestId?: string | null;
  ip?: string | null;
}

const NAMES = [
  'externalId',
  'name',
  'timeZone',
  'currency',
  'billingEmail',
  'locale',
  'taxId',
  'backdateHours',
] as const;

const COLUMNS = `external_id AS "externalId", name, time_zone AS "timeZone", currency, billing_email AS "billingEmail",
  locale, tax_id AS "taxId", backdate_hours AS "backdateHours"`;

/**
 * Changes the settings of a workspace on a transaction of the caller's, with its audit row: the one place where they
 * change. Another time zone moves the periods of budgets: what is kept of them is thrown away and counted anew by the
 * next spend. What is left out stays. Answers whether anything changed. Errors: not_found; a unique violation on
 * external_id passes through.
 */
export async function changeSettingsIn(
  client: PoolClient,
  { workspaceId, actor, reason, requestId, ip }: WorkspaceChange,
  wanted: Partial<WorkspaceSettings>,
): Promise<boolean> {
  const { rows } = await client.query<WorkspaceSettings>(`SELECT ${COLUMNS} FROM workspaces WHERE id = $1 FOR UPDATE`, [
    workspaceId,
  ]);
  const before = rows[0];
  if (!before) throw missing();
  const changed = NAMES.filter((name) => wanted[name] !== undefined && wanted[name] !== before[name]);
  if (changed.length === 0) return false;
  const after = { ...before, ...Object.fromEntries(changed.map((name) => [name, wanted[name]])) };
  await client.query(
    `UPDATE workspaces SET external_id = $2, name = $3, time_zone = $4, currency = $5, billing_email = $6, locale = $7,
       tax_id = $8, backdate_hours = $9 WHERE id = $1`,
    [workspaceId, ...NAMES.map((name) => after[name])],
  );
  if (changed.includes('timeZone')) {
    await client.query('DELETE FROM budget_counters WHERE workspace_id = $1', [workspaceId]);
  }
  const pick = (from: WorkspaceSettings) => Object.fromEntries(changed.map((name) => [name, from[name]]));
  await recordAudit(client, {
    workspaceId,
    action: 'workspace.update',
    targetKind: 'workspace',
    targetId: workspaceId,
    actor,
    reason,
    requestId,
    ip,
    before: pick(before),
    after: pick(after),
  });
  return true;
}

/**
 * The same for a screen: asks whether the actor may, and commits. The externalId is the operator's name for the
 * workspace, and how late usage may be reported is theirs to say. Errors: unauthenticated, forbidden, not_found.
 */
export async function changeWorkspaceSettings(
  actor: Actor,
  workspaceId: string,
  wanted: Partial<WorkspaceSettings>,
  trace: { reason?: string | null; requestId?: string | null; ip?: string | null } = {},
): Promise<boolean> {
  authorize(actor, 'workspace:update', { workspaceId });
  if (wanted.externalId !== undefined || wanted.backdateHours !== undefined) authorize(actor, 'customers:manage');
  const change = { workspaceId, actor: toLedgerActor(actor, workspaceId), ...trace };
  return inTransaction((client) => changeSettingsIn(client, change, wanted));
}
