import Stripe from 'stripe';
import type { Sandbox } from '@/sandbox/stripe/sandbox';
import { ROUTES } from '@/sandbox/stripe/server';
import { answerApi } from '@/sandbox/stripe/wire/api';

/** What a dead connection looks like to the SDK. */
const gone = (): never => {
  throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } });
};

const bodyText = (body: RequestInit['body']): string => (typeof body === 'string' ? body : '');

/** The sandbox as the SDK's network: the same answers and faults as over HTTP, without sockets. */
export const networkOf =
  (sandbox: Sandbox): typeof fetch =>
  async (input, init = {}) => {
    const url = new URL(String(input));
    const answer = answerApi(sandbox, ROUTES, {
      method: init.method ?? 'GET',
      path: url.pathname,
      query: url.search.slice(1),
      headers: Object.fromEntries(new Headers(init.headers)),
      body: bodyText(init.body),
    });
    const kind = answer.fault?.kind;
    if (kind === 'timeout_before' || kind === 'timeout_after') return gone();
    if (kind === 'slow') await new Promise((resolve) => setTimeout(resolve, answer.fault?.delayMs ?? 50));
    const text = kind === 'truncated_body' ? answer.body.slice(0, answer.body.length / 2) : answer.body;
    return new Response(text, { status: answer.status, headers: answer.headers });
  };

/** The official SDK with a network of the test's own, and as many further tries as in production. */
export const sdkOver = (network: typeof fetch, maxNetworkRetries = 2): Stripe =>
  new Stripe('sk_test_sandbox', {
    apiVersion: '2026-10-28.endive',
    maxNetworkRetries,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(network),
  });
