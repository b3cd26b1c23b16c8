import { z } from 'zod';
import { createEndpointSecret, sealSecret } from '../../webhooks/secret';
import { audit, once } from '../once';
import { writeOperation } from '../operation';
import { customerRef, integer, optional } from '../schema';
import {
  ENDPOINT_COLUMNS,
  type EndpointRow,
  readEndpoint,
  type ShownEndpoint,
  toWireShownEndpoint,
  withoutEndpointSecret,
} from './endpoint-row';

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
    once<ShownEndpoint>(
      ctx,
      async (client) => {
        const { id } = await readEndpoint(client, ctx, endpointId, { lock: true });
        const secret = createEndpointSecret();
        const { rows } = await client.query<EndpointRow>(
          `UPDATE webhook_endpoints AS e SET previous_secret = e.secret, secret = $3,
             previous_secret_until = now() + make_interval(secs => $4)
           WHERE e.workspace_id = $1 AND e.id = $2 RETURNING ${ENDPOINT_COLUMNS}`,
          [ctx.scope.workspaceId, id, sealSecret(secret, id), overlapSeconds],
        );
        await audit(client, ctx, {
          action: 'webhook_endpoint.rotate_secret',
          targetKind: 'webhook_endpoint',
          targetId: id,
          after: { overlapSeconds },
        });
        return { endpoint: rows[0] as EndpointRow, secret };
      },
      { remember: withoutEndpointSecret },
    ),
  output: (shown) => ({ data: toWireShownEndpoint(shown) }),
});
