import { z } from 'zod';
import { changeEndpoint } from '../../webhooks/endpoints';
import { once } from '../once';
import { writeOperation } from '../operation';
import { customerRef, optional, prose } from '../schema';
import { endpointEvents, endpointUrl, toWireEndpoint } from './endpoint-row';
import { clearable } from './fields';

/**
 * PATCH /v1/webhook-endpoints/{endpointId}: what is left out stays. Enabling one sends what waits in its outbox.
 * Errors: not_found, validation_failed.
 */
export const updateWebhookEndpoint = writeOperation({
  summary: 'Update a webhook endpoint',
  policy: 'webhooks:manage',
  body: z.strictObject({
    customerId: optional(customerRef),
    url: endpointUrl.optional(),
    description: clearable(prose(200, 'A sentence for people.')),
    events: endpointEvents.optional(),
    isEnabled: z.boolean().meta({ description: 'Whether anything is sent to it.' }).optional(),
  }),
  run: async ({ params: { endpointId = '' }, body: { customerId: _, ...wanted } }, ctx) =>
    once(ctx, (client) => changeEndpoint(client, ctx, endpointId, wanted)),
  output: (endpoint) => ({ data: toWireEndpoint(endpoint) }),
});
