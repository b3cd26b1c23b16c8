import type { AppError } from '../errors';
import type { FormState } from '../form-state';
import { type AnyLocale, DEFAULT_LOCALE } from '../i18n/locales';
import { translator } from '../i18n/translator';
import { translateRefusal } from './refusals';

const CODES = [
  'forbidden',
  'not_found',
  'conflict',
  'grant_ended',
  'already_reversed',
  'insufficient_credits',
  'budget_exceeded',
  'validation_failed',
  'rate_limited',
  'overloaded',
  'unavailable',
  'payment_provider_failed',
] as const;
/** Their own sentences speak of roles and of Idempotency-Keys, which are nothing to people. */
const SAID_BY_CODE = new Set(['forbidden', 'unavailable', 'overloaded']);
const REASONS = ['sent_already', 'last_owner', 'no_heir'] as const;

/** What is wrong with single fields. Only what a form's own check has said is in the reader's language already. */
function explainFields(error: AppError, locale: AnyLocale): Record<string, string> {
  const t = translator(locale, 'forms');
  const isSaid = error.facts.isSaid === true || locale === DEFAULT_LOCALE;
  const fields: Record<string, string> = {};
  for (const { path, message } of error.fields) {
    fields[String(path[0])] ??= isSaid ? message : (translateRefusal(message, locale) ?? t('fields.wrong'));
  }
  return fields;
}

/**
 * A refusal in the reader's language. The sentences of lower layers are English, for programs: those that people can meet
 * are translated, of the others people are told what is generally true of the code.
 */
export function explainError(error: AppError, locale: AnyLocale): Pick<FormState, 'message' | 'fields'> {
  const t = translator(locale, 'forms');
  const fields = explainFields(error, locale);
  const reason = REASONS.find((known) => known === error.facts.reason);
  if (reason) return { message: t(`reasons.${reason}`), fields };
  if (error.code === 'validation_failed' && Object.keys(fields).length > 0) {
    return { message: t('codes.validation_failed'), fields };
  }
  const told = error.detail ? translateRefusal(error.detail, locale) : null;
  if (told) return { message: told, fields };
  if (locale === DEFAULT_LOCALE && error.detail && !SAID_BY_CODE.has(error.code))
    return { message: error.detail, fields };
  if (error.code === 'validation_failed') return { message: t('fields.wrong'), fields };
  const code = CODES.find((known) => known === error.code) ?? 'other';
  return { message: t(`codes.${code}`), fields };
}
