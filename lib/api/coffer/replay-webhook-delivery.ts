import { replayDelivery } from '../../webhooks/endpoints';
import { once } from '../once';
import { writeOperation } from '../operation';
import { toWireDelivery } from './delivery-row';

/**
 * POST /v1/webhook-endpoints/{endpointId}/deliveries/{deliveryId}/replay: sends the same event again, with its id and a
 * new time, and with all its tries. Errors: not_found, conflict (disabled).
 */
export const replayWebhookDelivery = writeOperation({
  summary: 'Replay a delivery',
  policy: 'webhooks:manage',
  run: async ({ params: { endpointId = '', deliveryId = '' } }, ctx) =>
    once(ctx, (client) => replayDelivery(client, ctx, { endpointId, deliveryId })),
  output: (delivery) => ({ data: toWireDelivery(delivery) }),
});
