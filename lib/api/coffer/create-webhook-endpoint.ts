import { z } from 'zod';
import { createEndpoint, type ShownEndpoint } from '../../webhooks/endpoints';
import { once } from '../once';
import { writeOperation } from '../operation';
import { customerRef, optional, prose } from '../schema';
import { endpointEvents, endpointUrl, toWireShownEndpoint, withoutEndpointSecret } from './endpoint-row';

/**
 * POST /v1/webhook-endpoints: is told what happens from now on, signed as Standard Webhooks say. The secret is in this
 * answer only. Errors: validation_failed, conflict (20 endpoints already).
 */
export const createWebhookEndpoint = writeOperation({
  summary: 'Create a webhook endpoint',
  policy: 'webhooks:manage',
  body: z.strictObject({
    customerId: optional(customerRef),
    url: endpointUrl,
    description: optional(prose(200, 'A sentence for people.')),
    events: optional(endpointEvents),
  }),
  run: async ({ body: { customerId: _, ...input } }, ctx) =>
    once<ShownEndpoint>(ctx, (client) => createEndpoint(client, ctx, input), { remember: withoutEndpointSecret }),
  output: (shown) => ({ data: toWireShownEndpoint(shown) }),
});
