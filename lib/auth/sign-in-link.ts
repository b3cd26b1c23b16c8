import { hash, randomBytes } from 'node:crypto';
import { getPool } from '../db/pool';
import type { Env } from '../env';
import { safeReturnPath } from './return-path';

/** How long a link in a mail works. */
export const LINK_MINUTES = 15;

type LinkEnv = Pick<Env, 'BASE_URL' | 'AUTH_SECRET'>;

/** The page that asks to confirm: opening it signs nobody in, so that mail scanners may. */
export function confirmUrl(
  env: Pick<Env, 'BASE_URL'>,
  { token, email, returnTo }: { token: string; email: string; returnTo: string },
): string {
  const query = new URLSearchParams({ token, email });
  const path = safeReturnPath(returnTo, env.BASE_URL);
  if (path !== '/') query.set('callbackUrl', path);
  return `${env.BASE_URL}/sign-in/confirm?${query}`;
}

/** A link made without a mail, for the command line: the same kind of token, once and for as long. */
export async function createSignInLink(env: LinkEnv, email: string): Promise<string> {
  const token = randomBytes(32).toString('hex');
  // As next-auth does it: what is stored opens nothing without the installation's secret.
  const stored = hash('sha256', `${token}${env.AUTH_SECRET}`, 'hex');
  await getPool().query(
    `INSERT INTO verification_tokens (identifier, token, expires) VALUES ($1, $2, now() + make_interval(mins => $3))`,
    [email, stored, LINK_MINUTES],
  );
  return confirmUrl(env, { token, email, returnTo: '/' });
}
