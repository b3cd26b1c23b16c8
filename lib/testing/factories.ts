import { createSecret } from '../auth/key-secret';
import type { Pool } from '../db/pool';
import { newId, newWorkspaceId } from '../ids';
import type { Ledger } from '../ledger';
import type { LedgerActor, Scope } from '../ledger/types';

export const TEST_ACTOR: LedgerActor = { kind: 'job', id: null };
export const CREDIT = 1_000_000n;

/** A workspace with nothing in it. */
export async function createWorkspace(pool: Pool, { timeZone = 'UTC' } = {}): Promise<string> {
  const id = newWorkspaceId();
  await pool.query('INSERT INTO workspaces (id, slug, name, time_zone) VALUES ($1, $2, $3, $4)', [
    id,
    `w-${id.slice(0, 18)}`,
    'Test workspace',
    timeZone,
  ]);
  return id;
}

/** The live books of a workspace, as the first argument of ledger calls. */
export const booksOf = (workspaceId: string): Scope => ({ workspaceId, mode: 'live', actor: TEST_ACTOR });

export async function createMember(pool: Pool, workspaceId: string, externalId = `u-${newId()}`): Promise<string> {
  const id = newId();
  await pool.query('INSERT INTO members (workspace_id, id, external_id, name) VALUES ($1, $2, $3, $3)', [
    workspaceId,
    id,
    externalId,
  ]);
  return id;
}

/** Puts credits into the workspace's wallet; answers the grant's id. */
export async function giveCredits(
  ledger: Ledger,
  workspaceId: string,
  amountMicro: bigint,
  more: { expiresAt?: Date; effectiveAt?: Date; features?: string[] } = {},
): Promise<string> {
  const { result } = await ledger.grant({
    ...booksOf(workspaceId),
    owner: { kind: 'workspace' },
    source: 'admin',
    amountMicro,
    ...more,
  });
  return result.grant.id;
}

/** A key of the workspace with all scopes; answers its id and the secret. */
export async function createApiKey(
  pool: Pool,
  workspaceId: string,
  scopes: string[] = ['read', 'spend', 'grant'],
): Promise<{ id: string; secret: string }> {
  const id = newId();
  const { secret, prefix, last4, hash } = createSecret('live');
  await pool.query(
    `INSERT INTO api_keys (id, workspace_id, name, mode, scopes, prefix, last4, hash)
     VALUES ($1, $2, 'test', 'live', $3, $4, $5, $6)`,
    [id, workspaceId, scopes, prefix, last4, hash],
  );
  return { id, secret };
}
