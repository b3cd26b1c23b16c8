/**
 * The mailbox as a process of its own. MAILBOX_SMTP_PORT and MAILBOX_HTTP_PORT (0: a free one, see /api/status),
 * MAILBOX_STATE_FILE. Prints `ready http://127.0.0.1:PORT` when it takes mails.
 */
import { startMailbox } from './server';

function readPort(name: string): number {
  const port = Number(process.env[name] ?? 0);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  console.error(`${name} must be a port number, 0 to 65535.`);
  process.exit(1);
}

function explain(error: unknown): string {
  const { code, port, message } = error as { code?: string; port?: number; message?: string };
  if (code === 'EADDRINUSE') return `Port ${port} is in use. Choose another by MAILBOX_SMTP_PORT or MAILBOX_HTTP_PORT.`;
  if (code === 'EACCES') return 'No right to open this port or to write the state file.';
  return message ?? String(error);
}

const smtpPort = readPort('MAILBOX_SMTP_PORT');
const httpPort = readPort('MAILBOX_HTTP_PORT');
try {
  const mailbox = await startMailbox({ smtpPort, httpPort, stateFile: process.env.MAILBOX_STATE_FILE || null });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void mailbox.stop().then(() => process.exit(0)));
  }
  console.log(`ready ${mailbox.url}`);
} catch (error) {
  console.error(`The sandbox mailbox could not start: ${explain(error)}`);
  process.exit(1);
}
