import { randomUUID } from 'node:crypto';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { MessageStore } from './store';

const MAX_BYTES = 10 * 1024 * 1024;

async function readAll(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function receive(store: MessageStore, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
  const raw = await readAll(stream);
  if (stream.sizeExceeded) throw Object.assign(new Error('The mail is larger than 10 MB'), { responseCode: 552 });
  const mail = await PostalMime.parse(raw);
  store.add({
    id: randomUUID(),
    receivedAt: new Date().toISOString(),
    from: mail.from?.address ?? (session.envelope.mailFrom ? session.envelope.mailFrom.address : ''),
    to: session.envelope.rcptTo.map(({ address }) => address.toLowerCase()),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? null,
  });
}

/** An SMTP server that takes every mail for anybody, and delivers none. */
export function createSmtpServer(store: MessageStore): SMTPServer {
  return new SMTPServer({
    banner: 'Coffer sandbox mailbox: nothing sent here leaves this machine',
    disabledCommands: ['AUTH', 'STARTTLS'],
    size: MAX_BYTES,
    logger: false,
    closeTimeout: 200, // milliseconds that a stop waits for clients which keep their connection
    onData(stream, session, done) {
      receive(store, stream, session).then(() => done(), done);
    },
  });
}
