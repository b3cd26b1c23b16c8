import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { withReference } from '@/app/_lib/reference';
import { getActor } from '@/lib/auth/get-actor';
import { isAppError } from '@/lib/errors';
import type { FormState } from '@/lib/form-state';
import { readLocale } from '@/lib/i18n/read-locale';
import type { PortalChange } from '@/lib/portal/change';
import { explainError } from '@/lib/portal/explain-error';
import { loadWorkspace } from '@/lib/portal/workspace';

/** A field's text; empty when it is absent. */
export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** All texts of a field that may be there several times. */
export const texts = (form: FormData, name: string): string[] =>
  form.getAll(name).filter((value): value is string => typeof value === 'string');

export const isTicked = (form: FormData, name: string): boolean => form.get(name) !== null;

function valuesOf(form: FormData): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const name of new Set(form.keys())) {
    if (!name.startsWith('$') && name !== 'formId') values[name] = texts(form, name);
  }
  return values;
}

/** What an action may say when it has done its work; `goTo` leads elsewhere instead. */
type Done = { message?: string; secret?: string; goTo?: string } | undefined;

/**
 * The frame of the portal's server actions: who and where, refusals as texts for the form, fresh data for the page when
 * it is done. What may be done is asked by what it calls in lib/portal.
 */
export async function runAction(
  slug: string,
  form: FormData,
  work: (change: PortalChange) => Promise<Done>,
): Promise<FormState> {
  const locale = await readLocale();
  let done: Done;
  try {
    const actor = await getActor();
    const workspace = await loadWorkspace(actor, slug, locale);
    const ip = (await headers()).get('x-forwarded-for')?.split(',').at(-1)?.trim() || null;
    done = await work({ actor, workspace, formId: text(form, 'formId') || null, ip });
  } catch (error) {
    if (!isAppError(error)) throw await withReference(error);
    if (error.code === 'unauthenticated') redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/w/${slug}`)}`);
    const { message, fields } = explainError(error, locale);
    return { status: 'refused', message, fields, values: valuesOf(form), secret: null };
  }
  if (done?.goTo) redirect(done.goTo);
  revalidatePath(`/w/${slug}`, 'layout');
  return { status: 'done', message: done?.message ?? null, fields: {}, values: {}, secret: done?.secret ?? null };
}
