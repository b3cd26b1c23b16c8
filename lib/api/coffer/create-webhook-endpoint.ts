import { z } from 'zod';
import { AppError } from '../../errors';
import { newId } from '../../ids';
import { createEndpointSecret, sealSecret } from '../../webhooks/secret';
import { audit, once } from '../once';
import { writeOperation } from '../operation';
import { customerRef, optional, prose } from '../schema';
import {
  ENDPOINT_COLUMNS,
  type EndpointRow,
  endpointEvents,
  endpointUrl,
  loggedUrl,
  type ShownEndpoint,
  toWireShownEndpoint,
  withoutEndpointSecret,
} from './endpoint-row';

const MAX_ENDPOINTS = 20;

/**
 * POST /v1/webhook-endpoints: is told what happens from now on, signed as Standard Webhooks say. The secret is in this
 * answer only. Errors: validation_failed, conflict (20 endpoints already).
 */
export const createWebhookEndpoint = writeOperation({
  summary: 'Create a webhook endpoint',
  policy: 'webhooks:manage',
  body: z.strictObject({
    customerId: optional(customerRef),
    url: endpointUrl,
    description: optional(prose(200, 'A sentence for people.')),
    events: optional(endpointEvents),
  }),
  run: async ({ body }, ctx) => {
    const { workspaceId, mode } = ctx.scope;
    return once<ShownEndpoint>(
      ctx,
      async (client) => {
        await client.query('SELECT 1 FROM workspaces WHERE id = $1 FOR UPDATE', [workspaceId]); // so that the count holds
        const id = newId();
        const secret = createEndpointSecret();
        const { rows } = await client.query<EndpointRow>(
          `INSERT INTO webhook_endpoints AS e (workspace_id, id, mode, url, description, events, secret)
           SELECT $1, $2, $3::mode, $4, $5, $6, $7
           WHERE (SELECT count(*) FROM webhook_endpoints WHERE workspace_id = $1 AND mode = $3::mode) < $8
           RETURNING ${ENDPOINT_COLUMNS}`,
          [
            workspaceId,
            id,
            mode,
            body.url,
            body.description ?? null,
            body.events ?? [],
            sealSecret(secret, id),
            MAX_ENDPOINTS,
          ],
        );
        const endpoint = rows[0];
        if (!endpoint) throw new AppError('conflict', { detail: `There are ${MAX_ENDPOINTS} endpoints already.` });
        await audit(client, ctx, {
          action: 'webhook_endpoint.create',
          targetKind: 'webhook_endpoint',
          targetId: id,
          after: { url: loggedUrl(body.url), events: endpoint.events },
        });
        return { endpoint, secret };
      },
      { remember: withoutEndpointSecret },
    );
  },
  output: (shown) => ({ data: toWireShownEndpoint(shown) }),
});
