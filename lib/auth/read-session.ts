import { getPool } from '../db/pool';
import { ANONYMOUS, type AnonymousActor, type Membership, type UserActor } from './actor';
import { hashSessionToken } from './session-token';

interface SessionRow {
  session_id: string;
  user_id: string;
  email: string;
  is_operator: boolean;
  memberships: Membership[];
}

/**
 * The user behind a session cookie, with their present places: one query, so that a revoked session, a suspended user
 * and a changed role are felt by the next request. An error of the database is an error, never "nobody" and never "somebody".
 */
export async function readSession(token: string): Promise<UserActor | AnonymousActor> {
  const { rows } = await getPool().query<SessionRow>({
    name: 'auth_read_session',
    text: `SELECT s.id AS session_id, u.id AS user_id, u.email, u.is_operator,
        coalesce((
          SELECT json_agg(json_build_object('workspaceId', m.workspace_id, 'memberId', m.id, 'role', m.role)
            ORDER BY m.created_at, m.id)
          FROM members m JOIN workspaces w ON w.id = m.workspace_id AND w.status <> 'closed'
          WHERE m.user_id = u.id AND m.removed_at IS NULL
        ), '[]') AS memberships
      FROM sessions s JOIN users u ON u.id = s.user_id
      WHERE s.session_token = $1 AND s.expires > now() AND u.suspended_at IS NULL`,
    values: [hashSessionToken(token)],
  });
  const row = rows[0];
  if (!row) return ANONYMOUS;
  return {
    kind: 'user',
    userId: row.user_id,
    email: row.email,
    isOperator: row.is_operator,
    memberships: row.memberships,
    sessionId: row.session_id,
  };
}
