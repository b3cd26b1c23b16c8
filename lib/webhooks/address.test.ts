import { describe, expect, it, vi } from 'vitest';
import { parseEnv } from '../env';
import { isPublicAddress, refusalOfUrl } from './address';
import { send } from './send';

process.env.DATABASE_URL ??= 'postgresql://unused';

const found = vi.hoisted(() => ({ addresses: [] as string[] }));
vi.mock('node:dns/promises', () => ({
  lookup: async () => found.addresses.map((address) => ({ address, family: 4 })),
}));

const PRIVATE = [
  ...['127.0.0.1', '127.8.9.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '192.168.0.1', '169.254.169.254', '100.64.0.1'],
  ...['192.0.2.1', '198.18.0.1', '198.51.100.7', '203.0.113.7', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
  ...['::', '::1', 'fe80::1', 'fc00::1', 'fd12::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::ffff:a00:1'],
  ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', '2001:0:7f00:1::', '100::1'],
];

const HOSTS = [
  ...['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '0x7f.1', '10.0.0.1.', '169.254.169.254'],
  ...[
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[fd00::1]',
    '[fe80::1]',
    'localhost',
    'a.localhost',
    'localhost.',
  ],
  ...['intranet', '①②⑦.⓪.⓪.①', '１２７.０.０.１', '0', '100.64.1.1'],
];

describe('what webhooks may reach', () => {
  it.each(PRIVATE)('is not %s', (address) => expect(isPublicAddress(address)).toBe(false));

  it.each(['1.1.1.1', '8.8.8.8', '2606:4700:4700::1111', '::ffff:1.1.1.1'])('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each(HOSTS)('is no URL with the host %s', async (host) => {
    const url = `https://${host}/hook`;
    expect(refusalOfUrl(url)).not.toBeNull();
    const outcome = await send({ url, secrets: [], eventId: 'e', payload: '{}' });
    expect(outcome).toEqual({ status: null, error: expect.any(String) });
  });

  it.each([
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'https://user:secret@example.com/',
    'https://example.com:22/',
    'https://example.com:5432/',
    'https://example.com/#x',
    '//example.com/',
    'javascript:alert(1)',
    '',
  ])('is not the URL %s', (url) => expect(refusalOfUrl(url)).not.toBeNull());

  it('is a public https address', () => {
    expect(refusalOfUrl('https://example.com/hook?token=x')).toBeNull();
    expect(refusalOfUrl('https://1.1.1.1/')).toBeNull();
  });

  it.each([[['127.0.0.1']], [['10.0.0.1']], [['1.1.1.1', '169.254.169.254']], [['::ffff:7f00:1']], [[]]])(
    'is no name that leads to %j when it is connected to, whatever it led to before',
    async (addresses) => {
      found.addresses = addresses;
      const outcome = await send({ url: 'https://hooks.example.com/', secrets: [], eventId: 'e', payload: '{}' });
      expect(outcome).toEqual({ status: null, error: expect.stringContaining('not a public one') });
    },
  );

  it('never is this machine in production', () => {
    const source = { COFFER_ENV: 'production', WEBHOOK_ALLOW_LOOPBACK: '1', DATABASE_URL: 'postgresql://x' };
    expect(() => parseEnv({ ...source, AUTH_SECRET: 'x'.repeat(32) })).toThrow('WEBHOOK_ALLOW_LOOPBACK');
  });
});
