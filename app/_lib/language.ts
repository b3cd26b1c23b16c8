'use server';

import { revalidatePath } from 'next/cache';
import { cookies } from 'next/headers';
import { getActor } from '@/lib/auth/get-actor';
import { getEnv } from '@/lib/env';
import { isLocale } from '@/lib/i18n/locales';
import { LOCALE_COOKIE } from '@/lib/i18n/read-locale';
import { changeLanguage } from '@/lib/portal/profile';

const YEAR_S = 365 * 24 * 3600;

/** Keeps the reader's language in this browser and with the person, for their other browsers' mails. */
export async function setLanguage(form: FormData): Promise<void> {
  const locale = form.get('locale');
  if (!isLocale(locale)) return;
  const actor = await getActor();
  if (actor.kind === 'user') await changeLanguage(actor, locale);
  (await cookies()).set(LOCALE_COOKIE, locale, {
    path: '/',
    maxAge: YEAR_S,
    sameSite: 'lax',
    httpOnly: true,
    secure: getEnv().BASE_URL.startsWith('https://'),
  });
  revalidatePath('/', 'layout');
}
