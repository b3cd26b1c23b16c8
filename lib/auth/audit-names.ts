import { getPool } from '../db/pool';
import { isUuid } from '../ids';

interface KeptRow {
  targetId: string | null;
  before: unknown;
  after: unknown;
}

/** Every id in what a row keeps, wherever it stands. */
function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return isUuid(value) ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(idsIn) : [];
}

/**
 * Names of the people, teams, keys and packs that were changed, or whose ids stand in before and after, by id: of these
 * workspaces alone, and with `ofInstallation` of keys that belong to none. What is gone for good has no name. The caller has authorised.
 */
export async function readAuditNames(
  rows: KeptRow[],
  { workspaceIds, ofInstallation = false }: { workspaceIds: string[]; ofInstallation?: boolean },
): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ targetId, before, after }) => idsIn([targetId, before, after])))];
  if (ids.length === 0) return new Map();
  const { rows: found } = await getPool().query<{ id: string; name: string }>(
    `SELECT id, name FROM members WHERE workspace_id = ANY($1::uuid[]) AND id = ANY($2::uuid[])
     UNION ALL SELECT id, name FROM teams WHERE workspace_id = ANY($1::uuid[]) AND id = ANY($2::uuid[])
     UNION ALL SELECT id, name || ' (…' || last4 || ')' FROM api_keys
       WHERE id = ANY($2::uuid[]) AND (workspace_id = ANY($1::uuid[]) OR ($3 AND workspace_id IS NULL))
     UNION ALL SELECT id, name FROM packs WHERE id = ANY($2::uuid[])`,
    [[...new Set(workspaceIds)], ids, ofInstallation],
  );
  return new Map(found.map(({ id, name }) => [id, name]));
}
