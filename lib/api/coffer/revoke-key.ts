import { z } from 'zod';
import { forgetKeys, revokeKeyIn } from '../../auth/keys';
import { once } from '../once';
import { writeOperation } from '../operation';
import { customerRef, optional, reason } from '../schema';
import { toWireKey, traceOf } from './key-wire';

/**
 * POST /v1/keys/{keyId}/revoke: ends it, within a second on every process. A second time changes nothing.
 * Errors: not_found.
 */
export const revokeKey = writeOperation({
  summary: 'Revoke an API key',
  policy: 'keys:manage',
  body: z.strictObject({ customerId: optional(customerRef), reason: optional(reason) }),
  run: async ({ params: { keyId = '' }, body }, ctx) => {
    const input = { workspaceId: ctx.scope.workspaceId, keyId, reason: body.reason };
    const written = await once(ctx, (client) => revokeKeyIn(client, ctx.actor, input, traceOf(ctx)));
    forgetKeys();
    return written;
  },
  output: (key) => ({ data: toWireKey(key) }),
});
