import { hash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { getEnv, type RateLimitSetting } from '../../env';
import { AppError } from '../../errors';
import { singleton } from '../../singleton';
import { type Policy, RateCounter, type Verdict } from './counter';

const counter = (): RateCounter => singleton('rate-counter', () => new RateCounter());

const toPolicy = (name: string, setting: RateLimitSetting): Policy | null => setting && { name, ...setting };

const policies = () =>
  singleton('rate-policies', () => ({
    key: toPolicy('key', getEnv().API_RATE_LIMIT),
    address: toPolicy('address', getEnv().API_RATE_LIMIT_UNAUTHENTICATED),
  }));

/** Counts a request of a key. Undefined: there is no limit. */
export function countRequest(keyId: string): Verdict | Promise<Verdict> | undefined {
  const { key } = policies();
  return key ? counter().take(key, keyId) : undefined;
}

/** Counts a request from an address that had no good key. */
export function countFailure(ip: string): Verdict | Promise<Verdict> | undefined {
  const { address } = policies();
  return address ? counter().take(address, subjectOf(ip)) : undefined;
}

/** How the window of an address stands, as far as this process knows; nothing is counted. */
export function peekAddress(ip: string): Verdict | undefined {
  const { address } = policies();
  return address ? counter().peek(address, subjectOf(ip)) : undefined;
}

/** The refusal of one request too many. */
export const tooMany = ({ policy, secondsLeft }: Verdict): AppError =>
  new AppError('rate_limited', {
    detail:
      policy.name === 'key'
        ? `This API key may make ${policy.quota} requests in ${policy.windowSeconds} seconds. Wait ${secondsLeft} s.`
        : `Too many requests without a valid API key came from this address. Wait ${secondsLeft} s.`,
    retryAfterSeconds: secondsLeft,
  });

/** `RateLimit` and `RateLimit-Policy`, as draft-ietf-httpapi-ratelimit-headers-10 writes them. */
export const limitHeaders = ({ policy, remaining, secondsLeft }: Verdict): Record<string, string> => ({
  'ratelimit-policy': `"${policy.name}";q=${policy.quota};w=${policy.windowSeconds}`,
  ratelimit: `"${policy.name}";r=${remaining};t=${secondsLeft}`,
});

const MAX_SUBJECTS = 10_000;
const subjects = new Map<string, string>();

/** Tables hold no addresses. Of IPv6 the network counts: its owner has more addresses than there are grains of sand. */
function subjectOf(ip: string): string {
  let subject = subjects.get(ip);
  if (subject === undefined) {
    subject = hash('sha256', isIPv6(ip) ? networkOf(ip) : ip, 'base64url');
    if (subjects.size >= MAX_SUBJECTS) subjects.clear();
    subjects.set(ip, subject);
  }
  return subject;
}

/** The first 64 bits of an IPv6 address. */
function networkOf(ip: string): string {
  const [head = '', tail = ''] = ip.replace(/%.*$/, '').toLowerCase().split('::');
  const parts = head === '' ? [] : head.split(':');
  const rest = tail === '' ? [] : tail.split(':');
  const zeros = ip.includes('::') ? Array<string>(Math.max(0, 8 - parts.length - rest.length)).fill('0') : [];
  return [...parts, ...zeros, ...rest]
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':');
}
