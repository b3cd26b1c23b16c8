import type { CookieOption, CookiesOptions } from 'next-auth';

const MAX_CHECK_AGE_S = 15 * 60;

const isHttps = (baseUrl: string): boolean => baseUrl.startsWith('https://');

/** Over HTTPS the name itself forbids other hosts, paths and plain connections to set it. */
const cookieName = (name: string, baseUrl: string): string => (isHttps(baseUrl) ? `__Host-${name}` : name);

/** Where the session's secret lives in the browser. */
export const sessionCookieName = (baseUrl: string): string => cookieName('coffer.session', baseUrl);

export const csrfCookieName = (baseUrl: string): string => cookieName('coffer.csrf', baseUrl);

/** All cookies of sign-in: out of reach for scripts, and not sent along by other sites' forms. */
export function authCookies(baseUrl: string): Partial<CookiesOptions> {
  const cookie = (name: string, maxAge?: number): CookieOption => ({
    name: cookieName(name, baseUrl),
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps(baseUrl), ...(maxAge ? { maxAge } : {}) },
  });
  return {
    sessionToken: cookie('coffer.session'),
    csrfToken: cookie('coffer.csrf'),
    callbackUrl: cookie('coffer.return', MAX_CHECK_AGE_S),
    pkceCodeVerifier: cookie('coffer.pkce', MAX_CHECK_AGE_S),
    state: cookie('coffer.state', MAX_CHECK_AGE_S),
    nonce: cookie('coffer.nonce', MAX_CHECK_AGE_S),
  };
}
