import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../db/transaction';
import { useTestDatabase } from '../testing/database';
import { enqueueMail, sendDueMails } from './outbox';

const database = useTestDatabase();

/** The least of an SMTP server: takes what it is given, or refuses it. */
let server: Server;
let received: string[];
let isRefusing: boolean;

beforeAll(async () => {
  server = createServer((socket) => {
    let data: string | null = null;
    socket.on('error', () => {});
    socket.write('220 test\r\n');
    socket.on('data', (chunk) => {
      const text = chunk.toString();
      if (data !== null) {
        data += text;
        if (!data.endsWith('\r\n.\r\n')) return;
        received.push(data);
        data = null;
        socket.write('250 taken\r\n');
      } else if (/^DATA/i.test(text)) {
        data = '';
        socket.write('354 go on\r\n');
      } else if (/^RCPT/i.test(text) && isRefusing) socket.write('450 not now\r\n');
      else if (/^QUIT/i.test(text)) socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env.SMTP_URL = `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(async () => {
  await database.pool.query('DELETE FROM outgoing_mails');
  received = [];
  isRefusing = false;
});

const mail = (to: string) => ({
  kind: 'test',
  workspaceId: null,
  to,
  subject: 'Grüße',
  text: 'secret text',
  html: '<p>secret text</p>',
  unsubscribe: 'https://portal.example/stop/x',
});
const enqueue = (to: string) => inTransaction((client) => enqueueMail(client, mail(to)));
const rows = async () =>
  (await database.pool.query('SELECT recipient, status, attempts, text FROM outgoing_mails ORDER BY id')).rows;

describe('the outbox of mails', () => {
  it('sends each once, whoever looks, and forgets what was said', async () => {
    for (let n = 0; n < 30; n++) await enqueue(`p${n}@example.com`);
    await Promise.all([sendDueMails(), sendDueMails(), sendDueMails()]);
    await sendDueMails();
    expect(received).toHaveLength(30);
    expect(received[0]).toMatch(/^List-Unsubscribe: <https:\/\/portal\.example\/stop\/x>\r$/m);
    expect(received[0]).toMatch(/^Message-ID: <[0-9a-f-]{36}@localhost>\r$/m);
    for (const row of await rows()) expect(row).toMatchObject({ status: 'sent', attempts: 1, text: '' });
  });

  it('has nothing of what was undone', async () => {
    const undone = inTransaction(async (client) => {
      await enqueueMail(client, mail('a@example.com'));
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await rows()).toEqual([]);
  });

  it('takes a mail in the very moment that makes it due', async () => {
    isRefusing = true; // it stays in the outbox
    await enqueue('a@example.com');
    for (let n = 0; n < 50; n++) {
      await database.pool.query(`UPDATE outgoing_mails SET attempts = 0, next_try_at = now()`);
      await sendDueMails();
      expect(await rows()).toMatchObject([{ attempts: 1 }]);
    }
    isRefusing = false;
  });

  it('tries again later, and gives up in the end', async () => {
    isRefusing = true;
    await enqueue('a@example.com');
    expect(await sendDueMails()).toBe(0);
    expect(await sendDueMails()).toBe(0);
    expect(await rows()).toMatchObject([{ status: 'pending', attempts: 1, text: 'secret text' }]);
    for (let n = 0; n < 10; n++) {
      await database.pool.query(`UPDATE outgoing_mails SET next_try_at = now() WHERE status = 'pending'`);
      await sendDueMails();
    }
    expect(await rows()).toMatchObject([{ status: 'dead', attempts: 8 }]);
    isRefusing = false;
    await enqueue('b@example.com');
    expect(await sendDueMails()).toBe(1);
  });
});
