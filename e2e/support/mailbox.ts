import { e2eEnvironment } from './environment';

interface Mail {
  subject: string;
  text: string;
}

/** How often a mail that is on its way is looked for: for half a minute. */
const LOOKS = 300;

/** What has been sent to an address so far and says `about`, newest first. */
export async function mailsTo(email: string, about = ''): Promise<Mail[]> {
  const address = `${e2eEnvironment().mailboxUrl}/api/messages?${new URLSearchParams({ to: email })}`;
  const { messages } = (await (await fetch(address)).json()) as { messages: Mail[] };
  return messages.filter(({ text }) => text.includes(about));
}

/**
 * The newest mail to an address that says `about`; waits until there is one. Alerts and receipts may come in between.
 * For stories about something else than mails.
 */
export async function newestMail(email: string, about = '', subject = /^/): Promise<Mail> {
  for (let look = 0; look < LOOKS; look++) {
    const newest = (await mailsTo(email, about)).find((mail) => subject.test(mail.subject));
    if (newest) return newest;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no mail ${about} ${subject} to ${email} arrived`);
}
