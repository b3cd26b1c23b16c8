import type { PoolClient } from '../../db/pool';
import { newId } from '../../ids';
import { audit, once, orConflict } from '../once';
import { writeOperation } from '../operation';
import { label, optional, writeBody } from '../schema';
import { TAKEN_TEAM, TEAM_COLUMNS, type TeamRow, toWireTeam } from './team-row';

async function insertTeam(client: PoolClient, values: [workspaceId: string, name: string, externalId: string | null]) {
  const { rows } = await client.query<TeamRow>(
    `INSERT INTO teams AS t (workspace_id, id, name, external_id) VALUES ($1, $4, $2, $3) RETURNING ${TEAM_COLUMNS}`,
    [...values, newId()],
  );
  return rows[0] as TeamRow;
}

/** POST /v1/teams: a group with a wallet of its own. Errors: validation_failed, conflict (externalId taken). */
export const createTeam = writeOperation({
  summary: 'Create a team',
  policy: 'teams:manage',
  body: writeBody({
    name: label(200, 'What people call it.'),
    externalId: optional(label(255, "The caller's own id: works wherever a team is named.")),
  }),
  run: async ({ body }, ctx) =>
    once(
      ctx,
      async (client) => {
        const { name, externalId = null } = body;
        const team = await orConflict(insertTeam(client, [ctx.scope.workspaceId, name, externalId]), TAKEN_TEAM);
        await audit(client, ctx, {
          action: 'team.create',
          targetKind: 'team',
          targetId: team.id,
          after: { name, externalId },
        });
        return team;
      },
      body,
    ),
  output: (team) => ({ data: toWireTeam(team) }),
});
