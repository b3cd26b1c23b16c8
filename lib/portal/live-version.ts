import { getPool } from '../db/pool';
import { PORTAL_MODE } from './mode';

interface VersionRow {
  workspace_id: string;
  version: string;
}

/**
 * What each workspace's books look like in one short text: it changes with every booking, hold and payment under way, and
 * when something falls due. Read by primary key, from the wallets alone and the newest payments; no history is touched.
 * Workspaces without a wallet have one too.
 */
export async function readLiveVersions(workspaceIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await getPool().query<VersionRow>({
    name: 'portal-live-versions',
    text: `SELECT i.id AS workspace_id, concat_ws('.', w.version, w.held, w.due, p.count, p.sum) AS version
      FROM unnest($1::uuid[]) i(id)
      CROSS JOIN LATERAL (
        SELECT count(*) + coalesce(sum(version), 0) AS version, coalesce(sum(held_micro), 0) AS held,
          count(*) FILTER (WHERE next_event_at <= now()) AS due
        FROM wallets WHERE workspace_id = i.id AND mode = $2::mode) w
      CROSS JOIN LATERAL (
        SELECT count(*) AS count, coalesce(sum(credit_micro + bonus_micro), 0) AS sum
        FROM purchases
        WHERE workspace_id = i.id AND mode = $2::mode AND status = 'processing'
          AND created_at > now() - interval '60 days') p`,
    values: [workspaceIds, PORTAL_MODE],
  });
  return new Map(rows.map((row) => [row.workspace_id, row.version]));
}

export const readLiveVersion = async (workspaceId: string): Promise<string> =>
  (await readLiveVersions([workspaceId])).get(workspaceId) ?? '';
