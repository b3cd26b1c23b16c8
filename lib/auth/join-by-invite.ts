import type { Role } from '@/prisma/generated/enums';
import type { PoolClient } from '../db/pool';
import { newId } from '../ids';
import { recordAudit } from './audit';

interface Invitee {
  id: string;
  email: string;
  name: string | null;
}

interface OpenInvite {
  workspaceId: string;
  id: string;
  role: Role;
}

/**
 * Puts a user into a workspace. Somebody who is in it already keeps their role: an old invitation never raises it.
 * A person whom the workspace listed by this address before, without a sign-in, becomes this user.
 */
async function addMember(client: PoolClient, user: Invitee, { workspaceId, role }: OpenInvite): Promise<void> {
  const own = await client.query(
    `UPDATE members SET removed_at = NULL, role = CASE WHEN removed_at IS NULL THEN role ELSE $3::role END
     WHERE workspace_id = $1 AND user_id = $2`,
    [workspaceId, user.id, role],
  );
  if (own.rowCount === 1) return;
  const listed = await client.query(
    `UPDATE members SET user_id = $2, role = $3::role WHERE workspace_id = $1 AND id = (
       SELECT id FROM members WHERE workspace_id = $1 AND user_id IS NULL AND removed_at IS NULL AND lower(email) = $4
       ORDER BY created_at, id LIMIT 1 FOR UPDATE)`,
    [workspaceId, user.id, role, user.email],
  );
  if (listed.rowCount === 1) return;
  await client.query(
    `INSERT INTO members (workspace_id, id, user_id, name, email, role) VALUES ($1, $2, $3, $4, $5, $6::role)`,
    [workspaceId, newId(), user.id, user.name ?? user.email.split('@')[0] ?? user.email, user.email, role],
  );
}

/** Uses up one locked invitation. */
export async function acceptLockedInvite(client: PoolClient, user: Invitee, invite: OpenInvite): Promise<void> {
  await addMember(client, user, invite);
  await client.query(`UPDATE invites SET accepted_at = now() WHERE workspace_id = $1 AND id = $2`, [
    invite.workspaceId,
    invite.id,
  ]);
  await recordAudit(client, {
    workspaceId: invite.workspaceId,
    action: 'member.join',
    targetKind: 'invite',
    targetId: invite.id,
    actor: { kind: 'user', id: user.id },
    after: { role: invite.role },
  });
}

/** Accepts every open invitation of a user's own proven address; answers how many there were. */
export async function joinByPendingInvites(client: PoolClient, user: Invitee): Promise<number> {
  const { rows } = await client.query<OpenInvite>(
    `SELECT i.workspace_id AS "workspaceId", i.id, i.role::text AS role
     FROM invites i JOIN workspaces w ON w.id = i.workspace_id AND w.status <> 'closed'
     WHERE i.email = $1 AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now()
     ORDER BY i.workspace_id, i.id FOR UPDATE OF i`,
    [user.email],
  );
  for (const invite of rows) await acceptLockedInvite(client, user, invite);
  return rows.length;
}
