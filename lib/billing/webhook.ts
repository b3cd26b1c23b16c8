import Stripe from 'stripe';
import { getPool } from '../db/pool';
import { getEnv } from '../env';
import { log } from '../log';
import { isHandled } from './events';
import { expectsLivemode, STRIPE_API_VERSION } from './stripe';

export const MAX_WEBHOOK_BYTES = 512 * 1024;

/** Seconds that a signature's time may lie back, and ahead. Never 0: the SDK takes that for "no check". */
const TOLERANCE_SECONDS = 300;

export interface WebhookReply {
  status: 200 | 400 | 413 | 503;
  body: { received: true } | { error: string };
  /** An event that was new: the inbox has work. */
  isNew: boolean;
}

const refuse = (status: 400 | 413 | 503, error: string): WebhookReply => ({ status, body: { error }, isNew: false });

const secrets = (): string[] =>
  (getEnv().STRIPE_WEBHOOK_SECRET ?? '')
    .split(',')
    .map((secret) => secret.trim())
    .filter(Boolean);

/** The signature's own time. The SDK refuses old ones; one from the future it would let pass. */
function isFromTheFuture(header: string, nowMs: number): boolean {
  const times = [...header.matchAll(/(?:^|,)\s*t=(\d+)/g)].map((match) => Number(match[1]));
  return times.some((time) => time > nowMs / 1000 + TOLERANCE_SECONDS);
}

/** The event if one of the secrets signed exactly these bytes, else null. During a rotation there are two secrets. */
function verify(body: Uint8Array, header: string, nowMs: number): Stripe.Event | null {
  if (isFromTheFuture(header, nowMs)) return null;
  for (const secret of secrets()) {
    try {
      return Stripe.webhooks.constructEvent(body, header, secret, TOLERANCE_SECONDS, undefined, nowMs);
    } catch (error) {
      if (error instanceof SyntaxError) return null; // signed, but no JSON
    }
  }
  return null;
}

const isEvent = (event: Stripe.Event | null): event is Stripe.Event =>
  event?.object === 'event' && typeof event.id === 'string' && typeof event.type === 'string';

/**
 * Stores an event once; false when it was there already. `isFetched`: read from Stripe's list, not delivered. Listed
 * events have the version that the account had when they were made, which nobody chooses for them; all that is used of
 * them is which object they are about.
 */
export async function storeEvent(event: Stripe.Event, { isFetched = false } = {}): Promise<boolean> {
  const major = (version: string) => version.split('.')[1];
  const isKnown = isFetched || event.api_version === null || major(event.api_version) === major(STRIPE_API_VERSION);
  const problem = isKnown ? null : `API version ${event.api_version} is not the one this release speaks`;
  const { rowCount } = await getPool().query(
    `INSERT INTO stripe_events (id, type, api_version, livemode, payload, next_try_at, error)
     VALUES ($1, $2, $3, $4, $5, CASE WHEN $6::text IS NULL THEN date_trunc('milliseconds', now()) END, $6) ON CONFLICT (id) DO NOTHING`,
    [event.id, event.type, event.api_version, event.livemode, JSON.stringify(event), problem],
  );
  const isNew = rowCount === 1;
  if (isNew && problem)
    log.error({ event: 'stripe.event_parked', eventId: event.id, problem }, 'set the endpoint to our version');
  return isNew;
}

/**
 * Takes a delivery of Stripe's: the signature is checked on the raw bytes before anything parses or stores them, the
 * event is stored before it is acknowledged, and worked on after (inbox.ts). Types that nothing handles are
 * acknowledged and forgotten.
 */
export async function receiveWebhook(
  body: Uint8Array,
  signature: string | null,
  nowMs = Date.now(),
): Promise<WebhookReply> {
  if (body.byteLength > MAX_WEBHOOK_BYTES) return refuse(413, 'The body is larger than 512 kB.');
  if (secrets().length === 0) return refuse(503, 'STRIPE_WEBHOOK_SECRET is not set.');
  const event = signature ? verify(body, signature, nowMs) : null;
  if (!isEvent(event)) return refuse(400, 'The signature does not fit.');
  if (event.livemode !== expectsLivemode()) {
    return refuse(400, `A ${event.livemode ? 'live' : 'test'} event does not belong here.`);
  }
  if (!isHandled(event.type)) return { status: 200, body: { received: true }, isNew: false };
  return { status: 200, body: { received: true }, isNew: await storeEvent(event) };
}
