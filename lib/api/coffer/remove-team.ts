import { removeTeam as endTeam } from '../../workspace/teams';
import { once } from '../once';
import { writeOperation } from '../operation';
import { toWireTeam } from './team-row';

/**
 * DELETE /v1/teams/{teamId}: nobody is in it any more; wallet and history stay. A second time changes nothing.
 * Errors: not_found.
 */
export const removeTeam = writeOperation({
  summary: 'Remove a team',
  policy: 'teams:manage',
  run: async ({ params: { teamId = '' } }, ctx) => once(ctx, (client) => endTeam(client, ctx, teamId)),
  output: (team) => ({ data: toWireTeam(team) }),
});
