import ipaddr from 'ipaddr.js';
import { getEnv } from '../env';

/** What we connect to, and why not. Asked when an endpoint is saved and again for the address really connected to. */

/** In tests only: the loopback address, over plain HTTP and on any port. */
export const allowsLoopback = (): boolean => {
  const { COFFER_ENV, WEBHOOK_ALLOW_LOOPBACK } = getEnv();
  return WEBHOOK_ALLOW_LOOPBACK && COFFER_ENV !== 'production';
};

/** Whether an IP address is one of the public internet. Mapped and translated IPv4 is judged as what it leads to. */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() === 'loopback') return allowsLoopback();
  if (address.kind() === 'ipv6') {
    const [first = 0] = (address as ipaddr.IPv6).parts;
    // Global unicast is 2000::/3; 2002::/16 and 64:ff9b::/96 wrap an IPv4 address of any kind.
    return address.range() === 'unicast' && first >= 0x2000 && first <= 0x3fff;
  }
  return address.range() === 'unicast';
}

const bare = (host: string): string => host.replace(/^\[|\]$/g, '').replace(/\.$/, '');

const isOwnHost = (host: string): boolean => host === new URL(getEnv().BASE_URL).hostname;

/** Why a URL cannot be an endpoint; null when it can. The parser has turned 0x7f.1 and the like into dotted form. */
export function refusalOfUrl(text: string): string | null {
  if (!URL.canParse(text)) return 'must be an absolute https:// URL';
  const url = new URL(text);
  if (url.username || url.password) return 'must not hold a user name or password';
  if (url.hash) return 'must not have a fragment';
  const host = bare(url.hostname);
  const isLiteral = ipaddr.isValid(host);
  const isLoopback = isLiteral ? ipaddr.process(host).range() === 'loopback' : /(^|\.)localhost$/.test(host);
  if (isLoopback && allowsLoopback() && /^https?:$/.test(url.protocol)) return null;
  if (url.protocol !== 'https:') return 'must begin with https://';
  if (!getEnv().WEBHOOK_PORTS.includes(Number(url.port || 443))) {
    return `must use one of the ports ${getEnv().WEBHOOK_PORTS.join(', ')}`;
  }
  if (isLiteral ? !isPublicAddress(host) : isLoopback || !host.includes('.')) return 'must lead to a public address';
  if (isOwnHost(host)) return 'must not be the address of this installation';
  return null;
}
