import { createTranslator } from 'next-intl';
import { type AnyLocale, INTL_TAGS, PSEUDO_LOCALE } from './locales';
import { type Area, MESSAGES, type Messages } from './messages';
import { pseudoTree } from './pseudo';

/** The texts of an area, in the pseudo-locale made from English. */
const textsOf = <A extends Area>(locale: AnyLocale, area: A): Messages[A] =>
  locale === PSEUDO_LOCALE ? pseudoTree(MESSAGES.en[area]) : MESSAGES[locale][area];

const make = <A extends Area>(locale: AnyLocale, area: A) =>
  createTranslator<Messages[A]>({
    locale: INTL_TAGS[locale].numbers,
    messages: textsOf(locale, area),
    onError(error) {
      // A text that cannot be made is a mistake in messages/, which a test finds; a page must not fall over it.
      if (process.env.NODE_ENV !== 'production') throw new Error(`messages/${locale}/${area}.json: ${error.message}`);
    },
  });

export type Translator<A extends Area> = ReturnType<typeof make<A>>;

const made = new Map<string, unknown>();

/**
 * The texts of one area in one language: `translator(locale, 'usage')('title')`. ICU messages: plurals, selections and
 * arguments. The same for pages, mails, exports and jobs, since it needs no request.
 */
export function translator<A extends Area>(locale: AnyLocale, area: A): Translator<A> {
  const key = `${locale} ${area}`;
  let translate = made.get(key) as Translator<A> | undefined;
  if (!translate) {
    translate = make(locale, area);
    made.set(key, translate);
  }
  return translate;
}
