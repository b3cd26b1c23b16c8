import type { Metadata } from 'next';
import { forbidden, notFound, redirect } from 'next/navigation';
import { cache } from 'react';
import { withReference } from '@/app/_lib/reference';
import { getActor } from '@/lib/auth/get-actor';
import type { OperationName } from '@/lib/auth/policy';
import { authorize } from '@/lib/auth/policy';
import { isAppError } from '@/lib/errors';
import type { AnyLocale } from '@/lib/i18n/locales';
import { readLocale } from '@/lib/i18n/read-locale';
import { loadWorkspace } from '@/lib/portal/workspace';

/** Who looks, and at which workspace. Asked once per request by layout and page alike. */
const load = cache(async (slug: string) => {
  const actor = await getActor();
  return { actor, workspace: await loadWorkspace(actor, slug, await readLocale()) };
});

/**
 * The gate of every portal page: signed-out readers go to sign in and come back to `path`; a missing workspace and
 * somebody else's are both not found; a role that may not is told so.
 */
export async function requirePortal(slug: string, operation: OperationName, path = '') {
  return orScreen(async () => {
    const portal = await load(slug);
    authorize(portal.actor, operation, { workspaceId: portal.workspace.id });
    return portal;
  }, `/w/${slug}${path}`);
}

/** For the window's title, which must not refuse: the page does. null: not to be named to this reader. */
export async function findWorkspaceName(slug: string): Promise<{ name: string } | null> {
  try {
    return (await load(slug)).workspace;
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** A page's title, unless the reader has no business in the workspace: then the window says no more than the page. */
export const pageTitle =
  (title: string | ((locale: AnyLocale) => string)) =>
  async ({ params }: { params: Promise<{ workspace: string }> }): Promise<Metadata> => {
    if (!(await findWorkspaceName((await params).workspace))) return { title: { absolute: 'Not found · Coffer' } };
    return { title: typeof title === 'string' ? title : title(await readLocale()) };
  };

/** Turns refusals of `work` into the screens that say so; anything else goes on to the error page. */
export async function orScreen<T>(work: () => Promise<T>, path = '/'): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error)) throw await withReference(error);
    if (error.code === 'unauthenticated') redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
    if (error.code === 'not_found') notFound();
    if (error.code === 'forbidden') forbidden();
    throw await withReference(error);
  }
}
