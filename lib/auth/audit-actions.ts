import type { AnyLocale } from '../i18n/locales';
import { MESSAGES, type Messages } from '../i18n/messages';
import { translator } from '../i18n/translator';

type Words = Messages['audit']['actions'];

/**
 * What can stand in the audit log: noun, dot, verb, as messages/LANGUAGE/audit.json names them. Whoever writes another
 * one does not compile until it has words.
 */
export type AuditAction = { [Noun in keyof Words]: `${Noun}.${Extract<keyof Words[Noun], string>}` }[keyof Words];

const actionsOf = (noun: string, verbs: object): AuditAction[] =>
  Object.keys(verbs).map((verb) => `${noun}.${verb}` as AuditAction);

export const AUDIT_ACTIONS: readonly AuditAction[] = Object.entries(MESSAGES.en.audit.actions).flatMap((entry) =>
  actionsOf(...entry),
);

/** What happens to people and to the installation as a whole: never in a workspace's own log. */
const OF_NO_WORKSPACE = new Set(['user', 'operator', 'pack', 'credit_price', 'stripe_event', 'books', 'demo']);

/** Those that a workspace's own log can have. */
export const WORKSPACE_ACTIONS: readonly AuditAction[] = AUDIT_ACTIONS.filter(
  (action) => !OF_NO_WORKSPACE.has(action.split('.')[0] ?? ''),
);

const isAction = (action: string): action is AuditAction => AUDIT_ACTIONS.some((known) => known === action);

/** An action in words; one of a later version as it is. */
export function actionLabel(locale: AnyLocale, action: string): string {
  return isAction(action) ? translator(locale, 'audit')(`actions.${action}`) : action;
}
