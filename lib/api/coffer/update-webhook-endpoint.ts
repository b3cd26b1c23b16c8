import { z } from 'zod';
import { audit, definedOf, once } from '../once';
import { writeOperation } from '../operation';
import { customerRef, optional, prose } from '../schema';
import {
  ENDPOINT_COLUMNS,
  type EndpointRow,
  endpointEvents,
  endpointUrl,
  loggedUrl,
  readEndpoint,
  toWireEndpoint,
} from './endpoint-row';
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
  run: async ({ params: { endpointId = '' }, body: { customerId: _, isEnabled, ...wanted } }, ctx) =>
    once(ctx, async (client) => {
      const before = await readEndpoint(client, ctx, endpointId, { lock: true });
      const after = { ...before, ...definedOf(wanted) };
      const wasEnabled = before.disabledAt === null;
      const { rows } = await client.query<EndpointRow>(
        `UPDATE webhook_endpoints AS e SET url = $3, description = $4, events = $5,
           disabled_at = CASE WHEN $6 THEN NULL ELSE coalesce(e.disabled_at, now()) END,
           disabled_reason = CASE WHEN $6 THEN NULL ELSE coalesce(e.disabled_reason, 'asked') END
         WHERE e.workspace_id = $1 AND e.id = $2 RETURNING ${ENDPOINT_COLUMNS}`,
        [ctx.scope.workspaceId, before.id, after.url, after.description, after.events, isEnabled ?? wasEnabled],
      );
      await audit(client, ctx, {
        action: 'webhook_endpoint.update',
        targetKind: 'webhook_endpoint',
        targetId: before.id,
        before: { url: loggedUrl(before.url), events: before.events, isEnabled: wasEnabled },
        after: { url: loggedUrl(after.url), events: after.events, isEnabled: isEnabled ?? wasEnabled },
      });
      return rows[0] as EndpointRow;
    }),
  output: (endpoint) => ({ data: toWireEndpoint(endpoint) }),
});
