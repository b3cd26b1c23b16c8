import { getPool, type PoolClient } from '../db/pool';
import { newId } from '../ids';
import { log } from '../log';
import type { MailContent } from './mail';
import { sendMail } from './mail';

export interface QueuedMail extends MailContent {
  /** What it is about, for the log and for tests: `alert.balance_below`. */
  kind: string;
  workspaceId: string | null;
  /** One address in normal form. */
  to: string;
  /** Where a POST without a session stops mails like this one. */
  unsubscribe?: string | null;
}

/** Puts a mail into the outbox, in the transaction that makes true what it says: it goes out if that commits. */
export async function enqueueMail(client: PoolClient, mail: QueuedMail): Promise<void> {
  const { kind, workspaceId, to, subject, text, html, unsubscribe = null } = mail;
  await client.query(
    `INSERT INTO outgoing_mails (id, workspace_id, kind, recipient, subject, text, html, unsubscribe)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [newId(), workspaceId, kind, to, subject, text, html, unsubscribe],
  );
}

const PER_ROUND = 20;
/** A claimed mail that nobody settles (a crash) is due again after this: longer than the server's time limits. */
const LEASE_SECONDS = 120;
/** Waits after each failed try; after the last one the mail is dead. */
const BACKOFF_SECONDS = [30, 120, 600, 3_600, 14_400, 43_200, 86_400];

interface Claimed {
  id: string;
  kind: string;
  recipient: string;
  subject: string;
  text: string;
  html: string;
  unsubscribe: string | null;
  attempts: number;
}

/** Times are kept in milliseconds, rounded: compared with now() itself, a mail of this very moment can seem not yet due. */
async function claim(): Promise<Claimed[]> {
  const { rows } = await getPool().query<Claimed>(
    `UPDATE outgoing_mails SET attempts = attempts + 1, next_try_at = now() + make_interval(secs => $2)
     WHERE id IN (SELECT id FROM outgoing_mails WHERE next_try_at <= now()::timestamptz(3) ORDER BY next_try_at LIMIT $1
       FOR UPDATE SKIP LOCKED)
     RETURNING id, kind, recipient, subject, text, html, unsubscribe, attempts`,
    [PER_ROUND, LEASE_SECONDS],
  );
  return rows;
}

async function sendOne(mail: Claimed): Promise<boolean> {
  try {
    await sendMail({ ...mail, to: mail.recipient });
    return true;
  } catch {
    return false; // sendMail has logged why
  }
}

/** Writes the outcome of one try, of this try only. What was said is of no use any more once it is sent. */
async function settle(mail: Claimed, isSent: boolean): Promise<void> {
  const wait = BACKOFF_SECONDS[mail.attempts - 1];
  const status = isSent ? 'sent' : wait === undefined ? 'dead' : 'pending';
  await getPool().query(
    `UPDATE outgoing_mails SET status = $3, sent_at = CASE WHEN $3 = 'sent' THEN now() END,
       next_try_at = CASE WHEN $3 = 'pending' THEN now() + make_interval(secs => $4) END,
       text = CASE WHEN $3 = 'sent' THEN '' ELSE text END, html = CASE WHEN $3 = 'sent' THEN '' ELSE html END
     WHERE id = $1 AND attempts = $2 AND status = 'pending'`,
    [mail.id, mail.attempts, status, wait ?? 0],
  );
  if (status === 'dead') log.error({ event: 'mail.dead', mailId: mail.id, kind: mail.kind }, 'a mail was given up');
}

/**
 * Sends what is due, two at a time as the connections allow. Several processes share the work: a mail is claimed by one.
 * A crash between the server's yes and our note of it sends a mail twice, under the same Message-ID. Answers how many
 * were sent.
 */
export async function sendDueMails(): Promise<number> {
  let sent = 0;
  for (;;) {
    const mails = await claim();
    const outcomes = await Promise.all(
      mails.map(async (mail) => {
        const isSent = await sendOne(mail);
        await settle(mail, isSent);
        return isSent;
      }),
    );
    sent += outcomes.filter(Boolean).length;
    if (mails.length < PER_ROUND) return sent;
  }
}
