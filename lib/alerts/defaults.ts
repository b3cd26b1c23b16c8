import type { PoolClient } from '../db/pool';
import { newId } from '../ids';

/**
 * What a new workspace starts with: its billing contact is told when less than a tenth of the last top-up is left, and
 * 30, 7 and 1 days before credits expire.
 */
export async function createDefaultAlerts(client: PoolClient, workspaceId: string): Promise<void> {
  await client.query(
    `INSERT INTO alert_rules (workspace_id, id, kind, percent, days)
     VALUES ($1, $2, 'share_below', 10, '{}'), ($1, $3, 'grants_expiring', NULL, '{30,7,1}')`,
    [workspaceId, newId(), newId()],
  );
}
