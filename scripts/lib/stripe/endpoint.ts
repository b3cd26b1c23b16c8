import type Stripe from 'stripe';
import { HANDLED_EVENTS } from '../../../lib/billing/events';
import { STRIPE_API_VERSION } from '../../../lib/billing/stripe';

export const WEBHOOK_PATH = '/api/stripe/webhook';
const DESCRIPTION = 'Coffer';

export type EndpointOutcome =
  | { did: 'created' | 'replaced'; id: string; secret: string }
  | { did: 'updated' | 'left'; id: string };

type Wanted = Stripe.WebhookEndpointCreateParams['enabled_events'];

const sameEvents = (endpoint: Stripe.WebhookEndpoint): boolean =>
  [...endpoint.enabled_events].sort().join() === [...HANDLED_EVENTS].sort().join();

async function findAll(stripe: Stripe, url: string): Promise<Stripe.WebhookEndpoint[]> {
  const found: Stripe.WebhookEndpoint[] = [];
  for await (const endpoint of stripe.webhookEndpoints.list({ limit: 100 })) {
    if (endpoint.url === url) found.push(endpoint);
  }
  return found;
}

async function create(stripe: Stripe, url: string): Promise<{ id: string; secret: string }> {
  const { id, secret } = await stripe.webhookEndpoints.create({
    url,
    enabled_events: [...HANDLED_EVENTS] satisfies Wanted,
    api_version: STRIPE_API_VERSION,
    description: DESCRIPTION,
  });
  if (!secret) throw new Error('Stripe made the endpoint but told no signing secret: look it up in the dashboard.');
  return { id, secret };
}

/**
 * Brings the webhook endpoint for `url` into being: the SDK's version of the API, and just the events that are used.
 * Run again it changes what differs, and nothing else. The version of an endpoint cannot be changed, so one of another
 * version is replaced, and turned off. `isReplaced`: makes a new one in any case, for a new signing secret.
 */
export async function settleEndpoint(stripe: Stripe, url: string, isReplaced = false): Promise<EndpointOutcome> {
  const known = await findAll(stripe, url);
  const fit = known.find(({ api_version: version }) => version === STRIPE_API_VERSION);
  if (fit && !isReplaced) {
    if (sameEvents(fit) && fit.status === 'enabled') return { did: 'left', id: fit.id };
    await stripe.webhookEndpoints.update(fit.id, { enabled_events: [...HANDLED_EVENTS], disabled: false });
    return { did: 'updated', id: fit.id };
  }
  const made = await create(stripe, url);
  for (const { id } of known) await stripe.webhookEndpoints.update(id, { disabled: true });
  return { did: known.length > 0 ? 'replaced' : 'created', ...made };
}
