import type { Profile } from 'next-auth';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import type { Env } from '../env';
import { acceptVouchedEmail } from './email';

/** What we read of a provider's profile, whichever it is. */
export interface VouchedProfile {
  /** The provider's own name for the person. */
  sub: string;
  name?: string | null;
  login?: string;
  email?: string | null;
  email_verified?: boolean;
}

/** A way to sign in, as the page shows it. */
export interface SignInChoice {
  id: 'github' | 'google' | 'oidc';
  name: string;
}

/** What the environment offers beside mail links. */
export function oauthChoices(env: Env): SignInChoice[] {
  const choices: SignInChoice[] = [];
  if (env.GITHUB_ID && env.GITHUB_SECRET) choices.push({ id: 'github', name: 'GitHub' });
  if (env.GOOGLE_ID && env.GOOGLE_SECRET) choices.push({ id: 'google', name: 'Google' });
  if (env.OIDC_ISSUER && env.OIDC_CLIENT_ID && env.OIDC_CLIENT_SECRET) {
    choices.push({ id: 'oidc', name: env.OIDC_NAME });
  }
  return choices;
}

/** Pictures are left out: showing one would tell another host who looks at which page. */
const toUser = (profile: VouchedProfile) => ({
  id: profile.sub,
  name: profile.name ?? profile.login ?? null,
  email: profile.email_verified === true ? acceptVouchedEmail(profile.email) : null,
  image: null,
});

/**
 * Accounts are joined by address. That is safe because users exist only with a proven address, and the sign-in callback
 * (session.ts) lets nobody in whose provider does not vouch for theirs.
 */
const LINKING = { allowDangerousEmailAccountLinking: true } as const;

/** next-auth types profiles too narrowly to carry whether an address is verified. */
const asProfile = (profile: VouchedProfile) => profile as Profile;

interface GithubUser extends Record<string, unknown> {
  id: number;
  login: string;
  name: string | null;
}

interface GithubEmail {
  email: string;
  primary: boolean;
  verified: boolean;
}

function github(env: Env): OAuthConfig<VouchedProfile> {
  return {
    id: 'github',
    name: 'GitHub',
    type: 'oauth',
    clientId: env.GITHUB_ID,
    clientSecret: env.GITHUB_SECRET,
    authorization: { url: 'https://github.com/login/oauth/authorize', params: { scope: 'read:user user:email' } },
    token: 'https://github.com/login/oauth/access_token',
    userinfo: {
      url: 'https://api.github.com/user',
      // The profile shows an address of the user's choice; only the list of addresses says which are verified.
      async request({ client, tokens }) {
        const { id, login, name } = await client.userinfo<GithubUser>(tokens.access_token ?? '');
        const response = await fetch('https://api.github.com/user/emails', {
          headers: { authorization: `Bearer ${tokens.access_token}`, 'user-agent': 'coffer' },
          redirect: 'error',
          signal: AbortSignal.timeout(10_000),
        });
        if (!response.ok) throw new Error(`GitHub answered ${response.status} for the list of e-mail addresses`);
        const emails = (await response.json()) as GithubEmail[];
        const primary = emails.find((entry) => entry.primary && entry.verified);
        return asProfile({
          sub: String(id),
          login,
          name,
          email: primary?.email ?? null,
          email_verified: primary !== undefined,
        });
      },
    },
    checks: ['pkce', 'state'],
    profile: toUser,
    ...LINKING,
  };
}

function openId(choice: SignInChoice, settings: { issuer: string; clientId: string; clientSecret: string }) {
  const provider: OAuthConfig<VouchedProfile> = {
    id: choice.id,
    name: choice.name,
    type: 'oauth',
    wellKnown: `${settings.issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`,
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    authorization: { params: { scope: 'openid email profile' } },
    idToken: true,
    userinfo: {
      // Some providers put the address into the token, some only into the answer of this call.
      async request({ client, tokens }) {
        const claims = readClaims(tokens.id_token ?? '');
        if (claims.email !== undefined && claims.email_verified !== undefined) return asProfile(claims);
        const told = await client.userinfo<Partial<VouchedProfile>>(tokens.access_token ?? '');
        if (told.sub !== claims.sub) throw new Error('the provider answered for somebody else');
        return asProfile({ ...claims, ...told });
      },
    },
    checks: ['pkce', 'state', 'nonce'],
    profile: toUser,
    ...LINKING,
  };
  return provider;
}

/** The claims of an ID token that the client library has verified already. */
function readClaims(idToken: string): VouchedProfile {
  return JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

const PROVIDERS: Record<SignInChoice['id'], (env: Env, choice: SignInChoice) => OAuthConfig<VouchedProfile>> = {
  github,
  google: (env, choice) =>
    openId(choice, {
      issuer: 'https://accounts.google.com',
      clientId: env.GOOGLE_ID ?? '',
      clientSecret: env.GOOGLE_SECRET ?? '',
    }),
  oidc: (env, choice) =>
    openId(choice, {
      issuer: env.OIDC_ISSUER ?? '',
      clientId: env.OIDC_CLIENT_ID ?? '',
      clientSecret: env.OIDC_CLIENT_SECRET ?? '',
    }),
};

/** next-auth's providers for what the environment offers. */
export const oauthProviders = (env: Env): OAuthConfig<VouchedProfile>[] =>
  oauthChoices(env).map((choice) => PROVIDERS[choice.id](env, choice));
