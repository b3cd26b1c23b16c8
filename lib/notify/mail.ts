import { createTransport, type Transporter } from 'nodemailer';
import { getEnv } from '../env';
import { AppError } from '../errors';
import { log } from '../log';
import { singleton } from '../singleton';

/** What a template makes: the same content twice, for readers with and without HTML. */
export interface MailContent {
  subject: string;
  text: string;
  html: string;
}

export interface Mail extends MailContent {
  /** One address in normal form. */
  to: string;
  /** Ours, when the mail may be handed over twice: mailboxes then show it once. */
  id?: string;
  /** Where a POST without a session stops mails like this one (RFC 8058). */
  unsubscribe?: string | null;
}

const TIMEOUT_MS = 10_000;

/** One transport per server, so that connections are reused. */
function getTransport(smtpUrl: string): Transporter {
  const transports = singleton('mail-transports', () => new Map<string, Transporter>());
  const known = transports.get(smtpUrl);
  if (known) return known;
  const opened = openTransport(smtpUrl);
  transports.set(smtpUrl, opened);
  return opened;
}

function openTransport(smtpUrl: string): Transporter {
  return createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 2,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // A template's text is never a path or an address to fetch from.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/**
 * Hands one mail to the SMTP server of SMTP_URL. Errors: unavailable, when there is no server or it does not take the
 * mail. Addresses and contents stay out of the log.
 */
export async function sendMail({ to, subject, text, html, id, unsubscribe }: Mail): Promise<void> {
  const { SMTP_URL, MAIL_FROM, BASE_URL } = getEnv();
  if (!SMTP_URL) {
    throw new AppError('unavailable', {
      detail: 'No mail server is set up: set SMTP_URL to smtp://user:password@host:port.',
    });
  }
  try {
    // An address object is taken as it is; a string would be parsed as a list.
    await getTransport(SMTP_URL).sendMail({
      from: MAIL_FROM,
      to: { name: '', address: to },
      subject,
      text,
      html,
      ...(id && { messageId: `<${id}@${new URL(BASE_URL).hostname}>` }),
      ...(unsubscribe && {
        headers: { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
      }),
    });
  } catch (error) {
    const { code, command, responseCode } = error as { code?: string; command?: string; responseCode?: number };
    log.error({ code, command, responseCode }, 'a mail could not be sent');
    throw new AppError('unavailable', { detail: 'The mail could not be sent. Try again in a moment.', cause: error });
  }
}
