import { z } from 'zod';
import { forgetKeys, rotateKeyIn } from '../../auth/keys';
import { once } from '../once';
import { writeOperation } from '../operation';
import { customerRef, integer, optional } from '../schema';
import { shown, toWireMadeKey, traceOf, withoutSecret } from './key-wire';

const MAX_OVERLAP_SECONDS = 30 * 24 * 3600;

/**
 * POST /v1/keys/{keyId}/rotate: a successor with the same rights; the old key works on for the overlap. The secret is in
 * this answer only. Errors: not_found, forbidden (a key that mints credits), conflict (revoked, expired, replaced).
 */
export const rotateKey = writeOperation({
  summary: 'Rotate an API key',
  policy: 'keys:manage',
  body: z.strictObject({
    customerId: optional(customerRef),
    overlapSeconds: optional(
      integer({ min: 0, max: MAX_OVERLAP_SECONDS }, 'How long the old key goes on working; default a day.'),
    ),
  }),
  run: async ({ params: { keyId = '' }, body: { overlapSeconds } }, ctx) => {
    const input = { workspaceId: ctx.scope.workspaceId, keyId, overlapSeconds };
    const written = await once(
      ctx,
      async (client) => shown(await rotateKeyIn(client, ctx.actor, input, traceOf(ctx))),
      { remember: withoutSecret },
    );
    forgetKeys();
    return written;
  },
  output: (made) => ({ data: toWireMadeKey(made) }),
});
