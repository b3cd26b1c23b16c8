import type { AppError } from '../errors';
import type { FormState } from '../form-state';
import { type AnyLocale, DEFAULT_LOCALE } from '../i18n/locales';
import { translator } from '../i18n/translator';

const CODES = [
  'forbidden',
  'not_found',
  'conflict',
  'insufficient_credits',
  'validation_failed',
  'rate_limited',
  'unavailable',
] as const;
const REASONS = ['sent_already', 'last_owner', 'no_heir'] as const;

/**
 * A refusal in the reader's language. The sentences of lower layers are English: readers of English get them, the others
 * what is generally true of the code.
 */
export function explainError(error: AppError, locale: AnyLocale): Pick<FormState, 'message' | 'fields'> {
  const t = translator(locale, 'forms');
  const fields: Record<string, string> = {};
  for (const { path, message } of error.fields) fields[String(path[0])] ??= message;
  const reason = REASONS.find((known) => known === error.facts.reason);
  if (reason) return { message: t(`reasons.${reason}`), fields };
  if (error.code === 'validation_failed' && Object.keys(fields).length > 0) {
    return { message: t('codes.validation_failed'), fields };
  }
  if (locale === DEFAULT_LOCALE && error.detail && error.code !== 'forbidden') return { message: error.detail, fields };
  const code = CODES.find((known) => known === error.code) ?? 'other';
  return { message: t(`codes.${code}`), fields };
}
