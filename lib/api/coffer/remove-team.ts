import type { PoolClient } from '../../db/pool';
import { audit, once } from '../once';
import { writeOperation } from '../operation';
import { readTeam, TEAM_COLUMNS, type TeamRow, toWireTeam } from './team-row';

async function endTeam(client: PoolClient, workspaceId: string, teamId: string): Promise<TeamRow> {
  await client.query('DELETE FROM team_members WHERE workspace_id = $1 AND team_id = $2', [workspaceId, teamId]);
  const { rows } = await client.query<TeamRow>(
    `UPDATE teams AS t SET removed_at = now() WHERE t.workspace_id = $1 AND t.id = $2 RETURNING ${TEAM_COLUMNS}`,
    [workspaceId, teamId],
  );
  return { ...(rows[0] as TeamRow), memberCount: 0 };
}

/**
 * DELETE /v1/teams/{teamId}: nobody is in it any more; wallet and history stay. A second time changes nothing.
 * Errors: not_found.
 */
export const removeTeam = writeOperation({
  summary: 'Remove a team',
  policy: 'teams:manage',
  run: async ({ params: { teamId = '' } }, ctx) =>
    once(ctx, async (client) => {
      const before = await readTeam(client, ctx, teamId, { lock: true });
      if (before.removedAt) return before;
      const after = await endTeam(client, ctx.scope.workspaceId, before.id);
      await audit(client, ctx, { action: 'team.remove', targetKind: 'team', targetId: before.id });
      return after;
    }),
  output: (team) => ({ data: toWireTeam(team) }),
});
