import Stripe from 'stripe';
import { afterAll, beforeAll, expect } from 'vitest';
import { API_VERSION, type SandboxOptions } from '../sandbox';
import { type SandboxServer, startSandbox } from '../server';
import { Judge } from './schema/judge';

export interface TestSandbox {
  server: SandboxServer;
  /** The official SDK, pointed at it. */
  stripe: Stripe;
  /** A call of `/_sandbox/…`. */
  control(path: string, body?: object): Promise<unknown>;
  /** Presses a button of the hosted page, without following the redirect. */
  press(sessionId: string, action: string, card?: string): Promise<Response>;
}

/** The official SDK for a server at this address. */
export function sdkFor(url: string, key = 'sk_test_sandbox', maxNetworkRetries = 0): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(key, { apiVersion: API_VERSION, host: hostname, port, protocol: 'http', maxNetworkRetries });
}

/** A sandbox of the calling test file's own. Whatever it answers is held against the official SDK's types. */
export function useSandbox(options: SandboxOptions = {}): TestSandbox {
  const test = {
    async control(path: string, body?: object) {
      const reply = await fetch(`${test.server.url}/_sandbox/${path}`, {
        method: body ? 'POST' : 'GET',
        ...(body && { body: JSON.stringify(body) }),
      });
      if (!reply.ok) throw new Error(`control ${path}: ${reply.status} ${await reply.text()}`);
      return reply.json();
    },
    press: (sessionId: string, action: string, card = '4242 4242 4242 4242') =>
      fetch(`${test.server.url}/c/pay/${sessionId}`, {
        method: 'POST',
        body: new URLSearchParams({ action, card }),
        redirect: 'manual',
      }),
  } as TestSandbox;
  let judge: Judge;
  beforeAll(async () => {
    judge = await Judge.appoint();
    test.server = await startSandbox(options);
    test.server.sandbox.onReply = (reply) => judge.reply(reply);
    test.stripe = sdkFor(test.server.url);
  });
  afterAll(async () => {
    await test.server.close();
    for (const event of test.server.sandbox.data.events.values()) judge.look('an event', event);
    expect([...judge.problems], 'what the sandbox said beside the types of the official SDK').toEqual([]);
  });
  return test;
}

/** What a shop asks for: one line, 25 dollars. */
export const order = (customer: string, overrides: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  ({
    mode: 'payment',
    customer,
    client_reference_id: 'order-1',
    metadata: { order: 'order-1' },
    line_items: [
      { quantity: 1, price_data: { currency: 'usd', unit_amount: 2500, product_data: { name: '100 credits' } } },
    ],
    success_url: 'http://shop.test/done?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://shop.test/back',
    ...overrides,
  }) satisfies Stripe.Checkout.SessionCreateParams;
