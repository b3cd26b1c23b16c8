import { createTeam as insertTeam } from '../../workspace/teams';
import { once } from '../once';
import { writeOperation } from '../operation';
import { label, optional, writeBody } from '../schema';
import { toWireTeam } from './team-row';

/** POST /v1/teams: a group with a wallet of its own. Errors: validation_failed, conflict (externalId taken). */
export const createTeam = writeOperation({
  summary: 'Create a team',
  policy: 'teams:manage',
  body: writeBody({
    name: label(200, 'What people call it.'),
    externalId: optional(label(255, "The caller's own id: works wherever a team is named.")),
  }),
  run: async ({ body }, ctx) => once(ctx, (client) => insertTeam(client, ctx, body), body),
  output: (team) => ({ data: toWireTeam(team) }),
});
