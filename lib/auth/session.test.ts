import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Mailbox } from '@/sandbox/mailbox/server';
import { useTestDatabase } from '../testing/database';
import type { UserActor } from './actor';
import { handleAuthRequest } from './handle-auth';
import { LINKS_PER_ADDRESS, LINKS_PER_IP } from './link-limit';
import { hashSessionToken } from './session-token';
import { createSignInLink } from './sign-in-link';
import { TEST_BASE_URL, TestBrowser } from './testing/browser';
import { mailsTo, newestLink, openTestMailbox } from './testing/mail';

const database = useTestDatabase();
let mailbox: Mailbox;
let nextIp = 1;

beforeAll(async () => {
  mailbox = await openTestMailbox();
});
afterAll(() => mailbox.stop());

let browser: TestBrowser;
beforeEach(() => {
  browser = new TestBrowser(`198.51.100.${nextIp++}`);
});

const count = async (sql: string, values: unknown[] = []): Promise<number> =>
  Number((await database.pool.query<{ n: bigint }>(`SELECT count(*) AS n FROM ${sql}`, values)).rows[0]?.n);

const confirmFields = (link: URL): Record<string, string> => ({
  token: link.searchParams.get('token') ?? '',
  email: link.searchParams.get('email') ?? '',
  callbackUrl: link.searchParams.get('callbackUrl') ?? '/',
});

/** The whole way: ask, read the mail, press the button. */
async function signIn(who: TestBrowser, email: string, callbackUrl = '/'): Promise<Response> {
  await who.send('signin/email', { email, callbackUrl });
  return who.send('callback/email', confirmFields(await newestLink(mailbox, email)));
}

