import { getPool } from '../../db/pool';
import { Conditions } from '../../ledger/read/conditions';
import { DELIVERY_COLUMNS, type DeliveryRow, readEndpoint } from '../../webhooks/endpoints';
import { operation } from '../operation';
import { pageRows } from '../page-rows';
import { pageQuery, toPageRequest, toWirePage } from '../paging';
import { listOf, readQuery } from '../schema';
import { toWireDelivery } from './delivery-row';

/**
 * GET /v1/webhook-endpoints/{endpointId}/deliveries: what was sent or waits, newest first; 30 days are kept.
 * Errors: not_found, validation_failed.
 */
export const listWebhookDeliveries = operation({
  summary: 'List deliveries of a webhook endpoint',
  policy: 'webhooks:view',
  query: readQuery({
    ...pageQuery,
    status: listOf(['pending', 'delivered', 'dead'], 'One or several of: pending, delivered, dead.').optional(),
  }),
  run: async ({ params: { endpointId = '' }, query }, ctx) => {
    const endpoint = await readEndpoint(getPool(), ctx, endpointId);
    const where = new Conditions()
      .add('d.workspace_id = ? AND d.endpoint_id = ?', ctx.scope.workspaceId, endpoint.id)
      .addIf('d.status = ANY(?)', query.status);
    const select = `SELECT ${DELIVERY_COLUMNS} FROM webhook_deliveries d`;
    return pageRows<DeliveryRow>(toPageRequest(query), { select, where, alias: 'd' });
  },
  output: (page) => toWirePage(page, toWireDelivery),
});
