/** Codes of Stripe's and of billing's in the operator's language. A code that this release does not know stays itself. */
import { type Compared, readReasons } from '../billing/review-reason';
import { formats } from '../i18n/formats';
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

/** What is compared as minor units of a currency. */
const MONEY = new Set<Compared>(['subtotal', 'total', 'amounts', 'tax', 'amount', 'amountReceived', 'paymentAmount']);

/**
 * Why a purchase waits for a person: one sentence for each thing that does not fit. Amounts are of the purchase's
 * `currency`, unless the payment has another one; where it is not known they stay as they were kept.
 */
export function reviewReasonTexts(locale: AnyLocale, kept: string | null, currency: string | null): string[] {
  const t = translator(locale, 'admin');
  const f = formats(locale);
  const reasons = readReasons(kept ?? '');
  const isOther = reasons.some((reason) => reason.kind === 'differs' && /currency$/i.test(reason.what));
  const asMoney = (minor: string) => f.list(minor.split(' and ').map((part) => f.money(BigInt(part), currency ?? '')));
  const say = (what: Compared, value: string) =>
    currency !== null && MONEY.has(what) && !isOther && /^\d+( and \d+)*$/.test(value) ? asMoney(value) : value;
  return reasons.map((reason) => {
    if (reason.kind === 'other') return reason.text;
    if (reason.kind === 'cause') return t(`reviewCauses.${reason.cause}`, { value: reason.value });
    const [theirs, ours] = [say(reason.what, reason.theirs), say(reason.what, reason.ours)];
    return t('reviewDiffers', { what: t(`compared.${reason.what}`), theirs, ours });
  });
}
