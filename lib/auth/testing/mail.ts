import { type Mailbox, startMailbox } from '@/sandbox/mailbox/server';

interface ReceivedMail {
  to: string[];
  subject: string;
  text: string;
  html: string | null;
}

/** A mailbox of its own for one test file; SMTP_URL points at it from then on, so call it before anything reads the environment. */
export async function openTestMailbox(): Promise<Mailbox> {
  const mailbox = await startMailbox({ smtpPort: 0, httpPort: 0, stateFile: null });
  process.env.SMTP_URL = `smtp://127.0.0.1:${mailbox.smtpPort}`;
  return mailbox;
}

/** Mails to one address, newest first. */
export async function mailsTo(mailbox: Mailbox, email: string): Promise<ReceivedMail[]> {
  const response = await fetch(`${mailbox.url}/api/messages?${new URLSearchParams({ to: email })}`);
  return ((await response.json()) as { messages: ReceivedMail[] }).messages;
}

/** The link in the newest mail to an address. */
export async function newestLink(mailbox: Mailbox, email: string): Promise<URL> {
  const [mail] = await mailsTo(mailbox, email);
  const link = /https?:\/\/\S+/.exec(mail?.text ?? '')?.[0];
  if (!link) throw new Error(`no link in a mail to ${email}`);
  return new URL(link);
}
