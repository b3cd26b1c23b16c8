/** Languages of screens and mails. A new one is a folder in messages/ and a line here. */
export const LOCALES = ['en', 'de'] as const;
export type Locale = (typeof LOCALES)[number];

/** Accented, longer English: shows texts that are not translatable and places that clip. Never offered to people. */
export const PSEUDO_LOCALE = 'en-XA';
export type AnyLocale = Locale | typeof PSEUDO_LOCALE;

export const DEFAULT_LOCALE: Locale = 'en';

/** Holds the reader's choice, signed in or not. */
export const LOCALE_COOKIE = 'coffer_locale';

/** What each language calls itself. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', de: 'Deutsch' };

/** Numbers and dates of each: English dates are written day first, which nobody can misread beside a month's name. */
export const INTL_TAGS: Record<AnyLocale, { numbers: string; dates: string }> = {
  en: { numbers: 'en-US', dates: 'en-GB' },
  de: { numbers: 'de-DE', dates: 'de-DE' },
  'en-XA': { numbers: 'en-US', dates: 'en-GB' },
};

export const isLocale = (text: unknown): text is Locale => LOCALES.some((locale) => locale === text);

/**
 * The language to answer in: the first of `wishes` that there is, in the order of a reader's preference. Each wish is a
 * language tag or the value of an Accept-Language header; weights are respected, regions ignored.
 */
export function matchLocale(...wishes: (string | null | undefined)[]): Locale {
  for (const wish of wishes) {
    const found = languagesOf(wish ?? '').find(isLocale);
    if (found) return found;
  }
  return DEFAULT_LOCALE;
}

/** 'de-AT,de;q=0.9,en;q=0.1' as ['de', 'de', 'en'], most wanted first. */
function languagesOf(header: string): string[] {
  return header
    .slice(0, 1000)
    .split(',')
    .map((part) => {
      const [tag = '', ...options] = part.trim().toLowerCase().split(';');
      const weight = options.map((option) => /^\s*q=([\d.]+)\s*$/.exec(option)?.[1]).find(Boolean);
      return { language: tag.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ language }) => language);
}
