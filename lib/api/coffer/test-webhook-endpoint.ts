import { sendTestEvent } from '../../webhooks/endpoints';
import { once } from '../once';
import { writeOperation } from '../operation';
import { toWireDelivery } from './delivery-row';

/**
 * POST /v1/webhook-endpoints/{endpointId}/test: sends a `webhook.test` event by the ordinary road; its delivery tells
 * what became of it. Errors: not_found, conflict (disabled).
 */
export const testWebhookEndpoint = writeOperation({
  summary: 'Send a test event to a webhook endpoint',
  policy: 'webhooks:manage',
  run: async ({ params: { endpointId = '' } }, ctx) => once(ctx, (client) => sendTestEvent(client, ctx, endpointId)),
  output: (delivery) => ({ data: toWireDelivery(delivery) }),
});
