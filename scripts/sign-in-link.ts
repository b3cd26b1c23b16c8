/** `npm run sign-in-link -- EMAIL` — prints a link that signs in once, for when no mail can be sent. */
import { normalizeEmail } from '../lib/auth/email';
import { createSignInLink, LINK_MINUTES } from '../lib/auth/sign-in-link';
import { getPool } from '../lib/db/pool';
import { getEnv } from '../lib/env';
import { applyDemoEnvironment } from './lib/demo-environment';

function explain(error: unknown): string {
  const { code, message, cause } = error as { code?: string; message?: string; cause?: { code?: string } };
  const reason = code ?? cause?.code ?? '';
  if (/ECONNREFUSED|ENOTFOUND|ETIMEDOUT|P1001/.test(`${reason} ${message}`)) {
    return 'The database of DATABASE_URL does not answer. Is it (npm start) running?';
  }
  if (/42P01|P2021/.test(`${reason} ${message}`)) return 'The database has no tables yet: npm run migrate';
  if (/28P01|28000|3D000/.test(`${reason} ${message}`))
    return 'The database of DATABASE_URL refuses: check user, password and name.';
  return message ?? String(error);
}

async function main(): Promise<number> {
  const email = normalizeEmail(process.argv[2] ?? '');
  if (!email) {
    console.error('Give the e-mail address to sign in as: npm run sign-in-link -- ada@example.com');
    return 1;
  }
  try {
    applyDemoEnvironment();
    const link = await createSignInLink(getEnv(), email);
    console.log(`Open this within ${LINK_MINUTES} minutes. It signs in as ${email}, once:\n\n  ${link}\n`);
    await getPool().end();
    return 0;
  } catch (error) {
    console.error(explain(error));
    return 1;
  }
}

// At once: after an error the pool may still wait for a server that does not answer.
process.exit(await main());
