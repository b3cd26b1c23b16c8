import type { Metadata } from 'next';
import { forbidden, notFound, redirect } from 'next/navigation';
import { withReference } from '@/app/_lib/reference';
import { getActor } from '@/lib/auth/get-actor';
import { authorize, type OperationName } from '@/lib/auth/policy';
import { isAppError } from '@/lib/errors';
import { formats } from '@/lib/i18n/formats';
import { readLocale } from '@/lib/i18n/read-locale';
import { translator } from '@/lib/i18n/translator';

/** Turns refusals of `work` into the screens that say so; anything else goes on to the error page. */
export async function orScreen<T>(work: () => Promise<T>, path = '/admin'): Promise<T> {
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

/**
 * The gate of every page of the console: signed-out readers go to sign in and come back to `path`; whoever is no
 * operator is told so. Answers who looks, and the words and figures of their language. Times of the console are UTC.
 */
export async function requireConsole(operation: OperationName, path: string) {
  const locale = await readLocale();
  const actor = await orScreen(async () => {
    const found = await getActor();
    authorize(found, operation);
    return found;
  }, path);
  return { actor, locale, t: translator(locale, 'admin'), f: formats(locale) };
}

export type ConsoleTexts = Awaited<ReturnType<typeof requireConsole>>['t'];
export type ConsoleFormats = Awaited<ReturnType<typeof requireConsole>>['f'];

type Title = 'customers' | 'purchases' | 'review' | 'packs' | 'audit' | 'people' | 'system' | 'overview';

/** A page's title in the reader's language. */
export const consoleTitle = (page: Title) => async (): Promise<Metadata> => ({
  title: translator(await readLocale(), 'admin')(`nav.${page}`),
});

export const ZONE = 'UTC';
