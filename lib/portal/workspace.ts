import type { Role } from '@/prisma/generated/enums';
import type { Actor } from '../auth/actor';
import { authorize, missing } from '../auth/policy';
import { getPrisma } from '../db/prisma';
import { type AnyLocale, DEFAULT_LOCALE } from '../i18n/locales';

/** The workspace a screen is about, and the reader's place in it. */
export interface PortalWorkspace {
  id: string;
  slug: string;
  name: string;
  /** IANA; days on all screens begin and end in it. */
  timeZone: string;
  /** Lower case, as Stripe writes it. */
  currency: string;
  status: string;
  /** The reader's language; not the workspace's own, which is for mails. */
  locale: AnyLocale;
  /** null: an operator who is no member. */
  role: Role | null;
  memberId: string | null;
}

/**
 * The workspace behind an address.
 * Errors: unauthenticated; not_found, for a missing one and for somebody else's alike.
 */
export async function loadWorkspace(
  actor: Actor,
  slug: string,
  locale: AnyLocale = DEFAULT_LOCALE,
): Promise<PortalWorkspace> {
  const row = await getPrisma().workspace.findUnique({ where: { slug } });
  // A missing one is asked about too, so that an anonymous reader cannot tell the two apart either.
  authorize(actor, 'workspace:view', { workspaceId: row?.id });
  if (!row) throw missing();
  const membership =
    actor.kind === 'user' ? actor.memberships.find(({ workspaceId }) => workspaceId === row.id) : undefined;
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    timeZone: row.timeZone,
    currency: row.currency,
    status: row.status,
    locale,
    role: membership?.role ?? null,
    memberId: membership?.memberId ?? null,
  };
}

/** The reader's own workspaces, by name, for the switcher. */
export async function listOwnWorkspaces(actor: Actor): Promise<{ slug: string; name: string }[]> {
  if (actor.kind !== 'user') return [];
  return getPrisma().workspace.findMany({
    where: { id: { in: actor.memberships.map(({ workspaceId }) => workspaceId) } },
    select: { slug: true, name: true },
    orderBy: [{ name: 'asc' }, { slug: 'asc' }],
  });
}
