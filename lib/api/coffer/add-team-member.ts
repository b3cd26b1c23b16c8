import { addToTeam } from '../../workspace/teams';
import { once } from '../once';
import { writeOperation } from '../operation';
import { toWireTeam } from './team-row';

/** PUT /v1/teams/{teamId}/members/{userId}: who is in it already stays in it. Errors: not_found, conflict. */
export const addTeamMember = writeOperation({
  summary: 'Add a member to a team',
  policy: 'teams:manage',
  run: async ({ params: { teamId = '', userId = '' } }, ctx) =>
    once(ctx, (client) => addToTeam(client, ctx, { team: teamId, member: userId })),
  output: (team) => ({ data: toWireTeam(team) }),
});
