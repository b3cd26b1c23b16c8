import type { Pool, PoolClient } from '../../db/pool';
import type { Idempotency } from '../../ledger/types';

/** Whether a request with this key was done (or is being done) before. */
export async function isRecorded(
  db: Pool | PoolClient,
  workspaceId: string,
  idempotency: Idempotency | undefined,
): Promise<boolean> {
  if (!idempotency) return false;
  const { rowCount } = await db.query(
    'SELECT 1 FROM idempotency_records WHERE workspace_id = $1 AND credential_id = $2 AND key = $3',
    [workspaceId, idempotency.credentialId, idempotency.key],
  );
  return rowCount === 1;
}
