import { hash } from 'node:crypto';
import { formats } from '../../i18n/formats';
import type { AnyLocale } from '../../i18n/locales';
import { translator } from '../../i18n/translator';
import type { Quote } from '../types';
import type { Caps } from './decide';

/** Names the wording of `consent` in messages/. A change of the wording is a new version; old ones stay as they were shown. */
export const CONSENT_VERSION = '2026-11-21';

export interface ConsentFacts {
  workspaceName: string;
  thresholdMicro: bigint;
  quote: Quote;
  caps: Caps;
  cardLabel: string;
}

/** The sentence that a person agrees to, in their language, with every figure in it. */
export function consentText(
  locale: AnyLocale,
  { workspaceName, thresholdMicro, quote, caps, cardLabel }: ConsentFacts,
) {
  const { credits, money } = formats(locale);
  const t = translator(locale, 'automatic');
  return t('consent', {
    workspace: workspaceName,
    threshold: credits(thresholdMicro),
    credits: credits(quote.creditMicro + quote.bonusMicro),
    total: money(quote.totalMinor, quote.currency),
    fee: money(quote.feeMinor, quote.currency),
    feeCount: Number(quote.feeMinor),
    attempt: money(caps.attemptMinor, quote.currency),
    day: money(caps.dayMinor, quote.currency),
    month: money(caps.monthMinor, quote.currency),
    card: cardLabel,
  });
}

/** What a form carries to say which sentence was on the screen: a price that changed meanwhile gives another. */
export const consentHash = (text: string): string => hash('sha256', `${CONSENT_VERSION}\n${text}`, 'hex');
