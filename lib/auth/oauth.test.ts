import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useTestDatabase } from '../testing/database';
import type { UserActor } from './actor';
import { createAccount } from './create-account';
import { TestBrowser } from './testing/browser';
import { CLIENT, type Claims, type OidcProvider, startOidcProvider } from './testing/oidc-provider';

const database = useTestDatabase();
let provider: OidcProvider;

beforeAll(async () => {
  provider = await startOidcProvider();
  process.env.OIDC_ISSUER = provider.issuer;
  process.env.OIDC_CLIENT_ID = CLIENT.id;
  process.env.OIDC_CLIENT_SECRET = CLIENT.secret;
});
afterAll(() => provider.stop());

/** Presses the button of the sign-in page; answers where the provider is to be asked. */
async function start(browser: TestBrowser, callbackUrl = '/'): Promise<URL> {
  const page = await browser.send('signin/oidc', { callbackUrl });
  const href = /<a href="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  return new URL(href.replaceAll('&amp;', '&'));
}

const finish = (browser: TestBrowser, back: URL): Promise<Response> => browser.send(`callback/oidc${back.search}`);

async function signIn(claims: Claims, inToken = true) {
  const browser = new TestBrowser();
  const reply = await finish(browser, provider.agree(await start(browser, '/w/x'), claims, inToken));
  return { browser, location: reply.headers.get('location'), actor: await browser.actor() };
}

const verified = (name: string): Claims => ({ sub: `sub-${name}`, email: `${name}@example.com`, email_verified: true });

describe('signing in through a provider', () => {
  it('asks it with state, nonce and PKCE, by a page and not by a redirect of the form', async () => {
    const browser = new TestBrowser();
    const page = await browser.send('signin/oidc', { callbackUrl: '/' });
    expect(page.status).toBe(200);
    expect(page.headers.get('location')).toBeNull();
    const { searchParams: asked, origin } = await start(browser);
    expect(origin).toBe(provider.issuer);
    expect(asked.get('redirect_uri')).toBe('http://localhost:3000/api/auth/callback/oidc');
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)?.length, name).toBeGreaterThan(20);
  });

  it('says on the page in between where it goes, in the reader’s language and in the look of the other pages', async () => {
    const pageIn = async (headers: Record<string, string>) =>
      (await new TestBrowser().send('signin/oidc', { callbackUrl: '/' }, headers)).text();
    const german = await pageIn({ 'accept-language': 'de-AT,en;q=0.2' });
    expect(german).toContain('<html lang="de-DE">');
    expect(german).toContain('<h1>Es geht weiter zur Anmeldung</h1>');
    expect(german).toMatch(/<a href="[^"]+">Weiter<\/a>/);
    expect(german).not.toMatch(/Going on|Continue/);
    const chosen = await pageIn({ 'accept-language': 'en', cookie: 'coffer_locale=de' });
    expect(chosen).toContain('Es geht weiter zur Anmeldung');
    const english = await pageIn({ 'accept-language': 'fr' });
    expect(english).toContain('<h1>Going on to sign in</h1>');
    expect(english).toContain('http-equiv="refresh"');
  });

  it('opens a session, a verified account and a workspace, and keeps none of its tokens', async () => {
    const { location, actor } = await signIn({ ...verified('ada'), name: 'Ada' });
    expect(location).toBe('/w/x');
    expect(actor).toMatchObject({ kind: 'user', email: 'ada@example.com', memberships: [{ role: 'owner' }] });
    const { rows } = await database.pool.query(
      `SELECT access_token, refresh_token, id_token, email_verified IS NOT NULL AS verified, image
       FROM auth_accounts a JOIN users u ON u.id = a.user_id WHERE provider_account_id = 'sub-ada'`,
    );
    expect(rows).toEqual([{ access_token: null, refresh_token: null, id_token: null, verified: true, image: null }]);
  });

  it('reads the address from the userinfo endpoint when the token has none', async () => {
    expect((await signIn(verified('grace'), false)).actor).toMatchObject({ kind: 'user', email: 'grace@example.com' });
  });

  it('joins the account that has proven the same address', async () => {
    const { id } = await createAccount({ email: 'linked@example.com', name: null, image: null });
    expect(await signIn(verified('linked'))).toMatchObject({ actor: { kind: 'user', userId: id } });
  });

  it('refuses an address that is not verified, missing, or folds into another one', async () => {
    const { id } = await createAccount({ email: 'victim@example.com', name: null, image: null });
    const claims: Claims[] = [
      { sub: 'eve-1', email: 'victim@example.com', email_verified: false },
      { sub: 'eve-2', email: 'victim@example.com' },
      { sub: 'eve-3', email_verified: true },
      { sub: 'eve-4', email: 'ｖictim@example.com', email_verified: true },
      { sub: 'eve-5', email: 'victim＠example.com', email_verified: true },
      { sub: 'eve-6', email: 'victim@example.com', email_verified: 'true' as unknown as boolean },
    ];
    for (const claim of claims) {
      const { location, actor } = await signIn(claim);
      expect(location, claim.sub).toBe('/sign-in?error=UnverifiedEmail');
      expect(actor.kind).toBe('anonymous');
    }
    const { rows } = await database.pool.query('SELECT 1 FROM auth_accounts WHERE user_id = $1', [id]);
    expect(rows).toEqual([]);
  });

  it('lets in nobody who is suspended', async () => {
    await signIn(verified('suspended'));
    await database.pool.query(`UPDATE users SET suspended_at = now() WHERE email = 'suspended@example.com'`);
    const { location, actor } = await signIn(verified('suspended'));
    expect(location).toBe('/sign-in?error=Suspended');
    expect(actor.kind).toBe('anonymous');
  });

  it('signs in as the account’s own person, also in a browser where somebody else is signed in', async () => {
    const { browser } = await signIn(verified('first'));
    const before = browser.sessionToken();
    await finish(browser, provider.agree(await start(browser), verified('second')));
    expect(await browser.actor()).toMatchObject({ email: 'second@example.com' });
    const links = await database.pool.query(
      `SELECT count(*)::int AS n FROM auth_accounts GROUP BY user_id HAVING count(*) > 1`,
    );
    expect(links.rows).toEqual([]);
    browser.cookies.set('coffer.session', before ?? '');
    expect((await browser.actor()).kind).toBe('anonymous');
  });

  it('refuses a callback that was used, begun in another browser, or changed on the way', async () => {
    const browser = new TestBrowser();
    const back = provider.agree(await start(browser), verified('replay'));
    const stranger = new TestBrowser();
    await finish(stranger, back);
    expect((await stranger.actor()).kind).toBe('anonymous');

    const tampered = new TestBrowser();
    const changed = provider.agree(await start(tampered), verified('tampered'));
    changed.searchParams.set('state', 'x');
    await finish(tampered, changed);
    expect((await tampered.actor()).kind).toBe('anonymous');

    const again = new TestBrowser();
    const good = provider.agree(await start(again), verified('again'));
    await finish(again, good);
    const { userId } = (await again.actor()) as UserActor;
    expect(userId).toBeTruthy();
    again.cookies.delete('coffer.session');
    await finish(again, good);
    expect((await again.actor()).kind).toBe('anonymous');
  });

  it('says so when the person declines', async () => {
    const browser = new TestBrowser();
    await start(browser);
    const reply = await browser.send('callback/oidc?error=access_denied');
    expect(reply.headers.get('location')).toMatch(/^\/sign-in\?error=(OAuthCallback|Callback)$/);
  });
});
