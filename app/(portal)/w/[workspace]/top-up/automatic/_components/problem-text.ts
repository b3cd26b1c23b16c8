import type { Translator } from '@/lib/i18n/translator';

/** What a refused click is told; the word stands in the address, and an unknown one gets the plain answer. */
export function problemText(t: Translator<'automatic'>, problem: string): string {
  switch (problem) {
    case 'consent_changed':
      return t('review.changed');
    case 'must_agree':
      return t('review.mustAgree');
    case 'no_card':
      return t('setUp.noCard');
    case 'not_active':
      return t('setUp.notActive');
    case 'unavailable':
      return t('setUp.notOpenText');
    case 'forbidden':
      return t('notYours');
    default:
      return t('problem');
  }
}
