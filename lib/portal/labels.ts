import type { GrantSource, Role, TransactionKind } from '@/prisma/generated/enums';
import type { AnyLocale } from '../i18n/locales';
import { MESSAGES, type Messages } from '../i18n/messages';
import { translator } from '../i18n/translator';

/** What the ledger's words are called on screens. */
export const kindLabel = (locale: AnyLocale, kind: TransactionKind): string =>
  translator(locale, 'labels')(`kinds.${kind}`);

export const sourceLabel = (locale: AnyLocale, source: GrantSource): string =>
  translator(locale, 'labels')(`sources.${source}`);

export const roleLabel = (locale: AnyLocale, role: Role): { name: string; meaning: string } => {
  const t = translator(locale, 'labels');
  return { name: t(`roles.${role}.name`), meaning: t(`roles.${role}.meaning`) };
};

/** What a key may do, in one word; a right of another release as it is. */
export const scopeLabel = (locale: AnyLocale, scope: string): string =>
  Object.hasOwn(MESSAGES.en.keys.scopeNames, scope)
    ? translator(locale, 'keys')(`scopeNames.${scope as keyof Messages['keys']['scopeNames']}`)
    : scope;

/** All kinds, in the order of menus. */
export const KINDS = Object.keys(MESSAGES.en.labels.kinds) as TransactionKind[];

export const isKind = (text: string): text is TransactionKind => KINDS.some((kind) => kind === text);
