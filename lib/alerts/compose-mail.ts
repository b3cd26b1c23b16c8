import type { Mode } from '@/prisma/generated/enums';
import { formats } from '../i18n/formats';
import type { AnyLocale } from '../i18n/locales';
import { translator } from '../i18n/translator';
import { oneLine, renderHtml, renderText } from '../notify/layout';
import type { MailContent } from '../notify/mail';
import type { AlertWorkspace } from './recipients';

/** What an alert has to say. */
export type AlertNews =
  | { kind: 'balance_below'; availableMicro: bigint; thresholdMicro: bigint }
  | { kind: 'share_below'; availableMicro: bigint; percent: number; topUpMicro: bigint }
  | { kind: 'runway_below'; availableMicro: bigint; days: number; daysLeft: number }
  | { kind: 'grants_expiring'; days: number; totalMicro: bigint; lots: { amountMicro: bigint; expiresAt: Date }[] };

interface Place {
  workspace: AlertWorkspace;
  mode: Mode;
  baseUrl: string;
}

/** Lots that a mail names one by one; the rest are counted. */
const LOTS_NAMED = 10;

/** One mail in one language. */
export function composeAlertMail(locale: AnyLocale, news: AlertNews, { workspace, mode, baseUrl }: Place): MailContent {
  const t = translator(locale, 'mails');
  const place = `${baseUrl}/w/${workspace.slug}`;
  const { title, before } = say(locale, news, workspace);
  const letter = {
    locale,
    title: mode === 'test' ? t('alert.test', { title }) : title,
    before,
    button: { label: t('alert.button'), href: `${place}/top-up` },
    after: [t('alert.why', { workspace: workspace.name, url: `${place}/alerts` })],
  };
  return { subject: oneLine(letter.title), text: renderText(letter), html: renderHtml(letter) };
}

function say(locale: AnyLocale, news: AlertNews, workspace: AlertWorkspace): { title: string; before: string[] } {
  const t = translator(locale, 'mails');
  const { credits, date } = formats(locale);
  const name = workspace.name;
  switch (news.kind) {
    case 'balance_below': {
      const figures = {
        workspace: name,
        available: credits(news.availableMicro),
        threshold: credits(news.thresholdMicro),
      };
      return { title: t('alert.balance.title', figures), before: [t('alert.balance.text', figures)] };
    }
    case 'share_below': {
      const figures = {
        workspace: name,
        available: credits(news.availableMicro),
        percent: news.percent,
        topUp: credits(news.topUpMicro),
      };
      return { title: t('alert.share.title', figures), before: [t('alert.share.text', figures)] };
    }
    case 'runway_below': {
      const figures = {
        workspace: name,
        available: credits(news.availableMicro),
        days: news.days,
        left: Math.max(0, Math.floor(news.daysLeft)),
      };
      return { title: t('alert.runway.title', figures), before: [t('alert.runway.text', figures)] };
    }
    case 'grants_expiring': {
      const figures = { workspace: name, total: credits(news.totalMicro), days: news.days };
      const lots = news.lots
        .slice(0, LOTS_NAMED)
        .map(({ amountMicro, expiresAt }) =>
          t('alert.expiring.lot', { amount: credits(amountMicro), date: date(expiresAt, workspace.timeZone) }),
        );
      const rest = news.lots.length - lots.length;
      return {
        title: t('alert.expiring.title', figures),
        before: [t('alert.expiring.text', figures), ...lots, ...(rest > 0 ? [t('alert.expiring.rest', { rest })] : [])],
      };
    }
  }
}
