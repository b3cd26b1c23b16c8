/**
 * The error page runs in the browser, where no message file goes: its few words in each language travel with it, and
 * the document says which one the reader has.
 */
const TEXTS = {
  en: {
    title: 'Something went wrong on our side',
    text: 'Nothing was charged or spent by this page. Try again; if it stays, tell your operator what you were doing.',
    reference: 'Reference:',
    retry: 'Try again',
  },
  de: {
    title: 'Bei uns ist etwas schiefgegangen',
    text: 'Diese Seite hat nichts abgebucht und nichts verbraucht. Versuchen Sie es noch einmal; bleibt es dabei, sagen Sie dem Betreiber, was Sie gerade taten.',
    reference: 'Kennung:',
    retry: 'Noch einmal versuchen',
  },
};

export type ErrorTexts = (typeof TEXTS)['en'];

/**
 * By the document's language tag, such as 'de-DE'. A language that people do not choose, such as the one that tests look
 * at pages in, does not travel with the page: the document brings its texts as `given`.
 */
export const errorTexts = (tag: string, given?: string): ErrorTexts => {
  if (given) return JSON.parse(given) as ErrorTexts;
  return tag.startsWith('de') ? TEXTS.de : TEXTS.en;
};
