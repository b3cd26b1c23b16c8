import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Pool } from '@/lib/db/pool';

/** Signs a new owner of the workspace in; answers the cookie header of their browser. */
export async function addOwner(pool: Pool, workspaceId: string): Promise<string> {
  const [userId, token] = [randomUUID(), randomBytes(32).toString('base64url')];
  const email = `${userId}@example.com`;
  await pool.query('INSERT INTO users (id, email, email_verified) VALUES ($1, $2, now())', [userId, email]);
  await pool.query(
    `INSERT INTO members (workspace_id, id, user_id, name, email, role) VALUES ($1, $2, $3, 'Bench', $4, 'owner')`,
    [workspaceId, randomUUID(), userId, email],
  );
  await pool.query(
    `INSERT INTO sessions (id, session_token, user_id, expires) VALUES ($1, $2, $3, now() + interval '1 hour')`,
    [randomUUID(), createHash('sha256').update(token).digest('hex'), userId],
  );
  return `coffer.session=${token}`;
}
