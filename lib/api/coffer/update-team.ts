import { AppError } from '../../errors';
import { audit, changesOf, definedOf, once, orConflict } from '../once';
import { writeOperation } from '../operation';
import { label, writeBody } from '../schema';
import { clearable } from './fields';
import { readTeam, TAKEN_TEAM, toWireTeam } from './team-row';

/** PATCH /v1/teams/{teamId}: what is left out stays, null clears. Errors: not_found, validation_failed, conflict. */
export const updateTeam = writeOperation({
  summary: 'Update a team',
  policy: 'teams:manage',
  body: writeBody({
    name: label(200, 'What people call it.').optional(),
    externalId: clearable(label(255, "The caller's own id.")),
  }),
  run: async ({ params: { teamId = '' }, body: { customerId: _, dryRun, ...wanted } }, ctx) =>
    once(
      ctx,
      async (client) => {
        const before = await readTeam(client, ctx, teamId, { lock: true });
        if (before.removedAt)
          throw new AppError('conflict', { detail: 'This team was removed and cannot be changed.' });
        const after = { ...before, ...definedOf(wanted) };
        const changes = changesOf(before, after);
        if (!changes) return before;
        const save = client.query('UPDATE teams SET external_id = $3, name = $4 WHERE workspace_id = $1 AND id = $2', [
          ctx.scope.workspaceId,
          after.id,
          after.externalId,
          after.name,
        ]);
        await orConflict(save, TAKEN_TEAM);
        await audit(client, ctx, { action: 'team.update', targetKind: 'team', targetId: before.id, ...changes });
        return after;
      },
      { dryRun },
    ),
  output: (team) => ({ data: toWireTeam(team) }),
});
