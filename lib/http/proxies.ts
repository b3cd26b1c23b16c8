import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Who sent a request, and how it reached the first machine of ours. */
export interface Client {
  ip: string;
  protocol: 'http' | 'https';
  host: string;
}

export type TrustList = (address: string) => boolean;

/** Reads TRUSTED_PROXIES. Throws an Error with a sentence that names the entry which is not an address or a CIDR. */
export function parseTrustedProxies(text: string): TrustList {
  const entries = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  if (entries.length === 0) return () => false;
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/');
    const version = isIP(address);
    const bits = Number(prefix ?? (version === 6 ? 128 : 32));
    if (version === 0 || !Number.isInteger(bits) || bits < 0 || bits > (version === 6 ? 128 : 32)) {
      throw new Error(`TRUSTED_PROXIES: "${entry}" is not an address or a range such as 10.0.0.0/8.`);
    }
    list.addSubnet(address, bits, version === 6 ? 'ipv6' : 'ipv4');
  }
  return (address) => {
    const version = isIP(address);
    return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4');
  };
}

/** An IPv4 address that came over an IPv6 socket is the IPv4 address. */
export const plainAddress = (address: string): string =>
  address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;

const lastOf = (header: string | string[] | undefined): string | undefined =>
  (Array.isArray(header) ? header.join(',') : header)?.split(',').at(-1)?.trim() || undefined;

/**
 * The client as our own hops tell it. X-Forwarded-* counts only when the machine on the other end of the socket is
 * trusted; then the address is the rightmost one that is not a trusted hop, because everything left of it is the
 * sender's own writing.
 */
export function identifyClient(request: IncomingMessage, isTrusted: TrustList): Client {
  const peer = plainAddress(request.socket.remoteAddress ?? '');
  const host = request.headers.host ?? '';
  if (!isTrusted(peer)) return { ip: peer, protocol: 'http', host };
  const { headers } = request;
  const proto = lastOf(headers['x-forwarded-proto']);
  return {
    ip: forwardedAddress(headers['x-forwarded-for'], isTrusted) ?? peer,
    protocol: proto === 'https' ? 'https' : 'http',
    host: lastOf(headers['x-forwarded-host']) ?? host,
  };
}

function forwardedAddress(header: string | string[] | undefined, isTrusted: TrustList): string | undefined {
  const hops = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').reverse();
  let found: string | undefined;
  for (const hop of hops) {
    const address = plainAddress(hop.trim());
    if (isIP(address) === 0) break; // not an address: nothing further left can be believed
    found = address;
    if (!isTrusted(address)) break;
  }
  return found;
}

/**
 * Headers by which Next, or something before it, could be talked into believing that it is elsewhere: taken from every
 * request. What is true is written back by `tellNext`.
 */
const NEVER_FROM_OUTSIDE =
  /^(forwarded|via|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip|x-forwarded-.*|x-middleware-.*|x-invoke-.*|x-matched-path|x-now-route-matches|x-original-url|x-rewrite-url|x-http-method(-override)?|x-method-override|x-nextjs-.*|x-next-.*|x-prerender-.*|next-resume|content-security-policy(-report-only)?|x-nonce|upgrade|http2-settings)$/;

export function stripHeaders(request: IncomingMessage): void {
  for (const name of Object.keys(request.headers)) {
    if (NEVER_FROM_OUTSIDE.test(name)) delete request.headers[name];
  }
}

/** Writes the one truth about the client into the headers that Next and next-auth read. */
export function tellNext(request: IncomingMessage, client: Client): void {
  request.headers['x-forwarded-for'] = client.ip;
  request.headers['x-forwarded-proto'] = client.protocol;
  request.headers['x-forwarded-host'] = client.host;
}
