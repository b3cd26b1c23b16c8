import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../testing/database';
import { BODY_BYTES_MAX } from './limits';
import { parseTrustedProxies } from './proxies';
import { createSecurityPolicy } from './security-headers';
import { createCofferServer } from './server';
import { request, sendRaw } from './testing/raw';

useTestDatabase();

const FIXED = ['x-content-type-options', 'x-frame-options', 'referrer-policy', 'permissions-policy'];

/** What the stand-in for Next saw last. */
let seen: { headers: IncomingMessage['headers']; body: string } | undefined;

async function pretendNext(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of incoming) body += chunk;
  seen = { headers: incoming.headers, body };
  if (incoming.url === '/broken') throw new Error('with a secret inside');
  response.end('page');
}

const security = createSecurityPolicy({ BASE_URL: 'https://coffer.example' }, { isDev: false });
const { server } = createCofferServer({
  security,
  isTrustedProxy: parseTrustedProxies('10.0.0.0/8, ::1'),
  handleNext: pretendNext,
});
let port: number;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  seen = undefined;
});

const send = (...parts: Parameters<typeof request>) => sendRaw(port, request(...parts));

it('a path of the API with slashes too many at its beginning, as a base URL that ends in one makes it, is the API’s', async () => {
  const reply = await send('GET //v1/credits/balance?x=1');
  expect([reply.status, reply.headers['content-type']]).toEqual([401, 'application/json']);
  expect(seen).toBeUndefined();
  expect((await send('GET //sign-in')).body).toBe('page');
});

describe('limits', () => {
  it.each(['TRACE', 'PROPFIND', 'SEARCH', 'NONSENSE', 'CONNECT'])('%s is 405 with Allow', async (method) => {
    const reply = await send(`${method} ${method === 'CONNECT' ? 'example.com:443' : '/'}`);
    expect(reply.status).toBe(405);
    expect(reply.headers.allow).toBe('GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS');
    expect(seen).toBeUndefined();
  });

  it('a body that states more than a megabyte is 413 before any of it is sent', async () => {
    for (const path of ['/v1/credits/consume', '/sign-in']) {
      const reply = await send(`POST ${path}`, { 'content-length': String(60 * BODY_BYTES_MAX) });
      expect(reply.status).toBe(413);
      expect(reply.headers.connection).toBe('close');
    }
    expect(seen).toBeUndefined();
  });

  it('what is refused before it is read is refused in the words of the wire it came by', async () => {
    const large = { 'content-length': String(2 * BODY_BYTES_MAX) };
    const shapes: [line: string, status: number, headers: Record<string, string>, members: string[]][] = [
      ['POST /v1/credits/grant', 413, large, ['error', 'message']],
      ['POST /credits', 413, large, ['message']],
      ['POST /v2/credits/search', 413, large, ['detail']],
      ['POST /api/v1/customers/acme/credits/create', 413, large, ['message']],
      ['TRACE /credits', 405, {}, ['message']],
      [`GET /credits?status=${'x'.repeat(8_192)}`, 414, {}, ['message']],
    ];
    for (const [line, status, headers, members] of shapes) {
      const reply = await send(line, headers);
      expect([reply.status, reply.headers['content-type']], line).toEqual([status, 'application/json']);
      expect(Object.keys(JSON.parse(reply.body)), line).toEqual(members);
      expect(reply.headers['x-request-id'], line).toMatch(/./);
    }
    const own = await send('POST /v1/credits/consume', large);
    expect(JSON.parse(own.body)).toMatchObject({
      code: 'payload_too_large',
      status: 413,
      instance: expect.any(String),
    });
  });

  it('a body that turns out larger than a megabyte is 413', async () => {
    const chunk = `${(64 * 1024).toString(16)}\r\n${'x'.repeat(64 * 1024)}\r\n`;
    const head = request('POST /v1/credits/consume', { 'transfer-encoding': 'chunked' });
    const reply = await sendRaw(port, [head, ...Array<string>(40).fill(chunk)]);
    expect(reply.status).toBe(413);
    expect(reply.headers['content-type']).toBe('application/problem+json');
  });

  it('a body without a stated length does not reach Next', async () => {
    const reply = await sendRaw(
      port,
      `${request('POST /sign-in', { 'transfer-encoding': 'chunked' })}1\r\nx\r\n0\r\n\r\n`,
    );
    expect(reply.status).toBe(411);
    expect(seen).toBeUndefined();
  });

  it('a body of exactly a megabyte passes', async () => {
    const head = request('POST /upload', { 'content-length': String(BODY_BYTES_MAX) });
    expect((await sendRaw(port, [head, Buffer.alloc(BODY_BYTES_MAX, 'x')])).status).toBe(200);
    expect(seen?.body).toHaveLength(BODY_BYTES_MAX);
  });

  it('a long address is 414, and so are 100,000 parameters', async () => {
    expect((await send(`GET /?${'a=1&'.repeat(2_100)}`)).status).toBe(414);
    expect((await send(`GET /${'a'.repeat(8_200)}`)).status).toBe(414);
    expect((await send(`GET /?${'a=1&'.repeat(100_000)}`)).status).toBe(431); // past the room for all headers
  });

  it('more than 100 headers, or 16 kB of them, are 431', async () => {
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`x-${i}`, '1']));
    expect((await send('GET /', many)).status).toBe(431);
    expect((await send('GET /', { 'x-large': 'x'.repeat(17_000) })).status).toBe(431);
    const few = Object.fromEntries(Array.from({ length: 90 }, (_, i) => [`x-${i}`, '1']));
    expect((await send('GET /', few)).status).toBe(200);
  });

  it.each([
    ['no Host', 'GET / HTTP/1.1\r\nconnection: close\r\n\r\n'],
    ['two Hosts', 'GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\nconnection: close\r\n\r\n'],
    ['both lengths', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd'],
    ['a negative length', 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n'],
    [
      'a hidden transfer encoding',
      'POST / HTTP/1.1\r\nhost: a\r\nconnection: close\r\ntransfer-encoding: xchunked\r\n\r\n0\r\n\r\n',
    ],
    ['a space before the colon', 'GET / HTTP/1.1\r\nhost : a\r\n\r\n'],
    ['a folded header', 'GET / HTTP/1.1\r\nhost: a\r\nx: 1\r\n 2\r\n\r\n'],
    ['a bare line feed', 'GET / HTTP/1.1\nhost: a\nx: 1\rGET /b HTTP/1.1\n\n'],
    ['a NUL in a header', 'GET / HTTP/1.1\r\nhost: a\r\nx: a\0b\r\n\r\n'],
    ['an address of another host', 'GET http://other/ HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n'],
    ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00'],
  ])('%s is 400', async (_name, bytes) => {
    expect((await sendRaw(port, bytes)).status).toBe(400);
    expect(seen).toBeUndefined();
  });

  it('a request to upgrade is answered as an ordinary one', async () => {
    const reply = await send('GET /', {
      connection: 'Upgrade, close',
      upgrade: 'websocket',
      'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      'sec-websocket-version': '13',
    });
    expect(reply.status).toBe(200);
    expect(seen?.headers.upgrade).toBeUndefined();
  });
});

