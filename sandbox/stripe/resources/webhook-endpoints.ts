import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';
import { z } from 'zod';
import { newStripeId } from '../ids';
import type { Sandbox } from '../sandbox';
import { API_VERSION } from '../sandbox';
import { type Route, route } from '../wire/api';
import { invalidRequest, resourceMissing } from '../wire/errors';
import { listPage } from '../wire/list';
import { flag, listParams, metadata, params, text } from '../wire/params';

/** Stripe's own limit for an account. */
const MAX_ENDPOINTS = 16;

const url = z
  .url('is not a valid URL')
  .refine((given) => /^https?:/.test(given), 'must begin with http:// or https://');
const enabled_events = z
  .array(z.string().regex(/^(\*|[a-z0-9_]+(\.[a-z0-9_]+)+)$/, 'is not an event'), { error: 'missing' })
  .min(1, 'missing');

const createParams = params({
  url,
  enabled_events,
  // This sandbox knows one version; a real account takes all that Stripe ever published.
  api_version: z.literal(API_VERSION, { error: `is not a version this sandbox knows (${API_VERSION} is)` }).optional(),
  description: text.optional(),
  connect: flag.optional(),
  metadata,
});

function newEndpoint(sandbox: Sandbox, given: z.output<typeof createParams>): Stripe.WebhookEndpoint {
  if (sandbox.data.webhookEndpoints.size >= MAX_ENDPOINTS) {
    throw invalidRequest(`You have reached the maximum of ${MAX_ENDPOINTS} test webhook endpoints.`);
  }
  const endpoint: Stripe.WebhookEndpoint = {
    id: newStripeId('we'),
    object: 'webhook_endpoint',
    api_version: given.api_version ?? null,
    application: null,
    created: sandbox.clock.now(),
    description: given.description ?? null,
    enabled_events: given.enabled_events,
    livemode: false,
    metadata: given.metadata ?? {},
    status: 'enabled',
    url: given.url,
  };
  const secret = `whsec_${randomBytes(24).toString('base64url').replaceAll(/[-_]/g, 'x')}`;
  sandbox.data.webhookEndpoints.set(endpoint.id, endpoint);
  sandbox.data.endpointSecrets.set(endpoint.id, secret);
  sandbox.state.changed();
  return { ...endpoint, secret }; // shown this once
}

function findEndpoint(sandbox: Sandbox, id: string): Stripe.WebhookEndpoint {
  const endpoint = sandbox.data.webhookEndpoints.get(id);
  if (!endpoint) throw resourceMissing('webhook endpoint', id, 'webhook_endpoint');
  return endpoint;
}

/** Where events go. The addresses get events as the webhook target of the command line does, each signed with its secret. */
export const webhookEndpointRoutes: Route[] = [
  route('POST', '/v1/webhook_endpoints', createParams, (sandbox, { params: given }) => newEndpoint(sandbox, given)),
  route('GET', '/v1/webhook_endpoints', listParams({}), (sandbox, { params: asked }) =>
    listPage('/v1/webhook_endpoints', sandbox.data.webhookEndpoints.values(), asked),
  ),
  route('GET', '/v1/webhook_endpoints/:id', params({}), (sandbox, { id }) => findEndpoint(sandbox, id)),
  route(
    'POST',
    '/v1/webhook_endpoints/:id',
    params({
      url: url.optional(),
      enabled_events: enabled_events.optional(),
      description: text.optional(),
      disabled: flag.optional(),
      metadata,
    }),
    (sandbox, { id, params: changes }) => {
      const endpoint = findEndpoint(sandbox, id);
      if (changes.url !== undefined) endpoint.url = changes.url;
      if (changes.enabled_events) endpoint.enabled_events = changes.enabled_events;
      if (changes.description !== undefined) endpoint.description = changes.description || null;
      if (changes.disabled !== undefined) endpoint.status = changes.disabled ? 'disabled' : 'enabled';
      endpoint.metadata = { ...endpoint.metadata, ...changes.metadata };
      sandbox.state.changed();
      return endpoint;
    },
  ),
  route('DELETE', '/v1/webhook_endpoints/:id', params({}), (sandbox, { id }) => {
    findEndpoint(sandbox, id);
    sandbox.data.webhookEndpoints.delete(id);
    sandbox.data.endpointSecrets.delete(id);
    sandbox.state.changed();
    return { id, object: 'webhook_endpoint', deleted: true } satisfies Stripe.DeletedWebhookEndpoint;
  }),
];
