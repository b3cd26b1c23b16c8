import { hash } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { getPool } from '../db/pool';
import { AppError } from '../errors';

/** How many sign-in links may be asked for within the window, by all processes together. */
export const LINKS_PER_ADDRESS = 5;
export const LINKS_PER_IP = 30;
const WINDOW_S = 15 * 60;

const limiter = (prefix: string, points: number) =>
  new RateLimiterPostgres({
    storeClient: getPool(),
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    // Rows are reused by key; expired ones are swept with the other leftovers.
    clearExpiredByTimeout: false,
    keyPrefix: prefix,
    points,
    duration: WINDOW_S,
  });

/** The table holds neither addresses nor who they belong to. */
const keyOf = (text: string): string => hash('sha256', text, 'base64url');

/**
 * Counts one request for a link, the same for addresses that exist and that do not. Errors: rate_limited, with the
 * seconds to wait.
 */
export async function countLinkRequest({ email, ip }: { email: string; ip: string }): Promise<void> {
  try {
    await limiter('sign-in-ip', LINKS_PER_IP).consume(keyOf(ip));
    await limiter('sign-in-address', LINKS_PER_ADDRESS).consume(keyOf(email));
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw new AppError('rate_limited', {
      detail: `Too many sign-in links were asked for. Try again in ${Math.ceil(retryAfterSeconds / 60)} minutes.`,
      retryAfterSeconds,
    });
  }
}
