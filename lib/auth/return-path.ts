const PROBE_ORIGIN = 'http://portal.invalid';

/** A control character, a backslash or white space is read differently by browsers and by URL parsers. */
const isOddCharacter = (sign: string): boolean => sign <= ' ' || sign === '\\' || sign === '\u007f';

/**
 * Where to go after signing in: a path of this portal, or `fallback`. An absolute address of the portal itself counts as
 * its path. What any browser could read as another site, or as a script, does not.
 */
export function safeReturnPath(asked: string | null | undefined, baseUrl: string, fallback = '/'): string {
  if (!asked || asked.length > 2_000 || [...asked].some(isOddCharacter)) return fallback;
  const origin = new URL(baseUrl).origin;
  const path = asked.startsWith(`${origin}/`) ? asked.slice(origin.length) : asked;
  if (!path.startsWith('/') || path.startsWith('//')) return fallback;
  try {
    const url = new URL(path, PROBE_ORIGIN);
    const clean = `${url.pathname}${url.search}${url.hash}`;
    // "/.//elsewhere" resolves to a path that a browser would take for a host.
    return url.origin === PROBE_ORIGIN && !clean.startsWith('//') ? clean : fallback;
  } catch {
    return fallback;
  }
}
