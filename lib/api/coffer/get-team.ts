import { getPool } from '../../db/pool';
import { operation } from '../operation';
import { readTeam, toWireTeam } from './team-row';

/** GET /v1/teams/{teamId}: by our id or the caller's own, removed ones too. Errors: not_found. */
export const getTeam = operation({
  summary: 'Get a team',
  policy: 'teams:view',
  run: async ({ params: { teamId = '' } }, ctx) => readTeam(getPool(), ctx, teamId),
  output: (team) => ({ data: toWireTeam(team) }),
});
