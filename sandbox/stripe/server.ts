import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerControl } from './control';
import { answerPage } from './pages';
import { chargeRoutes } from './resources/charge-routes';
import { checkoutSessionRoutes } from './resources/checkout-sessions';
import { couponRoutes } from './resources/coupons';
import { customerRoutes } from './resources/customers';
import { disputeRoutes } from './resources/disputes';
import { eventRoutes } from './resources/events';
import { invoiceRoutes } from './resources/invoices';
import { paymentRoutes } from './resources/payment-intents';
import { paymentMethodRoutes } from './resources/payment-methods';
import { paymentPageRoutes } from './resources/payment-pages';
import { portalRoutes } from './resources/portal';
import { priceRoutes } from './resources/prices';
import { refundRoutes } from './resources/refunds';
import { setupIntentRoutes } from './resources/setup-intents';
import { taxIdRoutes } from './resources/tax-ids';
import { webhookEndpointRoutes } from './resources/webhook-endpoints';
import { Sandbox, type SandboxOptions } from './sandbox';
import { letTimePass } from './time';
import { answerApi, type Route } from './wire/api';

/** Everything the API answers. */
export const ROUTES: readonly Route[] = [
  ...customerRoutes,
  ...taxIdRoutes,
  ...priceRoutes,
  ...couponRoutes,
  ...invoiceRoutes,
  ...checkoutSessionRoutes,
  ...paymentRoutes,
  ...chargeRoutes,
  ...paymentMethodRoutes,
  ...setupIntentRoutes,
  ...portalRoutes,
  ...paymentPageRoutes,
  ...webhookEndpointRoutes,
  ...refundRoutes,
  ...disputeRoutes,
  ...eventRoutes,
];

const MAX_BODY_BYTES = 1024 * 1024;
const TICK_MS = 5_000;

/** Nothing but this page's own style and forms. Redirects of a form count too, so the shop's address is allowed. */
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self' http: https:; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function serveApi(
  sandbox: Sandbox,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  body: string,
): Promise<void> {
  const answer = answerApi(sandbox, ROUTES, {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.search.slice(1),
    headers: request.headers,
    body,
  });
  const kind = answer.fault?.kind;
  if (kind === 'slow') await new Promise((resolve) => setTimeout(resolve, answer.fault?.delayMs ?? 1_000));
  if (kind === 'timeout_before' || kind === 'timeout_after') {
    request.socket.destroy();
    return;
  }
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': bytes.length });
  if (kind === 'truncated_body') {
    response.write(bytes.subarray(0, bytes.length / 2), () => request.socket.destroy());
    return;
  }
  response.end(bytes);
}

async function serve(sandbox: Sandbox, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const method = request.method ?? 'GET';
  const body = await readBody(request);
  if (body === null) return json(response, 413, { error: 'too large' });
  if (url.pathname.startsWith('/v1/')) return serveApi(sandbox, request, response, url, body);
  if (url.pathname.startsWith('/_sandbox/')) {
    const reply = answerControl(sandbox, method, url.pathname, body);
    return json(response, reply.status, reply.body);
  }
  const reply = answerPage(sandbox, method, url, body);
  if (!reply) return json(response, 404, { error: 'not found' });
  if (reply.status === 303) response.writeHead(303, { ...PAGE_HEADERS, location: reply.location }).end();
  else if ('pdf' in reply)
    response.writeHead(200, { ...PAGE_HEADERS, 'content-type': 'application/pdf' }).end(reply.pdf);
  else response.writeHead(reply.status, PAGE_HEADERS).end(reply.html);
}

export interface SandboxServer {
  url: string;
  sandbox: Sandbox;
  close(): Promise<void>;
}

/** Starts a sandbox on 127.0.0.1. Port 0: a free one. */
export async function startSandbox(options: SandboxOptions & { port?: number } = {}): Promise<SandboxServer> {
  const sandbox = new Sandbox(options);
  const server = createServer((request, response) => {
    serve(sandbox, request, response).catch((error: unknown) => {
      if (!response.headersSent) json(response, 500, { error: { type: 'api_error', message: String(error) } });
      else response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  sandbox.publicUrl = url;
  const timer = setInterval(() => letTimePass(sandbox), TICK_MS);
  return {
    url,
    sandbox,
    async close() {
      clearInterval(timer);
      sandbox.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
