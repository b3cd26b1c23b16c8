/** API keys: made, listed, rotated, revoked. The secret is shown once; its SHA-256, prefix and last four are kept. */
import type { Mode } from '@/prisma/generated/enums';
import { formatAmount } from '../amount-text';
import { getPool, type PoolClient } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { AppError, type FieldIssue } from '../errors';
import { isUuid, newId } from '../ids';
import { getLedger } from '../ledger';
import { type Actor, KEY_SCOPES, type KeyScope } from './actor';
import { recordAudit } from './audit';
import { forgetKeys } from './authenticate-key';
import { isIpRange } from './ip-list';
import { createSecret } from './key-secret';
import { toLedgerActor } from './ledger-actor';
import { authorize, can, missing, type OperationName } from './policy';

export { authenticateKey, forgetKeys } from './authenticate-key';

const MAX_NAME_LENGTH = 80;
const MAX_IP_RANGES = 50;
const DEFAULT_OVERLAP_SECONDS = 24 * 3600;
const MAX_OVERLAP_SECONDS = 30 * 24 * 3600;

/** A key as anybody may see it. */
export interface KeyView {
  id: string;
  workspaceId: string | null;
  memberId: string | null;
  name: string;
  mode: Mode;
  scopes: KeyScope[];
  prefix: string;
  last4: string;
  allowedIps: string[];
  expiresAt: Date | null;
  revokedAt: Date | null;
  replacedBy: string | null;
  createdBy: string | null;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** The only moment at which the secret is known. */
export interface CreatedKey {
  key: KeyView;
  secret: string;
}

export interface CreateKeyInput {
  /** null: the operator's, for any workspace. */
  workspaceId: string | null;
  /** Makes the key speak for one member of the workspace. */
  memberId?: string | null;
  name: string;
  mode: Mode;
  scopes: readonly KeyScope[];
  expiresAt?: Date | null;
  /** Addresses and CIDR blocks from which it may be used; empty: from everywhere. */
  allowedIps?: readonly string[];
}

export interface KeyReference {
  workspaceId: string | null;
  keyId: string;
}

export const KEY_COLUMNS = `id, workspace_id AS "workspaceId", member_id AS "memberId", name, mode::text, scopes, prefix, last4,
  allowed_ips AS "allowedIps", expires_at AS "expiresAt", revoked_at AS "revokedAt", replaced_by AS "replacedBy",
  created_by AS "createdBy", created_at AS "createdAt", last_used_at AS "lastUsedAt"`;

/** In which request it happens, for the audit log. */
export interface Trace {
  requestId?: string | null;
  ip?: string | null;
}

const isPrivileged = (scopes: readonly KeyScope[]): boolean =>
  scopes.some((scope) => scope === 'grant' || scope === 'admin');

/** Which row of the policy a key falls under: who may mint credits with it decides who may give it away. */
function operationFor(actor: Actor, key: Pick<KeyView, 'workspaceId' | 'memberId' | 'scopes'>): OperationName {
  if (key.workspaceId === null) return 'operator_keys:manage';
  if (isPrivileged(key.scopes)) {
    return actor.kind === 'api_key' ? 'customer_keys:issue_privileged' : 'keys:manage_privileged';
  }
  const isOwn =
    actor.kind === 'user' &&
    key.memberId !== null &&
    actor.memberships.some((own) => own.workspaceId === key.workspaceId && own.memberId === key.memberId);
  return isOwn ? 'keys:manage_own' : 'keys:manage';
}

function validate(input: CreateKeyInput, now: Date): void {
  const fields: FieldIssue[] = [];
  const name = input.name.trim();
  if (name.length === 0 || name.length > MAX_NAME_LENGTH) {
    fields.push({ path: ['name'], message: `Give the key a name of 1 to ${MAX_NAME_LENGTH} characters.` });
  }
  if (input.scopes.length === 0 || input.scopes.some((scope) => !KEY_SCOPES.includes(scope))) {
    fields.push({ path: ['scopes'], message: `Choose one or more of ${KEY_SCOPES.join(', ')}.` });
  }
  if (input.expiresAt && !(input.expiresAt > now)) {
    fields.push({ path: ['expiresAt'], message: 'The expiry must lie in the future.' });
  }
  const ranges = input.allowedIps ?? [];
  if (ranges.length > MAX_IP_RANGES || !ranges.every(isIpRange)) {
    fields.push({
      path: ['allowedIps'],
      message: `Give at most ${MAX_IP_RANGES} addresses or CIDR blocks, such as 203.0.113.7 or 10.0.0.0/8.`,
    });
  }
  if (fields.length > 0) throw new AppError('validation_failed', { detail: fields[0]?.message, fields });
}

async function refuseUnknownOwner(client: PoolClient, input: CreateKeyInput): Promise<void> {
  if (input.workspaceId === null) {
    if (input.memberId)
      throw new AppError('validation_failed', { detail: 'A member belongs to a workspace: name it.' });
    return;
  }
  if (!isUuid(input.workspaceId)) throw missing();
  const workspace = await client.query(`SELECT 1 FROM workspaces WHERE id = $1 AND status <> 'closed'`, [
    input.workspaceId,
  ]);
  if (workspace.rowCount === 0) throw missing();
  if (!input.memberId) return;
  if (!isUuid(input.memberId)) throw missing('member');
  const member = await client.query(
    `SELECT 1 FROM members WHERE workspace_id = $1 AND id = $2 AND removed_at IS NULL`,
    [input.workspaceId, input.memberId],
  );
  if (member.rowCount === 0) throw missing('member');
}

async function insertKey(client: PoolClient, actor: Actor, input: CreateKeyInput, trace: Trace): Promise<CreatedKey> {
  const made = createSecret(input.mode);
  const writer = toLedgerActor(actor, input.workspaceId ?? undefined);
  const { rows } = await client.query<KeyView>(
    `INSERT INTO api_keys (id, workspace_id, member_id, name, mode, scopes, prefix, last4, hash, allowed_ips, expires_at,
       created_by)
     VALUES ($1, $2, $3, $4, $5::mode, $6, $7, $8, $9, $10, $11, $12) RETURNING ${KEY_COLUMNS}`,
    [
      newId(),
      input.workspaceId,
      input.memberId ?? null,
      input.name.trim(),
      input.mode,
      [...new Set(input.scopes)],
      made.prefix,
      made.last4,
      made.hash,
      input.allowedIps ?? [],
      input.expiresAt ?? null,
      writer.id,
    ],
  );
  const key = rows[0] as KeyView;
  const { name, mode, scopes, memberId, expiresAt, prefix, last4 } = key;
  await recordAudit(client, {
    workspaceId: key.workspaceId,
    action: 'key.create',
    targetKind: 'api_key',
    targetId: key.id,
    actor: writer,
    after: { name, mode, scopes, memberId, expiresAt, prefix, last4, allowedIps: key.allowedIps },
    ...trace,
  });
  return { key, secret: made.secret };
}

/**
 * Makes a key. Scopes `grant` and `admin` create or move credits, so only the operator gives them.
 * Errors: forbidden, not_found, validation_failed.
 */
export const createKey = (actor: Actor, input: CreateKeyInput): Promise<CreatedKey> =>
  inTransaction((client) => createKeyIn(client, actor, input));

/** The same within the caller's transaction. */
export async function createKeyIn(
  client: PoolClient,
  actor: Actor,
  input: CreateKeyInput,
  trace: Trace = {},
): Promise<CreatedKey> {
  const { workspaceId, memberId = null } = input;
  authorize(actor, operationFor(actor, { workspaceId, memberId, scopes: [...input.scopes] }), { workspaceId });
  validate(input, new Date());
  await refuseUnknownOwner(client, input);
  return insertKey(client, actor, input, trace);
}

/** Locks the key's row if the actor may change it; else it is missing, or forbidden. */
async function lockKey(client: PoolClient, actor: Actor, { workspaceId, keyId }: KeyReference): Promise<KeyView> {
  if (workspaceId === null) authorize(actor, 'operator_keys:manage');
  else authorize(actor, 'keys:view', { workspaceId });
  if (!isUuid(keyId)) throw missing('API key');
  const { rows } = await client.query<KeyView>(
    `SELECT ${KEY_COLUMNS} FROM api_keys WHERE id = $1 AND workspace_id IS NOT DISTINCT FROM $2 FOR UPDATE`,
    [keyId, workspaceId],
  );
  const key = rows[0];
  // A key finds those of its own books only.
  if (!key || (actor.kind === 'api_key' && actor.mode !== key.mode)) throw missing('API key');
  return key;
}

export interface RotateKeyInput extends KeyReference {
  /** How long the old key goes on working beside the new one: default a day, at most 30. */
  overlapSeconds?: number;
}

/**
 * Makes a successor with the same rights and the same caps; the old key works on for the overlap.
 * Errors: forbidden, not_found, conflict (revoked, expired or already replaced), validation_failed.
 */
export async function rotateKey(actor: Actor, input: RotateKeyInput): Promise<CreatedKey> {
  const created = await inTransaction((client) => rotateKeyIn(client, actor, input));
  forgetKeys();
  return created;
}

/** The same within the caller's transaction; forgetKeys() after its commit. */
export async function rotateKeyIn(
  client: PoolClient,
  actor: Actor,
  input: RotateKeyInput,
  trace: Trace = {},
): Promise<CreatedKey> {
  const overlapSeconds = input.overlapSeconds ?? DEFAULT_OVERLAP_SECONDS;
  if (!Number.isInteger(overlapSeconds) || overlapSeconds < 0 || overlapSeconds > MAX_OVERLAP_SECONDS) {
    throw new AppError('validation_failed', { detail: 'The overlap must be between 0 seconds and 30 days.' });
  }
  const old = await lockKey(client, actor, input);
  authorize(actor, operationFor(actor, old), { workspaceId: old.workspaceId });
  const now = new Date();
  if (old.revokedAt || old.replacedBy || (old.expiresAt && old.expiresAt <= now)) {
    throw new AppError('conflict', { detail: 'This key was revoked, replaced or has expired. Create a new one.' });
  }
  const { workspaceId, memberId, name, mode, scopes, allowedIps, expiresAt } = old;
  const next = await insertKey(
    client,
    actor,
    { workspaceId, memberId, name, mode, scopes, allowedIps, expiresAt },
    trace,
  );
  await client.query(
    // The column holds milliseconds and would round up, into the future.
    `UPDATE api_keys SET replaced_by = $2,
       expires_at = least(expires_at, date_trunc('milliseconds', now()) + make_interval(secs => $3))
     WHERE id = $1`,
    [old.id, next.key.id, overlapSeconds],
  );
  await recordAudit(client, {
    workspaceId,
    action: 'key.rotate',
    targetKind: 'api_key',
    targetId: old.id,
    actor: toLedgerActor(actor, workspaceId ?? undefined),
    after: { replacedBy: next.key.id, overlapSeconds },
    ...trace,
  });
  await carryBudgets(client, actor, old, next.key, trace);
  return next;
}

/** A cap goes with the rights: else rotating would be a way around it. The successor's use begins at zero. */
async function carryBudgets(
  client: PoolClient,
  actor: Actor,
  old: KeyView,
  next: KeyView,
  trace: Trace,
): Promise<void> {
  const input = { workspaceId: old.workspaceId, fromKeyId: old.id, toKeyId: next.id };
  for (const { workspaceId, period, limitMicro } of await getLedger().copyKeyBudgets(client, input)) {
    await recordAudit(client, {
      workspaceId,
      action: 'budget.set',
      targetKind: 'api_key',
      targetId: next.id,
      actor: toLedgerActor(actor, workspaceId),
      reason: 'rotation of the key it was set for',
      after: { period, limit: formatAmount(limitMicro) },
      ...trace,
    });
  }
}

/**
 * Ends a key: at once here, within a second in every other process. A second revoke gives the same answer and writes
 * nothing. Errors: forbidden, not_found.
 */
export async function revokeKey(actor: Actor, input: RevokeKeyInput): Promise<KeyView> {
  const revoked = await inTransaction((client) => revokeKeyIn(client, actor, input));
  forgetKeys();
  return revoked;
}

export type RevokeKeyInput = KeyReference & { reason?: string | null };

/** The same within the caller's transaction; forgetKeys() after its commit. */
export async function revokeKeyIn(
  client: PoolClient,
  actor: Actor,
  input: RevokeKeyInput,
  trace: Trace = {},
): Promise<KeyView> {
  const key = await lockKey(client, actor, input);
  // Ending a strong key needs no more right than ending a weak one.
  authorize(actor, operationFor(actor, { ...key, scopes: [] }), { workspaceId: key.workspaceId });
  if (key.revokedAt) return key;
  const { rows } = await client.query<KeyView>(
    `UPDATE api_keys SET revoked_at = now() WHERE id = $1 RETURNING ${KEY_COLUMNS}`,
    [key.id],
  );
  await recordAudit(client, {
    workspaceId: key.workspaceId,
    action: 'key.revoke',
    targetKind: 'api_key',
    targetId: key.id,
    actor: toLedgerActor(actor, key.workspaceId ?? undefined),
    reason: input.reason ?? null,
    ...trace,
  });
  return rows[0] as KeyView;
}

/** Keys of a workspace (null: the operator's), newest first. Who may not manage them all sees their own. */
export async function listKeys(
  actor: Actor,
  { workspaceId, includeEnded = false }: { workspaceId: string | null; includeEnded?: boolean },
): Promise<KeyView[]> {
  if (workspaceId === null) authorize(actor, 'operator_keys:manage');
  else authorize(actor, 'keys:view', { workspaceId });
  const seesAll = actor.kind !== 'user' || workspaceId === null || can(actor, 'keys:manage', { workspaceId });
  const ownMemberId =
    actor.kind === 'user' ? actor.memberships.find((own) => own.workspaceId === workspaceId)?.memberId : null;
  const { rows } = await getPool().query<KeyView>(
    `SELECT ${KEY_COLUMNS} FROM api_keys
     WHERE workspace_id IS NOT DISTINCT FROM $1 AND ($2 OR member_id = $3)
       AND ($4 OR (revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now())))
     ORDER BY created_at DESC, id DESC LIMIT 500`,
    [workspaceId, seesAll, ownMemberId ?? null, includeEnded],
  );
  return rows;
}
