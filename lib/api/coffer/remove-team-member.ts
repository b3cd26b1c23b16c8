import { audit, once } from '../once';
import { writeOperation } from '../operation';
import { readMember } from './member-row';
import { readTeam, toWireTeam } from './team-row';

/** DELETE /v1/teams/{teamId}/members/{userId}: who is not in it stays out. Errors: not_found. */
export const removeTeamMember = writeOperation({
  summary: 'Remove a member from a team',
  policy: 'teams:manage',
  run: async ({ params: { teamId = '', userId = '' } }, ctx) =>
    once(ctx, async (client) => {
      const team = await readTeam(client, ctx, teamId, { lock: true });
      const member = await readMember(client, ctx, userId);
      const { rowCount } = await client.query(
        'DELETE FROM team_members WHERE workspace_id = $1 AND team_id = $2 AND member_id = $3',
        [ctx.scope.workspaceId, team.id, member.id],
      );
      if (rowCount === 0) return team;
      const before = { memberId: member.id };
      await audit(client, ctx, { action: 'team.remove_member', targetKind: 'team', targetId: team.id, before });
      return { ...team, memberCount: team.memberCount - 1 };
    }),
  output: (team) => ({ data: toWireTeam(team) }),
});
