import { oneLine, renderHtml, renderText } from './layout';
import type { MailContent } from './mail';

/** The link to the page that asks to confirm a sign-in. `host` is the portal's, as people know it. */
export function signInLinkMail({ url, host, minutes }: { url: string; host: string; minutes: number }): MailContent {
  const letter = {
    title: `Sign in to ${host}`,
    before: [`Open this link and confirm to sign in. It works once, for ${minutes} minutes.`],
    button: { label: 'Sign in', href: url },
    after: ['You did not ask for this? Then nothing has happened, and you can delete this mail.'],
  };
  return { subject: oneLine(letter.title), text: renderText(letter), html: renderHtml(letter) };
}

/** In place of a link, for somebody who was suspended: the page they asked from tells strangers nothing. */
export function suspendedMail({ host }: { host: string }): MailContent {
  const letter = {
    title: `Your account at ${host} is suspended`,
    before: ['Somebody, probably you, asked for a sign-in link. This account cannot sign in at present.'],
    after: ['Please turn to whoever runs the portal if you think this is a mistake.'],
  };
  return { subject: oneLine(letter.title), text: renderText(letter), html: renderHtml(letter) };
}

export interface InviteMailInput {
  url: string;
  host: string;
  workspaceName: string;
  role: string;
  invitedBy: string | null;
  days: number;
}

/** The invitation into a workspace. */
export function inviteMail({ url, host, workspaceName, role, invitedBy, days }: InviteMailInput): MailContent {
  const who = invitedBy ?? 'The operator';
  const letter = {
    title: `Join ${workspaceName} on ${host}`,
    before: [
      `${who} invites you to the workspace "${workspaceName}" as ${role}.`,
      `The invitation is for this e-mail address only and is good for ${days} days.`,
    ],
    button: { label: 'See the invitation', href: url },
    after: ['You do not know what this is about? Then you can delete this mail.'],
  };
  return { subject: oneLine(letter.title), text: renderText(letter), html: renderHtml(letter) };
}
