import { createHmac } from 'node:crypto';
import { hashSecret } from '../auth/key-secret';
import type { PoolClient } from '../db/pool';
import { userIdOf } from './people';
import { type DemoKey, type DemoWorkspace, OPERATOR, OPERATOR_KEY } from './world';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_LENGTH = 40;
const PREFIX_LENGTH = 12; // sk_live_ and four more

/**
 * A key's secret in the form of every other one, made from the installation's own seed: it can be shown at each start
 * without being kept in the database, and no two demos share one.
 */
export function demoSecret(keySeed: string, { id, mode }: Pick<DemoKey, 'id' | 'mode'>): string {
  const bytes = createHmac('sha512', keySeed).update(id).digest();
  const random = Array.from(bytes.subarray(0, RANDOM_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return `sk_${mode}_${random}`;
}

/** The operator's own key: for any workspace. */
export const operatorKey: DemoKey = { ...OPERATOR_KEY, mode: 'live', scopes: ['read', 'spend', 'grant', 'admin'] };

/** Makes the demo's keys, or gives them the secrets of this seed again. */
export async function ensureKeys(
  client: PoolClient,
  workspaces: readonly DemoWorkspace[],
  { keySeed, createdAt }: { keySeed: string; createdAt: Date },
): Promise<void> {
  const ensure = async (key: DemoKey, workspaceId: string | null, createdBy: string | null) => {
    const secret = demoSecret(keySeed, key);
    await client.query(
      `INSERT INTO api_keys (id, workspace_id, name, mode, scopes, prefix, last4, hash, created_by, created_at, member_id)
       VALUES ($1, $2, $3, $4::mode, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (id) DO UPDATE SET prefix = excluded.prefix, last4 = excluded.last4, hash = excluded.hash
         WHERE api_keys.hash <> excluded.hash`,
      [
        ...[key.id, workspaceId, key.name, key.mode, key.scopes, secret.slice(0, PREFIX_LENGTH), secret.slice(-4)],
        ...[hashSecret(secret), createdBy, createdAt, key.memberId ?? null],
      ],
    );
  };
  await ensure(operatorKey, null, OPERATOR.id);
  for (const workspace of workspaces) {
    const owner = workspace.members.find(({ role }) => role === 'owner');
    for (const key of workspace.keys) await ensure(key, workspace.id, owner ? userIdOf(owner) : null);
  }
}
