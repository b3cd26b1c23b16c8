/** Where a browser says that a request comes from: `unknown` when it says nothing, as programs do. */
export type RequestOrigin = 'same' | 'other' | 'unknown';

/**
 * Judges a state-changing request by Fetch Metadata, and by Origin where a browser sends none (plain HTTP away from
 * localhost). A page of ours counts, whichever of its names the portal was opened under.
 */
export function originOf(headers: Headers, baseUrl: string): RequestOrigin {
  const site = headers.get('sec-fetch-site');
  if (site) return site === 'same-origin' ? 'same' : 'other';
  const origin = headers.get('origin');
  if (origin === null) return 'unknown';
  if (origin === new URL(baseUrl).origin) return 'same';
  const host = headers.get('host');
  return host !== null && (origin === `http://${host}` || origin === `https://${host}`) ? 'same' : 'other';
}
