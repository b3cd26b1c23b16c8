import { AppError, type ErrorCode, type FieldIssue } from '../errors';
import type { Messages } from '../i18n/messages';
import { translator } from '../i18n/translator';

/** Sentences of the console's own refusals; their texts stand in messages/LANGUAGE/admin.json under `problems`. */
export type Problem = keyof Messages['admin']['problems'];

/** A refusal that the console can say in the reader's language: the key travels with it. */
export function problem(code: ErrorCode, key: Problem, field?: string): AppError {
  const detail = translator('en', 'admin')(`problems.${key}`);
  const fields: FieldIssue[] = field ? [{ path: [field], message: detail }] : [];
  return new AppError(code, { detail, fields, facts: { problem: key } });
}

export interface FieldProblem {
  field: string;
  key: Problem;
}

/** The same for several fields at once, so that a list is put right in one go. Must not be empty. */
export function fieldProblems([first, ...others]: [FieldProblem, ...FieldProblem[]]): AppError {
  const t = translator('en', 'admin');
  const all = [first, ...others];
  return new AppError('validation_failed', {
    detail: t(`problems.${first.key}`),
    fields: all.map(({ field, key }) => ({ path: [field], message: t(`problems.${key}`) })),
    facts: { problem: first.key, problems: all },
  });
}

const MAX_REASON = 1000;

/** What an operator gives as the reason, for the audit log. Errors: validation_failed when there is none. */
export function requireReason(text: string): string {
  const reason = text.trim();
  if (reason === '') throw problem('validation_failed', 'reasonMissing', 'reason');
  if (reason.length > MAX_REASON) throw problem('validation_failed', 'reasonTooLong', 'reason');
  return reason;
}
