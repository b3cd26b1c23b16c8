import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { withReference } from '@/app/_lib/reference';
import { explainProblem } from '@/lib/admin/explain-problem';
import type { Actor } from '@/lib/auth/actor';
import { getActor } from '@/lib/auth/get-actor';
import type { Trace } from '@/lib/auth/keys';
import { isAppError } from '@/lib/errors';
import type { FormState } from '@/lib/form-state';
import { readLocale } from '@/lib/i18n/read-locale';
import { translator } from '@/lib/i18n/translator';
import type { ConsoleTexts } from './console';

/** A field's text; empty when it is absent. */
export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}

export const isTicked = (form: FormData, name: string): boolean => form.get(name) !== null;

/** The texts of these fields, by their names. */
export const fieldsOf = <N extends string>(form: FormData, names: readonly N[]): Record<N, string> =>
  Object.fromEntries(names.map((name) => [name, text(form, name)])) as Record<N, string>;

function valuesOf(form: FormData): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const name of new Set(form.keys())) {
    if (name.startsWith('$') || name === 'formId') continue;
    values[name] = form.getAll(name).filter((value): value is string => typeof value === 'string');
  }
  return values;
}

interface ConsoleChange {
  actor: Actor;
  /** In which request it happens, for the audit log. */
  trace: Trace;
  t: ConsoleTexts;
}

/** What an action may say when it has done its work; `goTo` leads elsewhere instead. */
type Done = { message?: string; goTo?: string } | undefined;

/**
 * The frame of the console's server actions: who asks and from where, refusals as texts for the form, fresh data for the
 * page when it is done. What may be done is asked again by what it calls in lib/admin and lib/billing.
 */
export async function runConsole(
  path: string,
  form: FormData,
  work: (change: ConsoleChange) => Promise<Done>,
): Promise<FormState> {
  const locale = await readLocale();
  let done: Done;
  try {
    const actor = await getActor();
    const given = await headers();
    const ip = given.get('x-forwarded-for')?.split(',').at(-1)?.trim() || null;
    const trace: Trace = { requestId: given.get('x-request-id'), ip };
    done = await work({ actor, trace, t: translator(locale, 'admin') });
  } catch (error) {
    if (!isAppError(error)) throw await withReference(error);
    if (error.code === 'unauthenticated') redirect(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
    return { status: 'refused', ...explainProblem(error, locale), values: valuesOf(form), secret: null };
  }
  if (done?.goTo) redirect(done.goTo);
  revalidatePath('/admin', 'layout');
  return { status: 'done', message: done?.message ?? null, fields: {}, values: {}, secret: null };
}
