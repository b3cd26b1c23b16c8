import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listPage, messageFrame, messagePage, missingPage } from './pages';
import { createSmtpServer } from './smtp';
import { MessageStore } from './store';

const LOOPBACK = '127.0.0.1';
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; base-uri 'none'";
const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-top-navigation-by-user-activation allow-popups";

export interface MailboxOptions {
  /** 0: a free port. */
  smtpPort: number;
  httpPort: number;
  /** Keeps the mails over a restart; null: in memory only. */
  stateFile: string | null;
}

export interface Mailbox {
  url: string;
  smtpPort: number;
  stop(): Promise<void>;
}

function send(res: ServerResponse, status: number, body: string, type: string, policy = PAGE_POLICY): void {
  res.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  res.end(body);
}

const sendPage = (res: ServerResponse, body: string, status = 200) => send(res, status, body, 'text/html');
const sendJson = (res: ServerResponse, body: unknown, status = 200) =>
  send(res, status, JSON.stringify(body), 'application/json');

/** Only pages of this machine may talk to it: another name for the address is a trick of a foreign page. */
const isLocalHost = (host: string | undefined): boolean => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');

function answerApi(store: MessageStore, smtpPort: number, method: string, url: URL, res: ServerResponse): void {
  const id = /^\/api\/messages\/([^/]+)$/.exec(url.pathname)?.[1];
  if (url.pathname === '/api/status') sendJson(res, { smtpPort, messages: store.list().length });
  else if (url.pathname === '/api/messages' && method === 'DELETE') {
    store.clear();
    sendJson(res, { messages: [] });
  } else if (url.pathname === '/api/messages') sendJson(res, { messages: store.list(url.searchParams.get('to')) });
  else {
    const message = id ? store.find(decodeURIComponent(id)) : undefined;
    sendJson(res, message ?? { error: 'There is no such mail.' }, message ? 200 : 404);
  }
}

function answerPage(store: MessageStore, url: URL, res: ServerResponse): void {
  const to = url.searchParams.get('to');
  const [, id = '', part] = /^\/messages\/([^/]+?)(\/html)?$/.exec(url.pathname) ?? [];
  const message = store.find(decodeURIComponent(id));
  if (url.pathname === '/') {
    sendPage(res, listPage(store.list(to), to));
  } else if (url.pathname === '/latest') {
    const newest = store.list(to)[0];
    res.writeHead(303, { location: newest ? `/messages/${newest.id}` : `/${url.search}` });
    res.end();
  } else if (!message) {
    sendPage(res, missingPage(), 404);
  } else if (part) {
    send(res, 200, messageFrame(message), 'text/html', MAIL_POLICY);
  } else {
    sendPage(res, messagePage(message));
  }
}

function createPages(store: MessageStore, smtpPort: () => number): Server {
  return createServer((req: IncomingMessage, res: ServerResponse) => {
    try {
      const url = new URL(req.url ?? '/', `http://${LOOPBACK}`);
      const method = req.method ?? 'GET';
      if (!isLocalHost(req.headers.host)) sendJson(res, { error: 'The sandbox answers on this machine only.' }, 403);
      else if (!['GET', 'HEAD', 'DELETE'].includes(method)) sendJson(res, { error: 'Not allowed.' }, 405);
      else if (url.pathname.startsWith('/api/')) answerApi(store, smtpPort(), method, url, res);
      else answerPage(store, url, res);
    } catch {
      sendJson(res, { error: 'The request is not valid.' }, 400);
    }
  });
}

/** Starts the mailbox on loopback: mails come in by SMTP, people and tests read them by HTTP. */
export async function startMailbox({ smtpPort, httpPort, stateFile }: MailboxOptions): Promise<Mailbox> {
  const store = new MessageStore(stateFile);
  const smtp = createSmtpServer(store);
  const openSmtpPort = await new Promise<number>((resolve, reject) => {
    smtp.once('error', reject);
    smtp.listen(smtpPort, LOOPBACK, () => resolve((smtp.server.address() as AddressInfo).port));
  });
  smtp.on('error', () => {}); // a client that hangs up is no reason to end
  const pages = createPages(store, () => openSmtpPort);
  await new Promise<void>((resolve, reject) => {
    pages.once('error', reject);
    pages.listen(httpPort, LOOPBACK, resolve);
  }).catch(async (error: unknown) => {
    await new Promise<void>((done) => smtp.close(() => done()));
    throw error;
  });
  return {
    url: `http://${LOOPBACK}:${(pages.address() as AddressInfo).port}`,
    smtpPort: openSmtpPort,
    async stop() {
      pages.closeAllConnections();
      await Promise.all([
        new Promise<void>((done) => pages.close(() => done())),
        new Promise<void>((done) => smtp.close(() => done())),
      ]);
    },
  };
}
