import type { Pool, PoolClient } from '../db/pool';
import { NIL_UUID, newId } from '../ids';
import type { LedgerActor } from '../ledger/types';
import type { AuditAction } from './audit-actions';

export interface AuditEntry {
  /** null: the installation itself. */
  workspaceId: string | null;
  /** `key.create`, `member.invite`, …: noun, dot, verb. */
  action: AuditAction;
  targetKind: string;
  targetId: string | null;
  actor: LedgerActor;
  reason?: string | null;
  /** What changed, without secrets. */
  before?: unknown;
  after?: unknown;
  requestId?: string | null;
  ip?: string | null;
}

/** Writes who changed what, in the transaction that changes it. Rows cannot be changed afterwards. */
export async function recordAudit(client: Pool | PoolClient, entry: AuditEntry): Promise<void> {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  await client.query(
    `INSERT INTO audit_log (workspace_id, id, action, target_kind, target_id, actor_kind, actor_id, reason, before, after,
       request_id, ip)
     VALUES ($1, $2, $3, $4, $5, $6::actor_kind, $7, $8, $9, $10, $11, $12)`,
    [
      entry.workspaceId ?? NIL_UUID,
      newId(),
      entry.action,
      entry.targetKind,
      entry.targetId,
      entry.actor.kind,
      entry.actor.id,
      entry.reason ?? null,
      json(entry.before),
      json(entry.after),
      entry.requestId ?? null,
      entry.ip ?? null,
    ],
  );
}
