import { getPool } from '../../db/pool';
import { readEndpoint } from '../../webhooks/endpoints';
import { operation } from '../operation';
import { toWireEndpoint } from './endpoint-row';

/** GET /v1/webhook-endpoints/{endpointId}. Errors: not_found. */
export const getWebhookEndpoint = operation({
  summary: 'Get a webhook endpoint',
  policy: 'webhooks:view',
  run: async ({ params: { endpointId = '' } }, ctx) => readEndpoint(getPool(), ctx, endpointId),
  output: (endpoint) => ({ data: toWireEndpoint(endpoint) }),
});
