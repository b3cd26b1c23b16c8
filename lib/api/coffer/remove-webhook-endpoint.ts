import { audit, once } from '../once';
import { writeOperation } from '../operation';
import { loggedUrl, readEndpoint, toWireEndpoint } from './endpoint-row';

/** DELETE /v1/webhook-endpoints/{endpointId}: with its outbox. Errors: not_found. */
export const removeWebhookEndpoint = writeOperation({
  summary: 'Remove a webhook endpoint',
  policy: 'webhooks:manage',
  run: async ({ params: { endpointId = '' } }, ctx) =>
    once(ctx, async (client) => {
      const endpoint = await readEndpoint(client, ctx, endpointId, { lock: true });
      await client.query('DELETE FROM webhook_endpoints WHERE workspace_id = $1 AND id = $2', [
        ctx.scope.workspaceId,
        endpoint.id,
      ]);
      await audit(client, ctx, {
        action: 'webhook_endpoint.remove',
        targetKind: 'webhook_endpoint',
        targetId: endpoint.id,
        before: { url: loggedUrl(endpoint.url) },
      });
      return endpoint;
    }),
  output: (endpoint) => ({ data: toWireEndpoint(endpoint) }),
});
