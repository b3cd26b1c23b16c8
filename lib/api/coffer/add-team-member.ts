import { missing } from '../../auth/policy';
import { AppError } from '../../errors';
import { audit, once } from '../once';
import { writeOperation } from '../operation';
import { readMember } from './member-row';
import { readTeam, toWireTeam } from './team-row';

/** PUT /v1/teams/{teamId}/members/{userId}: who is in it already stays in it. Errors: not_found, conflict. */
export const addTeamMember = writeOperation({
  summary: 'Add a member to a team',
  policy: 'teams:manage',
  run: async ({ params: { teamId = '', userId = '' } }, ctx) =>
    once(ctx, async (client) => {
      const team = await readTeam(client, ctx, teamId, { lock: true });
      if (team.removedAt) throw new AppError('conflict', { detail: 'This team was removed.' });
      const member = await readMember(client, ctx, userId, { lock: true });
      if (member.removedAt) throw missing('user');
      const { rowCount } = await client.query(
        `INSERT INTO team_members (workspace_id, team_id, member_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
        [ctx.scope.workspaceId, team.id, member.id],
      );
      if (rowCount === 0) return team;
      const after = { memberId: member.id };
      await audit(client, ctx, { action: 'team.add_member', targetKind: 'team', targetId: team.id, after });
      return { ...team, memberCount: team.memberCount + 1 };
    }),
  output: (team) => ({ data: toWireTeam(team) }),
});
