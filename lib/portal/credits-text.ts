import { type AnyLocale, INTL_TAGS } from '../i18n/locales';

const MICRO = 1_000_000n;

/** Exact decimal text of credits, for the audit log: '12.5'. */
export function creditsText(micro: bigint): string {
  const size = micro < 0n ? -micro : micro;
  const fraction = (size % MICRO).toString().padStart(6, '0').replace(/0+$/, '');
  return `${micro < 0n ? '-' : ''}${size / MICRO}${fraction ? `.${fraction}` : ''}`;
}

/** What a field of credits starts with: no groups, the reader's own decimal sign, read again as the same amount. */
export const creditsValue = (micro: bigint, locale: AnyLocale): string =>
  INTL_TAGS[locale].numbers.startsWith('de') ? creditsText(micro).replace('.', ',') : creditsText(micro);
