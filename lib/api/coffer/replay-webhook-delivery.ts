import { missing } from '../../auth/policy';
import { AppError } from '../../errors';
import { isUuid } from '../../ids';
import { once } from '../once';
import { writeOperation } from '../operation';
import { DELIVERY_COLUMNS, type DeliveryRow, toWireDelivery } from './delivery-row';
import { readEndpoint } from './endpoint-row';

/**
 * POST /v1/webhook-endpoints/{endpointId}/deliveries/{deliveryId}/replay: sends the same event again, with its id and a
 * new time, and with all its tries. Errors: not_found, conflict (disabled).
 */
export const replayWebhookDelivery = writeOperation({
  summary: 'Replay a delivery',
  policy: 'webhooks:manage',
  run: async ({ params: { endpointId = '', deliveryId = '' } }, ctx) =>
    once(ctx, async (client) => {
      const endpoint = await readEndpoint(client, ctx, endpointId, { lock: true });
      if (!isUuid(deliveryId)) throw missing('delivery');
      if (endpoint.disabledAt) throw new AppError('conflict', { detail: 'The endpoint is disabled. Enable it first.' });
      const { rows } = await client.query<DeliveryRow>(
        `UPDATE webhook_deliveries AS d SET status = 'pending', attempts = 0, next_try_at = now(), delivered_at = NULL
         WHERE d.workspace_id = $1 AND d.endpoint_id = $2 AND d.id = $3 RETURNING ${DELIVERY_COLUMNS}`,
        [ctx.scope.workspaceId, endpoint.id, deliveryId],
      );
      if (!rows[0]) throw missing('delivery');
      return rows[0];
    }),
  output: (delivery) => ({ data: toWireDelivery(delivery) }),
});
