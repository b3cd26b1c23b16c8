import { createDefaultAlerts } from '../alerts/defaults';
import type { PoolClient } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { newId, newWorkspaceId } from '../ids';
import { recordAudit } from './audit';
import { joinByPendingInvites } from './join-by-invite';
import { slugsFor } from './slug';

/** A user's row, in the names that next-auth's adapters use. */
export interface UserRecord {
  id: string;
  name: string | null;
  email: string;
  emailVerified: Date | null;
  image: string | null;
  isOperator: boolean;
  suspendedAt: Date | null;
}

const COLUMNS = `id, name, email, email_verified AS "emailVerified", image, is_operator AS "isOperator",
  suspended_at AS "suspendedAt"`;

async function insertWorkspace(client: PoolClient, { name, email }: { name: string; email: string }): Promise<string> {
  const id = newWorkspaceId();
  for (const slug of slugsFor(email.split('@')[0] ?? '', id)) {
    const { rowCount } = await client.query(
      `INSERT INTO workspaces (id, slug, name, billing_email) VALUES ($1, $2, $3, $4) ON CONFLICT (slug) DO NOTHING`,
      [id, slug, name, email],
    );
    if (rowCount === 1) return id;
  }
  throw new Error('no free slug for a new workspace');
}

/** Gives a user a workspace of their own, which they own. Its wallet comes with the first grant. Answers its id. */
export async function createOwnWorkspace(
  client: PoolClient,
  user: { id: string; email: string; name: string | null },
): Promise<string> {
  const person = user.name ?? user.email.split('@')[0] ?? user.email;
  const workspaceId = await insertWorkspace(client, { name: `${person}'s workspace`, email: user.email });
  await client.query(
    `INSERT INTO members (workspace_id, id, user_id, name, email, role) VALUES ($1, $2, $3, $4, $5, 'owner')`,
    [workspaceId, newId(), user.id, person, user.email],
  );
  await createDefaultAlerts(client, workspaceId);
  await recordAudit(client, {
    workspaceId,
    action: 'workspace.create',
    targetKind: 'workspace',
    targetId: workspaceId,
    actor: { kind: 'user', id: user.id },
  });
  return workspaceId;
}

/**
 * Makes the user of an address that was just proven, with a place to be: the workspaces that invited the address, else
 * one of their own. Two first sign-ins at once end in one user.
 */
export async function createAccount(input: {
  email: string;
  name: string | null;
  image: string | null;
}): Promise<UserRecord> {
  return inTransaction(async (client) => {
    const { rows } = await client.query<UserRecord>(
      `INSERT INTO users (id, email, name, image, email_verified) VALUES ($1, $2, $3, $4, now())
       ON CONFLICT (email) DO NOTHING RETURNING ${COLUMNS}`,
      [newId(), input.email, input.name, input.image],
    );
    const user = rows[0];
    if (!user) {
      const earlier = await client.query<UserRecord>(`SELECT ${COLUMNS} FROM users WHERE email = $1`, [input.email]);
      return earlier.rows[0] as UserRecord;
    }
    await recordAudit(client, {
      workspaceId: null,
      action: 'user.create',
      targetKind: 'user',
      targetId: user.id,
      actor: { kind: 'user', id: user.id },
    });
    const joined = await joinByPendingInvites(client, user);
    if (joined === 0) await createOwnWorkspace(client, user);
    return user;
  });
}
