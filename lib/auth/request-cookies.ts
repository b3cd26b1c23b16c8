import { LOCALE_COOKIE, type Locale, matchLocale } from '../i18n/locales';
import { authCookies } from './cookies';

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function* cookiesOf(request: Request): Generator<[name: string, value: string]> {
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at > 0) yield [pair.slice(0, at).trim(), decode(pair.slice(at + 1).trim())];
  }
}

/**
 * Sign-in's own cookies of a request, by exact name: next-auth takes every cookie whose name begins like the session's
 * for a part of it.
 */
export function readAuthCookies(request: Request, baseUrl: string): Record<string, string> {
  const ours = new Set(Object.values(authCookies(baseUrl)).map((cookie) => cookie?.name));
  const found: Record<string, string> = {};
  for (const [name, value] of cookiesOf(request)) if (ours.has(name)) found[name] = value;
  return found;
}

/** The language that the browser asks in: chosen in the portal, or its own. */
export function readRequestLocale(request: Request): Locale {
  const chosen = new Map(cookiesOf(request)).get(LOCALE_COOKIE);
  return matchLocale(chosen, request.headers.get('accept-language'));
}
