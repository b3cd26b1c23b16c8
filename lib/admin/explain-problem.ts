import type { AppError } from '../errors';
import type { FormState } from '../form-state';
import type { AnyLocale } from '../i18n/locales';
import { MESSAGES } from '../i18n/messages';
import { translator } from '../i18n/translator';
import { explainError } from '../portal/explain-error';
import type { FieldProblem, Problem } from './problem';

const isProblem = (key: unknown): key is Problem => typeof key === 'string' && key in MESSAGES.en.admin.problems;

/** A refusal in the operator's language: by its key where it has one, else by what is true of its code. */
export function explainProblem(error: AppError, locale: AnyLocale): Pick<FormState, 'message' | 'fields'> {
  const key = error.facts.problem;
  if (!isProblem(key)) return explainError(error, locale);
  const t = translator(locale, 'admin');
  const several = error.facts.problems as FieldProblem[] | undefined;
  if (several && several.length > 1) {
    return {
      message: translator(locale, 'forms')('codes.validation_failed'),
      fields: Object.fromEntries(several.map((one) => [one.field, t(`problems.${one.key}`)])),
    };
  }
  const message = t(`problems.${key}`);
  const field = error.fields[0]?.path[0];
  return { message, fields: field === undefined ? {} : { [String(field)]: message } };
}
