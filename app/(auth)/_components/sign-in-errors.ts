import type { AnyLocale } from '@/lib/i18n/locales';
import { MESSAGES, type Messages } from '@/lib/i18n/messages';
import { translator } from '@/lib/i18n/translator';

type Problem = keyof Messages['auth']['problems'];

/** Codes come from lib/auth and from next-auth. */
const isKnown = (code: string): code is Problem => Object.hasOwn(MESSAGES.en.auth.problems, code);

/**
 * What went wrong, in words that say what to do; undefined when there is no error. `waitSeconds`: how long until it may
 * work again.
 */
export function signInError(
  locale: AnyLocale,
  code: string | undefined,
  waitSeconds?: number,
): { title: string; text: string } | undefined {
  // Coming from a page that asks to sign in is no error.
  if (!code || code === 'Signin' || code === 'SessionRequired') return undefined;
  const t = translator(locale, 'auth');
  const problem = isKnown(code) ? code : 'unknown';
  const title = t(`problems.${problem}.title`);
  if (problem !== 'TooManyLinks' || !waitSeconds) return { title, text: t(`problems.${problem}.text`) };
  return { title, text: t('tooManyWait', { minutes: Math.ceil(waitSeconds / 60) }) };
}
