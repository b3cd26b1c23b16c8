import type { SecretTexts } from '@/components/forms/secret-once';
import type { AnyLocale } from '@/lib/i18n/locales';
import { translator } from '@/lib/i18n/translator';

/** What stands around a secret that is shown once; `label` says what it is. */
export function secretTexts(locale: AnyLocale, label: string): SecretTexts {
  const t = translator(locale, 'forms');
  return { warning: t('secret.warning'), label, copy: t('secret.copy'), copied: t('secret.copied') };
}
