import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { getEnv } from '../env';
import { type AnyLocale, isLocale, LOCALE_COOKIE, matchLocale, PSEUDO_LOCALE } from './locales';

export { LOCALE_COOKIE };

/** The language of this request: the reader's choice, else what their browser asks for. Asked once per request. */
export const readLocale = cache(async (): Promise<AnyLocale> => {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  if (chosen === PSEUDO_LOCALE && getEnv().COFFER_ENV !== 'production') return PSEUDO_LOCALE;
  return isLocale(chosen) ? chosen : matchLocale((await headers()).get('accept-language'));
});
