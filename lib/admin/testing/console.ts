import type { Actor, UserActor } from '../../auth/actor';
import type { Pool } from '../../db/pool';
import { newId } from '../../ids';

/** An operator with an account, as the console's pages know one. */
export async function createOperator(pool: Pool): Promise<UserActor> {
  const userId = newId();
  const email = `${userId}@operator.test`;
  await pool.query('INSERT INTO users (id, email, is_operator) VALUES ($1, $2, true)', [userId, email]);
  return { kind: 'user', userId, email, isOperator: true, memberships: [], sessionId: newId() };
}

/** Everybody who must never get anything done in the console. */
export const outsiders = (workspaceId: string): Actor[] => [
  { kind: 'anonymous' },
  {
    kind: 'user',
    userId: newId(),
    email: 'owner@customer.test',
    isOperator: false,
    memberships: [{ workspaceId, memberId: newId(), role: 'owner' }],
    sessionId: newId(),
  },
  {
    kind: 'api_key',
    keyId: newId(),
    workspaceId,
    memberId: null,
    scopes: ['read', 'spend', 'grant', 'admin'],
    mode: 'live',
  },
];

interface AuditRow {
  action: string;
  target_id: string | null;
  actor_id: string | null;
  actor_kind: string;
  reason: string | null;
  before: unknown;
  after: unknown;
  request_id: string | null;
  ip: string | null;
}

/** The rows that one actor left, oldest first. */
export async function auditBy(pool: Pool, actor: UserActor): Promise<AuditRow[]> {
  const { rows } = await pool.query<AuditRow>(
    'SELECT action, target_id, actor_id, actor_kind, reason, before, after, request_id, ip FROM audit_log WHERE actor_id = $1 ORDER BY created_at, id',
    [actor.userId],
  );
  return rows;
}
