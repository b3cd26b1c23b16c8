import { hash } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { getPool } from '../db/pool';
import { AppError } from '../errors';
import { singleton } from '../singleton';

/** How many sign-in links may be asked for within the window, by all processes together. */
export const LINKS_PER_ADDRESS = 5;
export const LINKS_PER_IP = 30;
const WINDOW_S = 15 * 60;

const createLimiter = (prefix: string, points: number) =>
  new RateLimiterPostgres({
    storeClient: getPool(),
    storeType: 'pool',
    tableName: 'rate_limits',
    tableCreated: true,
    // Deletes what ran out more than an hour ago, every five minutes.
    clearExpiredByTimeout: true,
    keyPrefix: prefix,
    points,
    duration: WINDOW_S,
  });

const limiters = () =>
  singleton('sign-in-limiters', () => ({
    ip: createLimiter('sign-in-ip', LINKS_PER_IP),
    address: createLimiter('sign-in-address', LINKS_PER_ADDRESS),
  }));

/** The table holds neither addresses nor who they belong to. */
const keyOf = (text: string): string => hash('sha256', text, 'base64url');

/**
 * Counts one request for a link, the same for addresses that exist and that do not. Errors: rate_limited, with the
 * seconds to wait.
 */
export async function countLinkRequest({ email, ip }: { email: string; ip: string }): Promise<void> {
  try {
    await limiters().ip.consume(keyOf(ip));
    await limiters().address.consume(keyOf(email));
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw new AppError('rate_limited', {
      detail: `Too many sign-in links were asked for. Try again in ${Math.ceil(retryAfterSeconds / 60)} minutes.`,
      retryAfterSeconds,
    });
  }
}
