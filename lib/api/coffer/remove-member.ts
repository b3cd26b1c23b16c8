import { forgetKeys } from '../../auth/authenticate-key';
import type { PoolClient } from '../../db/pool';
import { audit, once } from '../once';
import { writeOperation } from '../operation';
import { forgetResolved } from '../resolve';
import { authorizeRoles, MEMBER_COLUMNS, type MemberRow, readMember, toWireMember } from './member-row';

async function endMember(client: PoolClient, workspaceId: string, memberId: string): Promise<MemberRow> {
  await client.query('DELETE FROM team_members WHERE workspace_id = $1 AND member_id = $2', [workspaceId, memberId]);
  const { rows } = await client.query<MemberRow>(
    `UPDATE members AS m SET removed_at = now() WHERE m.workspace_id = $1 AND m.id = $2 RETURNING ${MEMBER_COLUMNS}`,
    [workspaceId, memberId],
  );
  return rows[0] as MemberRow;
}

/**
 * DELETE /v1/members/{userId}: they lose their place, their teams and their keys at once; wallet and history stay. A
 * second time changes nothing. Errors: not_found, forbidden (an owner).
 */
export const removeMember = writeOperation({
  summary: 'Remove a member',
  policy: 'members:manage',
  run: async ({ params: { userId = '' } }, ctx) => {
    const written = await once(ctx, async (client) => {
      const before = await readMember(client, ctx, userId, { lock: true });
      authorizeRoles(ctx, [before.role]);
      if (before.removedAt) return before;
      const after = await endMember(client, ctx.scope.workspaceId, before.id);
      await audit(client, ctx, { action: 'member.remove', targetKind: 'member', targetId: before.id });
      return after;
    });
    forgetResolved();
    forgetKeys();
    return written;
  },
  output: (member) => ({ data: toWireMember(member) }),
});
