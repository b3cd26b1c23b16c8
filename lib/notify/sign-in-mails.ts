import type { Role } from '@/prisma/generated/enums';
import type { AnyLocale } from '../i18n/locales';
import { translator } from '../i18n/translator';
import { oneLine, renderHtml, renderText } from './layout';
import type { MailContent } from './mail';

type Letter = Parameters<typeof renderHtml>[0];

const toMail = (letter: Letter): MailContent => ({
  subject: oneLine(letter.title),
  text: renderText(letter),
  html: renderHtml(letter),
});

/** What every mail here needs: the reader's language, and the portal's host as people know it. */
interface Reader {
  locale: AnyLocale;
  host: string;
}

/** The link to the page that asks to confirm a sign-in; good for so many minutes. */
export function signInLinkMail({ locale, host, url, minutes }: Reader & { url: string; minutes: number }): MailContent {
  const t = translator(locale, 'mails');
  return toMail({
    locale,
    title: t('signIn.title', { host }),
    before: [t('signIn.text', { minutes })],
    button: { label: t('signIn.button'), href: url },
    after: [t('signIn.notYou')],
  });
}

/** In place of a link, for somebody who was suspended: the page they asked from tells strangers nothing. */
export function suspendedMail({ locale, host }: Reader): MailContent {
  const t = translator(locale, 'mails');
  return toMail({
    locale,
    title: t('suspended.title', { host }),
    before: [t('suspended.text')],
    after: [t('suspended.help')],
  });
}

export interface InviteMailInput extends Reader {
  url: string;
  workspaceName: string;
  role: Role;
  /** null: the operator. */
  invitedBy: string | null;
  days: number;
}

/** The invitation into a workspace. */
export function inviteMail({ locale, host, url, workspaceName, role, invitedBy, days }: InviteMailInput): MailContent {
  const t = translator(locale, 'mails');
  const what = { workspace: workspaceName, role: translator(locale, 'labels')(`roles.${role}.name`) };
  return toMail({
    locale,
    title: t('invite.title', { workspace: workspaceName, host }),
    before: [
      invitedBy === null ? t('invite.byOperator', what) : t('invite.by', { ...what, who: invitedBy }),
      t('invite.validity', { days }),
    ],
    button: { label: t('invite.button'), href: url },
    after: [t('invite.notYou')],
  });
}
