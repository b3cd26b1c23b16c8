import { missing } from '../../auth/policy';
import type { Pool, PoolClient } from '../../db/pool';
import { isUuid } from '../../ids';
import { formatInstant } from '../dates';
import type { ApiContext } from '../operation';

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
  { scope }: ApiContext,
  reference: string,
  { lock = false } = {},
): Promise<TeamRow> {
  const { rows } = await db.query<TeamRow>(
    `SELECT ${TEAM_COLUMNS} FROM teams t
     WHERE t.workspace_id = $1 AND (t.id = $3 OR t.external_id = $2)
     ORDER BY t.id = $3 DESC NULLS LAST LIMIT 1${lock ? ' FOR UPDATE OF t' : ''}`,
    [scope.workspaceId, reference, isUuid(reference) ? reference : null],
  );
  if (!rows[0]) throw missing('team');
  return rows[0];
}

export const toWireTeam = (row: TeamRow) => ({
  id: row.id,
  externalId: row.externalId,
  name: row.name,
  memberCount: row.memberCount,
  removedAt: row.removedAt && formatInstant(row.removedAt),
  createdAt: formatInstant(row.createdAt),
});
