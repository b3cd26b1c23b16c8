/** Codes of Stripe's and of billing's in the operator's language. A code that this release does not know stays itself. */
import { readReasons } from '../billing/review-reason';
import type { AnyLocale } from '../i18n/locales';
import { MESSAGES, type Messages } from '../i18n/messages';
import { translator } from '../i18n/translator';

type Group = 'refundStatus' | 'refundFailure' | 'disputeStatus' | 'disputeReason';

const isKnown = <G extends Group>(group: G, code: string): code is Extract<keyof Messages['admin'][G], string> =>
  Object.hasOwn(MESSAGES.en.admin[group], code);

const named =
  <G extends Group>(group: G) =>
  (locale: AnyLocale, code: string): string => {
    if (!isKnown(group, code)) return code;
    const t = translator(locale, 'admin');
    return t(`${group}.${code}` as Parameters<typeof t>[0]);
  };

export const refundStatusText = named('refundStatus');
export const refundFailureText = named('refundFailure');
export const disputeStatusText = named('disputeStatus');
export const disputeReasonText = named('disputeReason');

/** What a check of the books asks for: a name and a sentence. A check of another release has its own rule, in English. */
export function checkTexts(locale: AnyLocale, { check, rule }: { check: string; rule: string }) {
  if (!Object.hasOwn(MESSAGES.en.checks, check)) return { name: check, text: rule };
  const t = translator(locale, 'checks');
  const key = check as keyof Messages['checks'];
  return { name: t(`${key}.name`), text: t(`${key}.text`) };
}

/** Why a purchase waits for a person: one sentence for each thing that does not fit. */
export function reviewReasonTexts(locale: AnyLocale, kept: string | null): string[] {
  const t = translator(locale, 'admin');
  return readReasons(kept ?? '').map((reason) => {
    if (reason.kind === 'other') return reason.text;
    if (reason.kind === 'cause') return t(`reviewCauses.${reason.cause}`, { value: reason.value });
    return t('reviewDiffers', { what: t(`compared.${reason.what}`), theirs: reason.theirs, ours: reason.ours });
  });
}
