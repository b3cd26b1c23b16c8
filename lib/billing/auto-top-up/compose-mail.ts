import { formats } from '../../i18n/formats';
import type { AnyLocale } from '../../i18n/locales';
import { type Translator, translator } from '../../i18n/translator';
import { oneLine, renderHtml, renderText } from '../../notify/layout';
import type { MailContent } from '../../notify/mail';
import type { News } from './tell';

export interface MailFacts {
  workspaceName: string;
  timeZone: string;
  /** The page of automatic top-up. */
  portalUrl: string;
  /** Stops it without signing in. */
  stopUrl: string;
  /** The attempt it is about. */
  attempt?: {
    totalMinor: bigint;
    currency: string;
    creditMicro: bigint;
    card: string;
    purchaseUrl: string;
    receiptUrl: string | null;
    /** Where the card's owner answers the bank. */
    confirmUrl: string;
  };
}

interface Said {
  title: string;
  before: string[];
  button: { label: string; href: string };
  links?: { label: string; href: string }[];
}

/** One mail in one language. Every one of them names the link that stops all this. */
export function composeMail(locale: AnyLocale, news: News, facts: MailFacts): MailContent {
  const t = translator(locale, 'automatic');
  const said = say(locale, t, news, facts);
  const stop = news.kind === 'stopped' ? [] : [{ label: t('mail.stop'), href: facts.stopUrl }];
  const letter = { ...said, locale, after: [t('mail.whyYou')], links: [...(said.links ?? []), ...stop] };
  return { subject: oneLine(said.title), text: renderText(letter), html: renderHtml(letter) };
}

function say(locale: AnyLocale, t: Translator<'automatic'>, news: News, facts: MailFacts): Said {
  const { money, credits, dateTime } = formats(locale);
  const { workspaceName: workspace, attempt, timeZone } = facts;
  const figures = {
    workspace,
    total: attempt ? money(attempt.totalMinor, attempt.currency) : '',
    credits: attempt ? credits(attempt.creditMicro) : '',
    card: attempt?.card ?? '',
  };
  const portal = { label: t('mail.open'), href: facts.portalUrl };
  switch (news.kind) {
    case 'receipt':
      return {
        title: t('mail.receipt.title', figures),
        before: [t('mail.receipt.text', figures)],
        button: { label: t('mail.receipt.button'), href: attempt?.purchaseUrl ?? facts.portalUrl },
        links: attempt?.receiptUrl ? [{ label: t('mail.receipt.stripe'), href: attempt.receiptUrl }] : [],
      };
    case 'declined':
      return {
        title: t('mail.declined.title', figures),
        before: [t('mail.declined.text', figures), t('mail.declined.next', { at: dateTime(news.until, timeZone) })],
        button: portal,
      };
    case 'authentication':
      return {
        title: t('mail.authentication.title', figures),
        before: [t('mail.authentication.text', figures)],
        button: { label: t('mail.authentication.button'), href: attempt?.confirmUrl ?? facts.portalUrl },
      };
    case 'paused':
      return {
        title: t('mail.paused.title', figures),
        before: [t(`reasons.${news.reason}`), t('mail.paused.text')],
        button: portal,
      };
    case 'limited':
      return {
        title: t('mail.limited.title', figures),
        before: [t('mail.limited.text', { at: dateTime(news.until, timeZone) })],
        button: portal,
      };
    case 'stopped':
      return {
        title: t('mail.stopped.title', figures),
        before: [t(`reasons.${news.reason}`), t('mail.stopped.text')],
        button: portal,
      };
  }
}
