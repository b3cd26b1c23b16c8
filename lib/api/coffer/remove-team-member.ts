import { removeFromTeam } from '../../workspace/teams';
import { once } from '../once';
import { writeOperation } from '../operation';
import { toWireTeam } from './team-row';

/** DELETE /v1/teams/{teamId}/members/{userId}: who is not in it stays out. Errors: not_found. */
export const removeTeamMember = writeOperation({
  summary: 'Remove a member from a team',
  policy: 'teams:manage',
  run: async ({ params: { teamId = '', userId = '' } }, ctx) =>
    once(ctx, (client) => removeFromTeam(client, ctx, { team: teamId, member: userId })),
  output: (team) => ({ data: toWireTeam(team) }),
});
