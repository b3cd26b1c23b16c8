import { AppError } from '../../errors';
import { newId } from '../../ids';
import { bodyOf } from '../../webhooks/enqueue';
import { TEST_EVENT } from '../../webhooks/events';
import { once } from '../once';
import { writeOperation } from '../operation';
import { DELIVERY_COLUMNS, type DeliveryRow, toWireDelivery } from './delivery-row';
import { readEndpoint } from './endpoint-row';

/**
 * POST /v1/webhook-endpoints/{endpointId}/test: sends a `webhook.test` event by the ordinary road; its delivery tells
 * what became of it. Errors: not_found, conflict (disabled).
 */
export const testWebhookEndpoint = writeOperation({
  summary: 'Send a test event to a webhook endpoint',
  policy: 'webhooks:manage',
  run: async ({ params: { endpointId = '' } }, ctx) =>
    once(ctx, async (client) => {
      const endpoint = await readEndpoint(client, ctx, endpointId, { lock: true });
      if (endpoint.disabledAt) throw new AppError('conflict', { detail: 'The endpoint is disabled. Enable it first.' });
      const { workspaceId } = ctx.scope;
      const payload = bodyOf(TEST_EVENT, new Date(), { customerId: workspaceId, endpointId: endpoint.id });
      const { rows } = await client.query<DeliveryRow>(
        `INSERT INTO webhook_deliveries AS d (workspace_id, id, endpoint_id, event_id, type, payload)
         VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${DELIVERY_COLUMNS}`,
        [workspaceId, newId(), endpoint.id, newId(), TEST_EVENT, payload],
      );
      return rows[0] as DeliveryRow;
    }),
  output: (delivery) => ({ data: toWireDelivery(delivery) }),
});
