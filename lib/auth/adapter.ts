import { PrismaAdapter } from '@auth/prisma-adapter';
import type { Adapter, AdapterAccount, AdapterSession, AdapterUser } from 'next-auth/adapters';
import { getPrisma } from '../db/prisma';
import { createAccount } from './create-account';
import { acceptVouchedEmail } from './email';
import { hashSessionToken } from './session-token';

/**
 * next-auth's data, through its Prisma adapter, with five differences: the session cookie's value is stored as a hash, and
 * the browser that it was given to beside it; a new user gets a place to be; tokens of OAuth providers, which nobody needs
 * again, are not kept; and a suspended user has no session.
 */
export function createAuthAdapter(userAgent: string | null): Adapter {
  const prisma = getPrisma();
  // The two packages describe the same adapter in types of their own.
  const base = PrismaAdapter(prisma as unknown as Parameters<typeof PrismaAdapter>[0]) as unknown as Required<Adapter>;
  return {
    ...base,

    async createUser(data: Omit<AdapterUser, 'id'>) {
      const email = acceptVouchedEmail(data.email);
      if (!email) throw new Error('a user needs an e-mail address in its normal form');
      return createAccount({ email, name: data.name ?? null, image: data.image ?? null });
    },

    async createSession(session: AdapterSession) {
      const { sessionToken, userId, expires } = session;
      await prisma.session.create({
        data: { sessionToken: hashSessionToken(sessionToken), userId, expires, userAgent },
      });
      return session;
    },

    async getSessionAndUser(sessionToken: string) {
      const found = await base.getSessionAndUser(hashSessionToken(sessionToken));
      if (!found || ('suspendedAt' in found.user && found.user.suspendedAt !== null)) return null;
      return { user: found.user, session: { ...found.session, sessionToken } };
    },

    async updateSession({ sessionToken, ...data }: Partial<AdapterSession> & Pick<AdapterSession, 'sessionToken'>) {
      const { userId, expires } = await prisma.session.update({
        where: { sessionToken: hashSessionToken(sessionToken) },
        data: { expires: data.expires },
      });
      return { sessionToken, userId, expires };
    },

    async deleteSession(sessionToken: string) {
      await prisma.session.deleteMany({ where: { sessionToken: hashSessionToken(sessionToken) } });
    },

    async linkAccount({ userId, type, provider, providerAccountId, scope }: AdapterAccount) {
      await prisma.account.create({ data: { userId, type, provider, providerAccountId, scope: scope ?? null } });
    },
  };
}
