import type { AuthOptions } from 'next-auth';
import type { EmailConfig, SendVerificationRequestParams } from 'next-auth/providers/email';
import { getPool } from '../db/pool';
import { getPrisma } from '../db/prisma';
import type { Env } from '../env';
import { type AnyLocale, DEFAULT_LOCALE, isLocale } from '../i18n/locales';
import { log } from '../log';
import { sendMail } from '../notify/mail';
import { signInLinkMail, suspendedMail } from '../notify/sign-in-mails';
import { createAuthAdapter } from './adapter';
import { recordAudit } from './audit';
import { authCookies } from './cookies';
import { acceptVouchedEmail, normalizeEmail } from './email';
import { oauthProviders } from './oauth-providers';
import { safeReturnPath } from './return-path';
import { createSessionToken } from './session-token';
import { confirmUrl, LINK_MINUTES } from './sign-in-link';

/** A session ends this long after sign-in, used or not. */
const SESSION_MAX_AGE_S = 14 * 24 * 3600;

/** Codes of refusals on the sign-in page; app/(auth)/sign-in says them in plain words. */
export type SignInRefusal = 'Suspended' | 'UnverifiedEmail';

const refusal = (code: SignInRefusal): string => `/sign-in?error=${code}`;

/**
 * Mails the link. Somebody suspended gets a mail too, which says so: the page answers alike, and as fast, for known,
 * unknown and suspended addresses.
 */
async function sendLink(
  env: Env,
  asked: AnyLocale,
  { identifier, token, url }: SendVerificationRequestParams,
): Promise<void> {
  const host = new URL(env.BASE_URL).host;
  const user = await getPrisma().user.findUnique({ where: { email: identifier } });
  const returnTo = new URL(url).searchParams.get('callbackUrl') ?? '/';
  const link = confirmUrl(env, { token, email: identifier, returnTo });
  const reader = { locale: isLocale(user?.locale) ? user.locale : asked, host };
  const content = user?.suspendedAt
    ? suspendedMail(reader)
    : signInLinkMail({ ...reader, url: link, minutes: LINK_MINUTES });
  await sendMail({ to: identifier, ...content });
}

function emailProvider(env: Env, locale: AnyLocale): EmailConfig {
  return {
    id: 'email',
    type: 'email',
    name: 'Email',
    server: '',
    from: env.MAIL_FROM,
    maxAge: LINK_MINUTES * 60,
    sendVerificationRequest: (params) => sendLink(env, locale, params),
    normalizeIdentifier(text) {
      const email = normalizeEmail(text);
      if (!email) throw new Error('not an e-mail address');
      return email;
    },
    options: {},
  };
}

/** Whether somebody who has proven who they are may come in; a path is a refusal that the page explains. */
async function mayEnter(candidate: {
  email?: string | null;
  provider: string;
  accountId: string;
}): Promise<true | string> {
  const isMail = candidate.provider === 'email';
  const linked = isMail
    ? null
    : await getPrisma().account.findUnique({
        where: {
          provider_providerAccountId: { provider: candidate.provider, providerAccountId: candidate.accountId },
        },
        include: { user: true },
      });
  const email = isMail ? normalizeEmail(candidate.email ?? '') : acceptVouchedEmail(candidate.email);
  if (!linked && !email) return refusal('UnverifiedEmail');
  const user = linked?.user ?? (await getPrisma().user.findUnique({ where: { email: email ?? '' } }));
  return user?.suspendedAt ? refusal('Suspended') : true;
}

/** next-auth's words about itself, without what it was working on: that holds tokens and addresses. */
const logger: AuthOptions['logger'] = {
  error(code, metadata) {
    const cause = metadata instanceof Error ? metadata : metadata?.error;
    log.error({ code, err: cause instanceof Error ? cause.message : undefined }, 'sign-in failed');
  },
  warn: (code) => log.warn({ code }, 'sign-in warns'),
  debug: () => {},
};

interface AboutRequest {
  /** For mails to somebody who has not chosen a language. */
  locale?: AnyLocale;
  /** What the browser calls itself, for the list of sessions. */
  userAgent?: string | null;
}

/** Everything next-auth needs to know. Built per call, because the environment may differ in tests. */
export function createAuthOptions(
  env: Env,
  { locale = DEFAULT_LOCALE, userAgent = null }: AboutRequest = {},
): AuthOptions {
  return {
    adapter: createAuthAdapter(userAgent),
    secret: env.AUTH_SECRET,
    useSecureCookies: env.BASE_URL.startsWith('https://'),
    cookies: authCookies(env.BASE_URL),
    // Renewing would need a cookie on every page; a session has one length instead.
    session: {
      strategy: 'database',
      maxAge: SESSION_MAX_AGE_S,
      updateAge: SESSION_MAX_AGE_S,
      generateSessionToken: createSessionToken,
    },
    pages: { signIn: '/sign-in', signOut: '/sign-out', error: '/sign-in', verifyRequest: '/sign-in' },
    providers: [emailProvider(env, locale), ...oauthProviders(env)],
    callbacks: {
      redirect: ({ url, baseUrl }) => `${baseUrl}${safeReturnPath(url, baseUrl)}`,
      signIn({ user, account, email }) {
        // Asking for a link: nothing is proven yet, and everybody gets the same answer.
        if (email?.verificationRequest) return true;
        if (!account) return false;
        return mayEnter({ email: user.email, provider: account.provider, accountId: account.providerAccountId });
      },
    },
    events: {
      async signIn({ user, account, isNewUser }) {
        await recordAudit(getPool(), {
          workspaceId: null,
          action: 'user.sign_in',
          targetKind: 'user',
          targetId: user.id,
          actor: { kind: 'user', id: user.id },
          after: { provider: account?.provider, isNewUser: isNewUser === true },
        });
      },
      async linkAccount({ user, account }) {
        await getPrisma().user.updateMany({
          where: { id: user.id, emailVerified: null },
          data: { emailVerified: new Date() },
        });
        await recordAudit(getPool(), {
          workspaceId: null,
          action: 'user.link_account',
          targetKind: 'user',
          targetId: user.id,
          actor: { kind: 'user', id: user.id },
          after: { provider: account.provider },
        });
      },
    },
    logger,
  };
}
