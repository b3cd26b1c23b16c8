import { changeTeam } from '../../workspace/teams';
import { once } from '../once';
import { writeOperation } from '../operation';
import { label, writeBody } from '../schema';
import { clearable } from './fields';
import { toWireTeam } from './team-row';

/** PATCH /v1/teams/{teamId}: what is left out stays, null clears. Errors: not_found, validation_failed, conflict. */
export const updateTeam = writeOperation({
  summary: 'Update a team',
  policy: 'teams:manage',
  body: writeBody({
    name: label(200, 'What people call it.').optional(),
    externalId: clearable(label(255, "The caller's own id.")),
  }),
  run: async ({ params: { teamId = '' }, body: { customerId: _, dryRun, ...wanted } }, ctx) =>
    once(ctx, (client) => changeTeam(client, ctx, teamId, wanted), { dryRun }),
  output: (team) => ({ data: toWireTeam(team) }),
});
