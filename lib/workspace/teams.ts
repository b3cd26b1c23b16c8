/** Teams of a workspace: read and changed on a transaction of the caller's, with their audit rows. */
import { missing } from '../auth/policy';
import type { Pool, PoolClient } from '../db/pool';
import { AppError } from '../errors';
import { isUuid, newId } from '../ids';
import { audit, type ChangeContext, changesOf, definedOf, orConflict } from './change';
import { readMember } from './members';

/** A team as rows have it. */
export interface TeamRow {
  id: string;
  externalId: string | null;
  name: string;
  memberCount: number;
  removedAt: Date | null;
  createdAt: Date;
}

export const TEAM_COLUMNS = `t.id, t.external_id AS "externalId", t.name, t.removed_at AS "removedAt",
  t.created_at AS "createdAt",
  (SELECT count(*)::int FROM team_members m WHERE m.workspace_id = t.workspace_id AND m.team_id = t.id) AS "memberCount"`;

export const TAKEN_TEAM = {
  teams_workspace_id_external_id_key: 'Another team, perhaps a removed one, has this externalId already.',
};

/** The team by our id or the caller's own, removed ones too; for a change, locked. Errors: not_found. */
export async function readTeam(
  db: Pool | PoolClient,
  { scope }: Pick<ChangeContext, 'scope'>,
  reference: string,
  { lock = false } = {},
): Promise<TeamRow> {
  const { rows } = await db.query<TeamRow>(
    `SELECT ${TEAM_COLUMNS} FROM teams t
     WHERE t.workspace_id = $1 AND (t.id = $3 OR t.external_id = $2)
     ORDER BY t.id = $3 DESC NULLS LAST LIMIT 1${lock ? ' FOR UPDATE OF t' : ''}`,
    [scope.workspaceId, reference.normalize('NFC'), isUuid(reference) ? reference : null],
  );
  if (!rows[0]) throw missing('team');
  return rows[0];
}

/** The caller has asked for `teams:manage`, here and below. Errors: conflict (externalId taken). */
export async function createTeam(
  client: PoolClient,
  ctx: ChangeContext,
  { name, externalId = null }: { name: string; externalId?: string | null },
): Promise<TeamRow> {
  const insert = client.query<TeamRow>(
    `INSERT INTO teams AS t (workspace_id, id, name, external_id) VALUES ($1, $2, $3, $4) RETURNING ${TEAM_COLUMNS}`,
    [ctx.scope.workspaceId, newId(), name, externalId],
  );
  const team = (await orConflict(insert, TAKEN_TEAM)).rows[0] as TeamRow;
  await audit(client, ctx, {
    action: 'team.create',
    targetKind: 'team',
    targetId: team.id,
    after: { name, externalId },
  });
  return team;
}

/** What is left out stays. Errors: not_found, conflict. */
export async function changeTeam(
  client: PoolClient,
  ctx: ChangeContext,
  reference: string,
  wanted: Partial<Pick<TeamRow, 'name' | 'externalId'>>,
): Promise<TeamRow> {
  const before = await readTeam(client, ctx, reference, { lock: true });
  if (before.removedAt) throw new AppError('conflict', { detail: 'This team was removed and cannot be changed.' });
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
}

/** Nobody is in it any more; wallet and history stay. A second time changes nothing. Errors: not_found. */
export async function removeTeam(client: PoolClient, ctx: ChangeContext, reference: string): Promise<TeamRow> {
  const before = await readTeam(client, ctx, reference, { lock: true });
  if (before.removedAt) return before;
  const { workspaceId } = ctx.scope;
  await client.query('DELETE FROM team_members WHERE workspace_id = $1 AND team_id = $2', [workspaceId, before.id]);
  const { rows } = await client.query<TeamRow>(
    `UPDATE teams AS t SET removed_at = now() WHERE t.workspace_id = $1 AND t.id = $2 RETURNING ${TEAM_COLUMNS}`,
    [workspaceId, before.id],
  );
  await audit(client, ctx, { action: 'team.remove', targetKind: 'team', targetId: before.id });
  return { ...(rows[0] as TeamRow), memberCount: 0 };
}

/** Who is in it already stays in it. Errors: not_found, conflict. */
export async function addToTeam(
  client: PoolClient,
  ctx: ChangeContext,
  { team: teamRef, member: memberRef }: { team: string; member: string },
): Promise<TeamRow> {
  const team = await readTeam(client, ctx, teamRef, { lock: true });
  if (team.removedAt) throw new AppError('conflict', { detail: 'This team was removed.' });
  const member = await readMember(client, ctx, memberRef, { lock: true });
  if (member.removedAt) throw missing('user');
  const { rowCount } = await client.query(
    `INSERT INTO team_members (workspace_id, team_id, member_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [ctx.scope.workspaceId, team.id, member.id],
  );
  if (rowCount === 0) return team;
  const after = { memberId: member.id };
  await audit(client, ctx, { action: 'team.add_member', targetKind: 'team', targetId: team.id, after });
  return { ...team, memberCount: team.memberCount + 1 };
}

/** Who is not in it stays out. Errors: not_found. */
export async function removeFromTeam(
  client: PoolClient,
  ctx: ChangeContext,
  { team: teamRef, member: memberRef }: { team: string; member: string },
): Promise<TeamRow> {
  const team = await readTeam(client, ctx, teamRef, { lock: true });
  const member = await readMember(client, ctx, memberRef);
  const { rowCount } = await client.query(
    'DELETE FROM team_members WHERE workspace_id = $1 AND team_id = $2 AND member_id = $3',
    [ctx.scope.workspaceId, team.id, member.id],
  );
  if (rowCount === 0) return team;
  const before = { memberId: member.id };
  await audit(client, ctx, { action: 'team.remove_member', targetKind: 'team', targetId: team.id, before });
  return { ...team, memberCount: team.memberCount - 1 };
}
