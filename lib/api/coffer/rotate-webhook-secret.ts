import { z } from 'zod';
import { rotateEndpointSecret, type ShownEndpoint } from '../../webhooks/endpoints';
import { once } from '../once';
import { writeOperation } from '../operation';
import { customerRef, integer, optional } from '../schema';
import { toWireShownEndpoint, withoutEndpointSecret } from './endpoint-row';

const DAY_SECONDS = 24 * 3600;

/**
 * POST /v1/webhook-endpoints/{endpointId}/rotate-secret: until the overlap ends, every message carries a signature by
 * either secret. The new one is in this answer only. Errors: not_found, validation_failed.
 */
export const rotateWebhookSecret = writeOperation({
  summary: 'Rotate the secret of a webhook endpoint',
  policy: 'webhooks:manage',
  body: z.strictObject({
    customerId: optional(customerRef),
    overlapSeconds: optional(
      integer({ min: 0, max: 30 * DAY_SECONDS }, 'How long the old secret goes on signing too; default a day.'),
    ),
  }),
  run: async ({ params: { endpointId = '' }, body: { overlapSeconds = DAY_SECONDS } }, ctx) =>
    once<ShownEndpoint>(ctx, (client) => rotateEndpointSecret(client, ctx, endpointId, overlapSeconds), {
      remember: withoutEndpointSecret,
    }),
  output: (shown) => ({ data: toWireShownEndpoint(shown) }),
});
