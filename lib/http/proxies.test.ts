import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { identifyClient, parseTrustedProxies } from './proxies';

const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress }, headers: { host: 'coffer.internal', ...headers } }) as unknown as IncomingMessage;

describe('identifyClient', () => {
  const isTrusted = parseTrustedProxies('10.0.0.0/8, 192.0.2.7, fd00::/8');

  it('believes nobody by default', () => {
    const client = identifyClient(from('10.0.0.1', { 'x-forwarded-for': '8.8.8.8' }), parseTrustedProxies(''));
    expect(client).toEqual({ ip: '10.0.0.1', protocol: 'http', host: 'coffer.internal' });
  });

  it('takes the rightmost address that is not a hop of ours: the rest is the sender’s own writing', () => {
    const headers = { 'x-forwarded-for': '6.6.6.6, 203.0.113.9, 10.1.2.3, 192.0.2.7' };
    expect(identifyClient(from('::ffff:10.0.0.1', headers), isTrusted).ip).toBe('203.0.113.9');
  });

  it('stops at what is not an address', () => {
    const headers = { 'x-forwarded-for': '6.6.6.6, unknown, 10.1.2.3' };
    expect(identifyClient(from('10.0.0.1', headers), isTrusted).ip).toBe('10.1.2.3');
    expect(identifyClient(from('10.0.0.1', { 'x-forwarded-for': 'unknown' }), isTrusted).ip).toBe('10.0.0.1');
  });

  it('takes protocol and host from the nearest trusted hop only', () => {
    const headers = { 'x-forwarded-proto': 'http, https', 'x-forwarded-host': 'evil.example, coffer.example' };
    expect(identifyClient(from('fd00::1', headers), isTrusted)).toMatchObject({
      protocol: 'https',
      host: 'coffer.example',
    });
    expect(identifyClient(from('203.0.113.1', headers), isTrusted)).toMatchObject({
      protocol: 'http',
      host: 'coffer.internal',
    });
  });
});

describe('parseTrustedProxies', () => {
  it.each(['10.0.0.0/33', '10.0.0', 'localhost', '10.0.0.1/a', 'fd00::/129', '/8'])('refuses %s by name', (entry) => {
    expect(() => parseTrustedProxies(`10.0.0.1,${entry}`)).toThrow(`TRUSTED_PROXIES: "${entry}"`);
  });
});
