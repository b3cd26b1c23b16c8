import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Mailbox, startMailbox } from './server';
import type { Message } from './store';

const folder = mkdtempSync(path.join(os.tmpdir(), 'coffer-mailbox-'));
const stateFile = path.join(folder, 'deep', 'mails.json');
let mailbox: Mailbox;

beforeAll(async () => {
  mailbox = await startMailbox({ smtpPort: 0, httpPort: 0, stateFile });
});
afterAll(async () => {
  await mailbox.stop();
  rmSync(folder, { recursive: true });
});

async function send(mail: { to: string; subject: string; text: string; html?: string }): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: mailbox.smtpPort });
  await transport.sendMail({ from: 'Coffer <coffer@localhost>', ...mail });
  transport.close();
}

const get = (pathname: string) => fetch(mailbox.url + pathname, { redirect: 'manual' });
const messages = async (query = ''): Promise<Message[]> =>
  ((await (await get(`/api/messages${query}`)).json()) as { messages: Message[] }).messages;

/** A request under another name of the address, as a rebinding page would send it. */
const statusForHost = (host: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    request(mailbox.url, { headers: { host } }, (res) => resolve(res.resume().statusCode))
      .on('error', reject)
      .end();
  });

describe('the sandbox mailbox', () => {
  it('takes mails by SMTP and tells them by address, newest first', async () => {
    expect(await (await get('/')).text()).toContain('No mail has arrived yet');
    await send({
      to: 'Ada@example.com',
      subject: 'First — ünï',
      text: 'Open http://localhost:3000/a?x=1&y=2 now.\n'.repeat(5),
    });
    await send({ to: 'eve@example.com, ada@example.com', subject: 'Second', text: 'x', html: '<p>Hello</p>' });
    await send({ to: 'eve@example.com', subject: 'Third', text: 'y' });
    expect((await messages()).map(({ subject }) => subject)).toEqual(['Third', 'Second', 'First — ünï']);
    expect((await messages('?to=ADA@example.com')).map(({ subject }) => subject)).toEqual(['Second', 'First — ünï']);
    const [third] = await messages();
    expect(await (await get(`/api/messages/${third?.id}`)).json()).toMatchObject({ subject: 'Third', text: 'y\n' });
  });

  it('shows them on pages that say "sandbox", with links to follow', async () => {
    const [first] = (await messages('?to=ada@example.com')).slice(-1);
    const list = await (await get('/?to=ada@example.com')).text();
    expect(list).toContain('Sandbox.');
    expect(list).toContain(`href="/messages/${first?.id}"`);
    const page = await (await get(`/messages/${first?.id}`)).text();
    expect(page).toContain('Sandbox.');
    expect(page).toContain('<a href="http://localhost:3000/a?x=1&amp;y=2">');
    const latest = await get('/latest?to=eve@example.com');
    expect(latest.status).toBe(303);
    expect(latest.headers.get('location')).toBe(`/messages/${(await messages())[0]?.id}`);
    expect((await get('/latest?to=nobody@example.com')).headers.get('location')).toBe('/?to=nobody@example.com');
    for (const missing of ['/messages/x', '/messages/%zz', '/nothing', '/api/nothing']) {
      expect([400, 404], missing).toContain((await get(missing)).status);
    }
  });

  it('runs nothing that a mail brings along', async () => {
    await send({
      to: 'mallory@example.com',
      subject: '<script>alert(1)</script>',
      text: 'http://x.example/"><script>alert(2)</script>',
      html: '<html><head></head><body><script>alert(3)</script><a href="https://x.example">x</a></body></html>',
    });
    const [mail] = await messages('?to=mallory@example.com');
    const page = await (await get(`/messages/${mail?.id}`)).text();
    expect(page).not.toContain('<script>');
    expect(page).toMatch(
      /<iframe title="[^"]+"[^>]*\n?[^>]*sandbox="allow-top-navigation-by-user-activation allow-popups"/,
    );
    expect(await (await get('/')).text()).not.toContain('<script>');
    const frame = await get(`/messages/${mail?.id}/html`);
    expect(frame.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    expect(frame.headers.get('content-security-policy')).not.toContain('allow-scripts');
    expect(await frame.text()).toContain('<head><base target="_top">');
  });

  it('answers on this machine only', async () => {
    expect(mailbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await statusForHost('evil.example')).toBe(403);
    expect(await statusForHost('localhost:1234')).toBe(200);
    expect((await fetch(mailbox.url, { method: 'POST' })).status).toBe(405);
  });

  it('has its mails again after a restart, until they are thrown away', async () => {
    const before = await messages();
    expect(before.length).toBeGreaterThan(0);
    await mailbox.stop();
    mailbox = await startMailbox({ smtpPort: 0, httpPort: 0, stateFile });
    expect(await messages()).toEqual(before);
    expect(await (await get('/api/status')).json()).toEqual({ smtpPort: mailbox.smtpPort, messages: before.length });
    await fetch(`${mailbox.url}/api/messages`, { method: 'DELETE' });
    expect(await messages()).toEqual([]);
  });

  it('gives both ports back when one of them is taken', async () => {
    const httpPort = Number(new URL(mailbox.url).port);
    await expect(startMailbox({ smtpPort: 0, httpPort, stateFile: null })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    await expect(startMailbox({ smtpPort: mailbox.smtpPort, httpPort: 0, stateFile: null })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