describe('signing in by a mailed link', () => {
  it('takes one mail and one button, and leads where the person wanted to go', async () => {
    const asked = await browser.send('signin/email', { email: ' Ada@Example.com', callbackUrl: '/w/x/usage' });
    expect(asked.status).toBe(303);
    expect(asked.headers.get('location')).toBe('/sign-in?sent=ada%40example.com&callbackUrl=%2Fw%2Fx%2Fusage');
    expect(browser.sessionToken()).toBeUndefined();

    const link = await newestLink(mailbox, 'ada@example.com');
    expect(link.origin + link.pathname).toBe(`${TEST_BASE_URL}/sign-in/confirm`);
    const entered = await browser.send('callback/email', confirmFields(link));
    expect(entered.status).toBe(303);
    expect(entered.headers.get('location')).toBe('/w/x/usage');
    expect(entered.headers.get('cache-control')).toContain('no-store');
    expect(await browser.actor()).toMatchObject({ kind: 'user', email: 'ada@example.com', isOperator: false });
  });

  it('keeps with the session what the browser called itself, and nothing when it said nothing', async () => {
    const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0';
    await browser.send('signin/email', { email: 'two-browsers@example.com', callbackUrl: '/' });
    const fields = confirmFields(await newestLink(mailbox, 'two-browsers@example.com'));
    await browser.send('callback/email', fields, { 'user-agent': userAgent });
    await signIn(new TestBrowser('198.51.100.202'), 'two-browsers@example.com');
    const { rows } = await database.pool.query<{ kept: string | null }>(
      `SELECT user_agent AS kept FROM sessions s JOIN users u ON u.id = s.user_id
       WHERE u.email = 'two-browsers@example.com' ORDER BY s.created_at, s.id`,
    );
    expect(rows).toEqual([{ kept: userAgent }, { kept: null }]);
  });

  it('gives a newcomer a workspace of their own, with a free slug', async () => {
    await signIn(browser, 'Grace.Hopper@example.com');
    const other = new TestBrowser('198.51.100.201');
    await signIn(other, 'grace_hopper@other.example');
    const actors = [await browser.actor(), await other.actor()] as UserActor[];
    const slugs: string[] = [];
    for (const actor of actors) {
      expect(actor.memberships).toEqual([expect.objectContaining({ role: 'owner' })]);
      const { rows } = await database.pool.query<{ slug: string }>('SELECT slug FROM workspaces WHERE id = $1', [
        actor.memberships[0]?.workspaceId,
      ]);
      slugs.push(rows[0]?.slug ?? '');
    }
    expect(slugs).toEqual(['grace-hopper', 'grace-hopper-2']);
    await signIn(browser, 'grace.hopper@example.com');
    expect(((await browser.actor()) as UserActor).memberships).toHaveLength(1);
  });

  it('makes one user and one workspace of two first sign-ins at once', async () => {
    const browsers = [browser, new TestBrowser('198.51.100.202')];
    const links: URL[] = [];
    for (const one of browsers) {
      await one.send('signin/email', { email: 'twin@example.com' });
      links.push(await newestLink(mailbox, 'twin@example.com'));
    }
    await Promise.all(browsers.map((one, at) => one.send('callback/email', confirmFields(links[at]!))));
    const [first, second] = (await Promise.all(browsers.map((one) => one.actor()))) as UserActor[];
    expect(first?.userId).toBe(second?.userId);
    expect(first?.memberships).toHaveLength(1);
    expect(await count(`workspaces WHERE billing_email = 'twin@example.com'`)).toBe(1);
  });

  it('signs nobody in when a scanner opens the link', async () => {
    await browser.send('signin/email', { email: 'scanned@example.com' });
    const link = await newestLink(mailbox, 'scanned@example.com');
    for (const path of [`callback/email?${link.searchParams}`, `callback/email/?${link.searchParams}`]) {
      const opened = await browser.send(path);
      expect(opened.status).toBe(404);
    }
    expect(await count(`users WHERE email = 'scanned@example.com'`)).toBe(0);
    // And the link is still good for the person.
    await browser.send('callback/email', confirmFields(link));
    expect((await browser.actor()).kind).toBe('user');
  });

  it('works once, even pressed five times at once', async () => {
    await browser.send('signin/email', { email: 'once@example.com' });
    const fields = confirmFields(await newestLink(mailbox, 'once@example.com'));
    const tries = Array.from({ length: 5 }, () => new TestBrowser('198.51.100.203'));
    const replies = await Promise.all(tries.map((one) => one.send('callback/email', fields)));
    expect(tries.filter((one) => one.sessionToken() !== undefined)).toHaveLength(1);
    const refused = replies.filter((reply) => reply.headers.get('location')?.startsWith('/sign-in?error=Verification'));
    expect(refused).toHaveLength(4);
  });

  it('does not work late, for another address, or with another token', async () => {
    await browser.send('signin/email', { email: 'late@example.com' });
    const fields = confirmFields(await newestLink(mailbox, 'late@example.com'));
    const wrong = [
      { ...fields, email: 'eve@example.com' },
      { ...fields, token: 'f'.repeat(64) },
      { ...fields, token: '' },
    ];
    for (const attempt of wrong) await browser.send('callback/email', attempt);
    await database.pool.query(`UPDATE verification_tokens SET expires = now() - interval '1 second'
      WHERE identifier = 'late@example.com'`);
    const late = await browser.send('callback/email', fields);
    expect(late.headers.get('location')).toBe('/sign-in?error=Verification');
    expect((await browser.actor()).kind).toBe('anonymous');
    expect(await count(`users WHERE email IN ('late@example.com', 'eve@example.com')`)).toBe(0);
  });

  it('works from the command line too', async () => {
    const link = await createSignInLink(
      { BASE_URL: TEST_BASE_URL, AUTH_SECRET: process.env.AUTH_SECRET ?? '' },
      'shell@example.com',
    );
    await browser.send('callback/email', confirmFields(new URL(link)));
    expect(await browser.actor()).toMatchObject({ kind: 'user', email: 'shell@example.com' });
  });

  it('keeps neither token in the clear', async () => {
    await browser.send('signin/email', { email: 'hash@example.com' });
    const { token } = confirmFields(await newestLink(mailbox, 'hash@example.com'));
    expect(await count('verification_tokens WHERE token = $1', [token])).toBe(0);
    await browser.send('callback/email', confirmFields(await newestLink(mailbox, 'hash@example.com')));
    const session = browser.sessionToken() ?? '';
    expect(session.length).toBeGreaterThanOrEqual(43);
    const { rows } = await database.pool.query<{ session_token: string }>('SELECT session_token FROM sessions');
    expect(rows.map((row) => row.session_token)).toContain(hashSessionToken(session));
    expect(JSON.stringify(rows)).not.toContain(session);
  });
});

