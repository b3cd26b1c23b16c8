import { authCookies } from './cookies';

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/**
 * Sign-in's own cookies of a request, by exact name: next-auth takes every cookie whose name begins like the session's
 * for a part of it.
 */
export function readAuthCookies(request: Request, baseUrl: string): Record<string, string> {
  const ours = new Set(Object.values(authCookies(baseUrl)).map((cookie) => cookie?.name));
  const found: Record<string, string> = {};
  for (const pair of (request.headers.get('cookie') ?? '').split(';')) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    if (at > 0 && ours.has(name)) found[name] = decode(pair.slice(at + 1).trim());
  }
  return found;
}
