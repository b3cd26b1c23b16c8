import type { PoolClient } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { encodeResult } from '../ledger/engine/codec';
import { replay } from '../ledger/engine/idempotency';
import type { Written } from '../ledger/types';
import type { ApiContext } from './operation';
import { rehearse } from './rehearse';

export { audit, changesOf, definedOf, orConflict } from '../workspace/change';

const DONE = 200;

const CLAIM = `INSERT INTO idempotency_records (workspace_id, credential_id, key, request_hash, created_at)
  VALUES ($1, $2, $3, $4, now()) ON CONFLICT DO NOTHING`;
const READ = `SELECT request_hash AS "requestHash", status, reply FROM idempotency_records
  WHERE workspace_id = $1 AND credential_id = $2 AND key = $3`;
const KEEP = `UPDATE idempotency_records SET status = $4, reply = $5
  WHERE workspace_id = $1 AND credential_id = $2 AND key = $3`;

interface StoredReply {
  requestHash: Buffer;
  status: number | null;
  reply: string | null;
}

interface OnceOptions<T> {
  dryRun?: boolean;
  /** What is kept for a repetition, when that is less than the first answer. */
  remember?(result: T): T;
}

/**
 * Runs a change that is not the ledger's in one transaction with its Idempotency-Key: a repetition gets the first
 * result, and two at once do it once, because the second waits for the first one's row. Refusals undo the row and are
 * not kept. Errors: idempotency_key_reused, and what `work` throws.
 */
export async function once<T>(
  ctx: ApiContext,
  work: (client: PoolClient) => Promise<T>,
  { dryRun, remember = (result) => result }: OnceOptions<T> = {},
): Promise<Written<T>> {
  if (dryRun) return { result: await rehearse(work), replayed: false };
  const { workspaceId, idempotency } = ctx.write();
  if (!idempotency) return { result: await inTransaction(work), replayed: false };
  const name = [workspaceId, idempotency.credentialId, idempotency.key];
  return inTransaction(async (client) => {
    const claimed = await client.query(CLAIM, [...name, idempotency.requestHash]);
    if (claimed.rowCount === 0) {
      const { rows } = await client.query<StoredReply>(READ, name);
      const stored = rows[0] ?? { requestHash: idempotency.requestHash, status: null, reply: null };
      return { result: (await replay(client, workspaceId, idempotency, stored)) as T, replayed: true };
    }
    const result = await work(client);
    await client.query(KEEP, [...name, DONE, encodeResult(remember(result))]);
    return { result, replayed: false };
  });
}