describe('headers', () => {
  it('protect every reply, errors too', async () => {
    const replies = await Promise.all([
      send('GET /'),
      send('GET /broken'),
      send('GET /v1/nothing'),
      send('TRACE /'),
      send('NONSENSE /'),
      send('GET /', { expect: 'a miracle' }),
      sendRaw(port, '\x16\x03\x01'),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([200, 500, 404, 405, 405, 417, 400]);
    for (const reply of replies) {
      for (const name of FIXED) expect(reply.headers[name], name).toBeTruthy();
      expect(reply.headers['strict-transport-security']).toContain('max-age=');
      expect(reply.headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(reply.text).not.toContain('secret');
    }
  });

  it('give each page a nonce of its own, and tell Next the same one', async () => {
    const nonceOf = (policy: string | string[] | undefined) => /'nonce-([^']+)'/.exec(String(policy))?.[1];
    const first = nonceOf(
      (await send('GET /', { 'content-security-policy': "script-src 'nonce-forged'" })).headers[
        'content-security-policy'
      ],
    );
    expect(nonceOf(seen?.headers['content-security-policy'])).toBe(first);
    const second = nonceOf((await send('GET /')).headers['content-security-policy']);
    expect(first).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(second).not.toBe(first);
  });

  it('never allow inline scripts', () => {
    const policy = security.forPage('n');
    const scripts = policy.split('; ').find((directive) => directive.startsWith('script-src'));
    expect(scripts).toBe("script-src 'nonce-n' 'strict-dynamic'");
    expect(policy).not.toContain("'unsafe-eval'");
  });

  it('carry the request id, the caller’s when it is sane', async () => {
    expect((await send('GET /', { 'x-request-id': 'job-1' })).headers['x-request-id']).toBe('job-1');
    expect(seen?.headers['x-request-id']).toBe('job-1');
    expect((await send('GET /v1/nothing', { 'x-request-id': 'bad id' })).headers['x-request-id']).toMatch(
      /^[0-9a-f-]{36}$/,
    );
  });
});

describe('proxies', () => {
  const TRICKS = {
    'x-middleware-subrequest': 'src/middleware',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '1.2.3.4',
    'x-real-ip': '1.2.3.4',
    forwarded: 'for=1.2.3.4',
    'x-original-url': '/admin',
    'x-rewrite-url': '/admin',
    'x-http-method-override': 'DELETE',
    'x-matched-path': '/admin',
    'x-invoke-path': '/admin',
    'x-nextjs-data': '1',
    'next-resume': '1',
    'x-next-revalidated-tags': 'a',
    'x-nonce': 'forged',
  };

  it('that nobody trusts are not believed', async () => {
    await send('GET /', TRICKS);
    expect(seen?.headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': 'localhost',
    });
    const told = ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host'];
    for (const name of Object.keys(TRICKS)) {
      if (!told.includes(name)) expect(seen?.headers[name], name).toBeUndefined();
    }
  });
});
