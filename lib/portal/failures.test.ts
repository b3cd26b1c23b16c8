import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { errors, request } from 'undici';
import { describe, expect, test } from 'vitest';
import { LOCALES } from '../i18n/locales';
import { MESSAGES } from '../i18n/messages';
import { explainFailure } from './failures';

/** As Node and OpenSSL say it. */
const ENDPOINT = {
  certificateExpired: ['certificate has expired'],
  certificateEarly: ['certificate is not yet valid'],
  certificateOwn: ['self-signed certificate', 'self-signed certificate in certificate chain'],
  certificateName: [
    "Hostname/IP does not match certificate's altnames: Host: a.example. is not in the cert's altnames: DNS:b.example",
  ],
  certificateChain: ['unable to verify the first certificate', 'unable to get local issuer certificate'],
  tls: [
    'write EPROTO 40E7:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/ssl/record.c:355:',
    'Client network socket disconnected before secure TLS connection was established',
  ],
  hostUnknown: ['getaddrinfo ENOTFOUND hooks.example'],
  dnsSilent: ['getaddrinfo EAI_AGAIN hooks.example'],
  refused: ['connect ECONNREFUSED 203.0.113.7:443'],
  unreachable: ['connect EHOSTUNREACH 203.0.113.7:443', 'connect ENETUNREACH 2001:db8::7:443'],
  connectTimeout: [
    'connect ETIMEDOUT 203.0.113.7:443',
    new errors.ConnectTimeoutError().message,
    'Connect Timeout Error (attempted address: hooks.example:443, timeout: 5000ms)',
  ],
  answerTimeout: [
    new errors.HeadersTimeoutError().message,
    new errors.BodyTimeoutError().message,
    'The operation was aborted due to timeout',
  ],
  cut: ['read ECONNRESET', 'write EPIPE', 'socket hang up', 'other side closed'],
  notHttp: [
    new errors.HeadersOverflowError().message,
    'Response does not match the HTTP/1.1 protocol (Expected HTTP/)',
    'Parse Error: Expected HTTP/',
  ],
};

/** As Stripe's library and PostgreSQL's say it. */
const STRIPE = {
  notSetUp: ['Payments are not set up: the operator has to set STRIPE_SECRET_KEY.'],
  purchaseGone: ['There is no such purchase.'],
  database: [
    'Connection terminated unexpectedly',
    'timeout exceeded when trying to connect',
    'canceling statement due to statement timeout',
    'connect ECONNREFUSED 127.0.0.1:5432',
  ],
  keyRefused: [
    'Invalid API Key provided: sk_live_***1234',
    "The provided key 'rk_live_***1234' does not have the required permissions for this endpoint on account 'acct_1'.",
  ],
  tooOften: ['Request rate limit exceeded. Learn more about rate limits here.'],
  objectUnknown: ["No such payment_intent: 'pi_123'", "No such checkout.session: 'cs_123'"],
  noConnection: [
    'An error occurred with our connection to Stripe. Request was retried 2 times.',
    'The payment provider did not answer as expected. Nothing was charged; try again in a moment.',
    'getaddrinfo ENOTFOUND api.stripe.com',
  ],
  stripeFailed: ['An unknown error occurred', 'Invalid JSON received from the Stripe API'],
  purchaseUnknown: ['session cs_1 names the purchase p-1, which is not here'],
  wrongVersion: ['API version 2019-02-11 is not the one this release speaks'],
  otherSession: ['session cs_1 was paid, but purchase p-1 has another session'],
  paymentUnknown: ['payment pi_1 names the purchase p-1, which is not here'],
  otherPayment: ['payment pi_1 was made, but purchase p-1 has another payment'],
};

const said = (kept: string, locale: 'en' | 'de', place: 'endpoint' | 'stripe') => explainFailure(kept, locale, place);

describe.each(LOCALES)('in %s', (locale) => {
  const { endpoint, stripe } = MESSAGES[locale].failures;

  test.each(Object.entries(ENDPOINT))('a try that failed by %s says so, with what to do', (kind, texts) => {
    for (const kept of texts) {
      expect(said(kept, locale, 'endpoint'), kept).toEqual({
        text: endpoint[kind as keyof typeof ENDPOINT],
        raw: kept,
      });
    }
  });

  test.each(Object.entries(STRIPE))('an event that failed by %s says so, with what to do', (kind, texts) => {
    for (const kept of texts) {
      const { text, raw } = said(kept, locale, 'stripe');
      const [beginning = ''] = stripe[kind as keyof typeof STRIPE].split('{');
      expect(text.startsWith(beginning), kept).toBe(true);
      expect(raw).toBe(kept);
    }
  });

  test('every kind that has words is met, and what is unknown keeps its own', () => {
    expect(Object.keys(endpoint).sort()).toEqual([...Object.keys(ENDPOINT), 'other'].sort());
    expect(Object.keys(stripe).sort()).toEqual([...Object.keys(STRIPE), 'other'].sort());
    expect(said('the moon is wrong', locale, 'endpoint')).toEqual({ text: endpoint.other, raw: 'the moon is wrong' });
    expect(said('the moon is wrong', locale, 'stripe')).toEqual({ text: stripe.other, raw: 'the moon is wrong' });
  });
});

test('what an event is about is named in the words', () => {
  expect(said("No such payment_intent: 'pi_123'", 'de', 'stripe').text).toContain('Stripe kennt pi_123 ');
  const { text } = said('session cs_1 names the purchase {p}, which is not here', 'de', 'stripe');
  expect(text).toContain('cs_1');
  expect(text).toContain('{p}');
});

test('sentences of our own need no raw text beside them', () => {
  expect(said('The data is busy. Try again in a moment.', 'de', 'stripe').raw).toBeNull();
});

test('every event that is parked at once says why in words', () => {
  const handlers = readdirSync('lib/billing/events').filter((name) => /^[a-z-]+\.ts$/.test(name));
  const files = ['webhook.ts', ...handlers.map((name) => `events/${name}`)];
  const source = files.map((name) => readFileSync(`lib/billing/${name}`, 'utf8'));
  const parked = [...source.join().matchAll(/(?:new ParkedEvent\(|problem = isKnown \? null : )`([^`]+)`/g)].map(
    ([, text = '']) => text.replace(/\$\{[\w.]+\}/g, 'x_1'),
  );
  expect(parked.length).toBeGreaterThanOrEqual(6);
  for (const kept of parked) expect(said(kept, 'de', 'stripe').text).not.toBe(MESSAGES.de.failures.stripe.other);
});

test('a port on which nobody listens is known by what this release of the client says', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const kept = await request(`http://127.0.0.1:${port}/`).catch((error: Error) => error.message);
  expect(said(String(kept), 'en', 'endpoint').text).toBe(MESSAGES.en.failures.endpoint.refused);
  const stripe = new Stripe('sk_test_x', { host: '127.0.0.1', port, protocol: 'http', maxNetworkRetries: 0 });
  const error = await stripe.balance.retrieve().catch((failed: Error) => failed);
  expect(said((error as Error).message, 'en', 'stripe').text).toBe(MESSAGES.en.failures.stripe.noConnection);
});
