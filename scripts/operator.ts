/**
 * `npm run operator -- EMAIL` — makes somebody an operator of this installation, with an account if there is none yet.
 * `--key "Name of the backend"` also prints an API key of the operator's, good for every workspace; it is shown once.
 */
import { parseArgs } from 'node:util';
import { recordAudit } from '../lib/auth/audit';
import { normalizeEmail } from '../lib/auth/email';
import { createKey } from '../lib/auth/keys';
import { getPool } from '../lib/db/pool';
import { inTransaction } from '../lib/db/transaction';
import { explainConnection } from '../lib/http/database-check';
import { newId } from '../lib/ids';
import { applyDemoEnvironment } from './lib/demo-environment';

/** Answers the user's id. The account is proven by its first sign-in, as every other one. */
async function makeOperator(email: string): Promise<string> {
  return inTransaction(async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO users (id, email, is_operator) VALUES ($1, $2, true)
       ON CONFLICT (email) DO UPDATE SET is_operator = true RETURNING id`,
      [newId(), email],
    );
    const { id } = rows[0] as { id: string };
    await recordAudit(client, {
      workspaceId: null,
      action: 'operator.add',
      targetKind: 'user',
      targetId: id,
      actor: { kind: 'operator', id: null },
      reason: 'npm run operator',
    });
    return id;
  });
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { key: { type: 'string' } } });
  const email = normalizeEmail(positionals[0] ?? '');
  if (!email) {
    console.error('Give the mail address of the operator: npm run operator -- ada@example.com');
    return 1;
  }
  applyDemoEnvironment();
  try {
    const userId = await makeOperator(email);
    console.log(`${email} is an operator of this installation.`);
    if (values.key === undefined) return 0;
    const { secret } = await createKey(
      { kind: 'operator', userId },
      { workspaceId: null, name: values.key, mode: 'live', scopes: ['read', 'spend', 'grant', 'admin'] },
    );
    console.log(`API key, shown only now: ${secret}`);
    return 0;
  } finally {
    await getPool().end();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const isOfDatabase = error instanceof Error && 'code' in error && process.env.DATABASE_URL;
    console.error(isOfDatabase ? explainConnection(error, process.env.DATABASE_URL ?? '') : (error as Error).message);
    process.exit(1);
  },
);
