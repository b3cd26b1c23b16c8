import { removeEndpoint } from '../../webhooks/endpoints';
import { once } from '../once';
import { writeOperation } from '../operation';
import { toWireEndpoint } from './endpoint-row';

/** DELETE /v1/webhook-endpoints/{endpointId}: with its outbox. Errors: not_found. */
export const removeWebhookEndpoint = writeOperation({
  summary: 'Remove a webhook endpoint',
  policy: 'webhooks:manage',
  run: async ({ params: { endpointId = '' } }, ctx) => once(ctx, (client) => removeEndpoint(client, ctx, endpointId)),
  output: (endpoint) => ({ data: toWireEndpoint(endpoint) }),
});
