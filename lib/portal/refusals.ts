import type { AnyLocale } from '../i18n/locales';
import { MESSAGES, type Messages } from '../i18n/messages';
import { translator } from '../i18n/translator';

type Refusal = keyof Messages['forms']['refusals'];

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

interface Sentence {
  key: Refusal;
  pattern: RegExp;
}

/** The English texts as patterns: `There are {max} alerts already.` matches whatever the figure is. */
const SENTENCES: Sentence[] = Object.entries(MESSAGES.en.forms.refusals).map(([key, text]) => {
  const parts = text.split(/\{(\w+)\}/);
  const source = parts.map((part, at) => (at % 2 === 0 ? literally(part) : `(?<${part}>.+)`)).join('');
  return { key: key as Refusal, pattern: new RegExp(`^${source}$`) };
});

/**
 * A sentence of a lower layer in the reader's language; null: it is not one that people are told as it is. Lower layers
 * answer programs, too, and speak English; each of their sentences that can reach a form stands in
 * messages/LANGUAGE/forms.json under `refusals`, in English as it is written there.
 */
export function translateRefusal(sentence: string, locale: AnyLocale): string | null {
  for (const { key, pattern } of SENTENCES) {
    const found = pattern.exec(sentence);
    const t = translator(locale, 'forms');
    if (!found) continue;
    const parts = Object.entries(found.groups ?? {}).map(([name, part]) => [
      name,
      translateRefusal(part, locale) ?? part,
    ]);
    return t(`refusals.${key}` as Parameters<typeof t>[0], Object.fromEntries(parts) as never);
  }
  return null;
}

const OWN_REASONS = new Map(
  Object.entries(MESSAGES.en.forms.ownReasons).map(([key, text]) => [
    text,
    key as keyof Messages['forms']['ownReasons'],
  ]),
);

/**
 * The reason that an audit row names. Automatic top-up gives codes, which are only told from words that somebody typed by
 * what was done.
 */
export function auditReasonText({ action, reason }: { action: string; reason: string }, locale: AnyLocale): string {
  const isCode = action.startsWith('auto_top_up.') && Object.hasOwn(MESSAGES.en.automatic.reasons, reason);
  if (!isCode) return reasonText(reason, locale);
  return translator(locale, 'automatic')(`reasons.${reason as keyof Messages['automatic']['reasons']}`);
}

/** Why something was booked or switched off: the sentences of background work in the reader's language, others as given. */
export function reasonText(reason: string, locale: AnyLocale): string {
  const key = OWN_REASONS.get(reason);
  return key === undefined ? reason : translator(locale, 'forms')(`ownReasons.${key}`);
}