describe('asking for a link', () => {
  it('answers alike for known, unknown and suspended addresses; the suspended get a mail that says so', async () => {
    await signIn(browser, 'known@example.com');
    await signIn(browser, 'suspended@example.com');
    await database.pool.query(`UPDATE users SET suspended_at = now() WHERE email = 'suspended@example.com'`);
    const replies = [];
    for (const email of ['known@example.com', 'unknown@example.com', 'suspended@example.com']) {
      const stranger = new TestBrowser('198.51.100.204');
      const reply = await stranger.send('signin/email', { email });
      replies.push({
        status: reply.status,
        location: reply.headers.get('location')?.replace(encodeURIComponent(email), 'X'),
        headers: [...reply.headers.keys()],
        cookies: [...stranger.cookies.keys()],
      });
    }
    expect(replies[1]).toEqual(replies[0]);
    expect(replies[2]).toEqual(replies[0]);
    expect((await mailsTo(mailbox, 'suspended@example.com'))[0]?.subject).toContain('suspended');
  });

  it('is answered in the person’s language, else in the browser’s', async () => {
    const ask = async (email: string, headers: Record<string, string>) => {
      await new TestBrowser('198.51.100.205').send('signin/email', { email }, headers);
      return (await mailsTo(mailbox, email))[0]?.subject;
    };
    const german = { 'accept-language': 'de-AT,de;q=0.9,en;q=0.1' };
    expect(await ask('neu@example.com', german)).toBe('Anmelden bei localhost:3000');
    expect(await ask('chosen@example.com', { ...german, cookie: 'coffer_locale=en' })).toBe(
      'Sign in to localhost:3000',
    );
    await signIn(browser, 'gerda@example.com');
    await database.pool.query(`UPDATE users SET locale = 'de' WHERE email = 'gerda@example.com'`);
    expect(await ask('gerda@example.com', { 'accept-language': 'en' })).toBe('Anmelden bei localhost:3000');
  });

  it('refuses what is no address before any mail', async () => {
    const reply = await browser.send('signin/email', { email: 'ada@evil.com＠example.com' });
    expect(reply.headers.get('location')).toBe('/sign-in?error=InvalidEmail');
  });

  it('sends a limited number of links to one address, whoever asks', async () => {
    const replies = [];
    for (let n = 0; n <= LINKS_PER_ADDRESS; n++) {
      replies.push(await new TestBrowser(`192.0.2.${n}`).send('signin/email', { email: 'flooded@example.com' }));
    }
    expect(replies.at(-2)?.headers.get('location')).toMatch(/^\/sign-in\?sent=/);
    expect(replies.at(-1)?.headers.get('location')).toMatch(/^\/sign-in\?error=TooManyLinks&wait=\d+$/);
    expect(await mailsTo(mailbox, 'flooded@example.com')).toHaveLength(LINKS_PER_ADDRESS);
    const program = await new TestBrowser('192.0.2.99').send(
      'signin/email',
      { email: 'flooded@example.com' },
      { accept: '*/*' },
    );
    expect(program.status).toBe(429);
    expect(Number(program.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('sends a limited number of links for one caller, whatever the addresses', async () => {
    const crowd = new TestBrowser('192.0.2.200');
    let sent = 0;
    for (let n = 0; n < LINKS_PER_IP + 2; n++) {
      const reply = await crowd.send('signin/email', { email: `crowd-${n}@example.com` });
      if (reply.headers.get('location')?.startsWith('/sign-in?sent=')) sent += 1;
    }
    expect(sent).toBe(LINKS_PER_IP);
    // The counters hold neither.
    const { rows } = await database.pool.query<{ key: string }>('SELECT key FROM rate_limits');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some(({ key }) => key.includes('@') || key.includes('192.0.2'))).toBe(false);
  });
});

describe('a session', () => {
  it('is new at every sign-in, and the browser’s earlier one ends', async () => {
    await signIn(browser, 'fixed@example.com');
    const first = browser.sessionToken();
    await signIn(browser, 'fixed@example.com');
    const second = browser.sessionToken();
    expect(second).not.toBe(first);
    browser.cookies.set('coffer.session', first ?? '');
    expect((await browser.actor()).kind).toBe('anonymous');
  });

  it('is not taken over from a cookie that somebody planted', async () => {
    browser.cookies.set('coffer.session', 'planted');
    browser.cookies.set('coffer.session.0', 'planted');
    await signIn(browser, 'planted@example.com');
    expect(browser.sessionToken()).not.toContain('planted');
    expect(await browser.actor()).toMatchObject({ kind: 'user', email: 'planted@example.com' });
  });

  it('ends at sign-out, at its date, with suspension, and when it is deleted', async () => {
    const enter = async (email: string) => {
      const one = new TestBrowser(`198.51.100.${nextIp++}`);
      await signIn(one, email);
      expect((await one.actor()).kind).toBe('user');
      return one;
    };
    const left = await enter('left@example.com');
    const token = left.sessionToken() ?? '';
    const out = await left.send('signout', { callbackUrl: '/sign-in' });
    expect(out.headers.get('location')).toBe('/sign-in');
    expect(left.sessionToken()).toBeUndefined();
    left.cookies.set('coffer.session', token);
    expect((await left.actor()).kind).toBe('anonymous');

    const old = await enter('old@example.com');
    await database.pool.query(`UPDATE sessions SET expires = now() - interval '1 second' WHERE session_token = $1`, [
      hashSessionToken(old.sessionToken() ?? ''),
    ]);
    expect((await old.actor()).kind).toBe('anonymous');

    const suspended = await enter('later-suspended@example.com');
    await suspended.send('signin/email', { email: 'later-suspended@example.com' });
    const link = await newestLink(mailbox, 'later-suspended@example.com');
    await database.pool.query(`UPDATE users SET suspended_at = now() WHERE email = 'later-suspended@example.com'`);
    expect((await suspended.actor()).kind).toBe('anonymous');
    expect(await (await suspended.send('session')).json()).toEqual({});
    const again = await suspended.send('callback/email', confirmFields(link));
    expect(again.headers.get('location')).toBe('/sign-in?error=Suspended');
    expect((await suspended.actor()).kind).toBe('anonymous');
  });

  it('shows a changed role and a removal to the next request', async () => {
    await signIn(browser, 'role@example.com');
    const before = (await browser.actor()) as UserActor;
    await database.pool.query(`UPDATE members SET role = 'viewer' WHERE user_id = $1`, [before.userId]);
    expect(((await browser.actor()) as UserActor).memberships[0]?.role).toBe('viewer');
    await database.pool.query(`UPDATE members SET removed_at = now() WHERE user_id = $1`, [before.userId]);
    expect(((await browser.actor()) as UserActor).memberships).toEqual([]);
  });

  it('travels in a cookie that scripts and other sites cannot use', async () => {
    await browser.send('signin/email', { email: 'cookie@example.com' });
    const reply = await browser.send('callback/email', confirmFields(await newestLink(mailbox, 'cookie@example.com')));
    const cookie = reply.headers.getSetCookie().find((line) => line.startsWith('coffer.session=')) ?? '';
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).toMatch(/; Path=\//);
    expect(cookie).not.toMatch(/Domain=/);
  });
});

describe('requests that are not from a page of the portal', () => {
  const foreign: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site', origin: 'http://other.localhost:3000' },
    { 'sec-fetch-site': '', origin: 'null' },
    { 'sec-fetch-site': '', origin: 'https://evil.example' },
    { 'sec-fetch-site': '' },
  ];

  it('are refused for every state-changing action, a foreign sign-in included', async () => {
    const link = new URL(
      await createSignInLink(
        { BASE_URL: TEST_BASE_URL, AUTH_SECRET: process.env.AUTH_SECRET ?? '' },
        'eve@example.com',
      ),
    );
    await signIn(browser, 'victim@example.com');
    const session = browser.sessionToken();
    for (const headers of foreign) {
      for (const [path, fields] of [
        ['callback/email', confirmFields(link)],
        ['signin/email', { email: 'victim@example.com' }],
        ['signout', {}],
      ] as const) {
        expect((await browser.send(path, fields, headers)).status, path).toBe(403);
      }
    }
    expect(browser.sessionToken()).toBe(session);
    expect(await browser.actor()).toMatchObject({ kind: 'user', email: 'victim@example.com' });
  });

  it('may bring a CSRF pair instead, as programs do', async () => {
    const pair = (await (await browser.send('csrf')).json()) as { csrfToken: string };
    const program = { 'sec-fetch-site': '' };
    const asked = await browser.send('signin/email', { email: 'program@example.com', ...pair }, program);
    expect(asked.headers.get('location')).toMatch(/^\/sign-in\?sent=/);
    const forged = await browser.send('signin/email', { email: 'program@example.com', csrfToken: 'x' }, program);
    expect(forged.status).toBe(403);
  });
});

describe('the door itself', () => {
  it('opens for the actions that are used and for no other', async () => {
    for (const path of [
      'providers',
      'verify-request',
      'callback/email',
      'callback/github',
      'x',
      'signin/email/x/y',
      'callback/credentials',
    ]) {
      const status = (await browser.send(path)).status;
      expect([303, 404], path).toContain(status);
      expect(browser.sessionToken()).toBeUndefined();
    }
    for (const path of [
      '_log',
      'session',
      'signin/github',
      'callback/github',
      'callback/credentials',
      'signin/credentials',
    ]) {
      expect((await browser.send(path, { email: 'a@example.com' })).status, path).toBe(404);
    }
  });

  it('never sends anybody to another site', async () => {
    for (const callbackUrl of ['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      const other = new TestBrowser(`198.51.100.${nextIp++}`);
      await other.send('signin/email', { email: `open-${nextIp}@example.com`, callbackUrl });
      const fields = confirmFields(await newestLink(mailbox, `open-${nextIp}@example.com`));
      const reply = await other.send('callback/email', { ...fields, callbackUrl });
      expect(reply.headers.get('location')).toBe('/');
    }
  });
});

describe('a broken configuration', () => {
  it('is an error, and nobody is signed in', async () => {
    await signIn(browser, 'broken@example.com');
    const token = browser.sessionToken() ?? '';
    const { pool } = database;
    const store = globalThis as unknown as Record<symbol, unknown>;
    const key = Symbol.for('coffer.pool');
    store[key] = { query: () => Promise.reject(new Error('the database is gone')) };
    try {
      await expect(browser.actor()).rejects.toThrow('the database is gone');
    } finally {
      store[key] = pool;
    }
    const { parseEnv } = await import('../env');
    expect(() => parseEnv({ DATABASE_URL: 'postgresql://x/y' })).toThrow(/AUTH_SECRET/);
    expect(() => parseEnv({ DATABASE_URL: 'postgresql://x/y', AUTH_SECRET: 'short' })).toThrow(/AUTH_SECRET/);
    // A cookie that fits nothing is nobody.
    for (const value of ['', 'x', `${token}x`, token.slice(1), hashSessionToken(token), '[object Object]', 'true']) {
      browser.cookies.set('coffer.session', value);
      expect((await browser.actor()).kind, value).toBe('anonymous');
    }
  });

  it('that keeps mails from going out is said on the page', async () => {
    const request = new Request(`${TEST_BASE_URL}/api/auth/signin/email`, {
      method: 'POST',
      body: new URLSearchParams({ email: 'nomail@example.com' }),
      headers: { 'sec-fetch-site': 'same-origin', 'x-forwarded-for': '198.51.100.250' },
    });
    await mailbox.stop();
    const reply = await handleAuthRequest(request, ['signin', 'email']);
    mailbox = await openTestMailbox();
    expect(reply.headers.get('location')).toBe('/sign-in?error=EmailSignin');
  });
});
