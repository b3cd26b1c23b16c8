import { z } from 'zod';
import { KEY_SCOPES } from '../../auth/actor';
import { createKeyIn } from '../../auth/keys';
import { once } from '../once';
import { writeOperation } from '../operation';
import { resolveMember } from '../resolve';
import { customerRef, instant, label, optional, userRef } from '../schema';
import { shown, toWireMadeKey, traceOf, withoutSecret } from './key-wire';

/**
 * POST /v1/keys: a key for the customer, or for one member, in the books of the calling key. The secret is in this
 * answer only: a repetition under the same Idempotency-Key has the key without it. Scopes `grant` and `admin` are the
 * operator's to give. Errors: validation_failed, forbidden, not_found (user).
 */
export const createKey = writeOperation({
  summary: 'Create an API key',
  policy: 'keys:manage',
  body: z.strictObject({
    customerId: optional(customerRef),
    name: label(80, 'What it is for.'),
    scopes: z.array(z.enum(KEY_SCOPES)).min(1).max(4).meta({ description: 'What it may do; admin includes the rest.' }),
    userId: optional(userRef.meta({ description: 'Makes the key speak for this one user.' })),
    expiresAt: optional(instant('When it ends; default never.')),
    allowedIps: optional(
      z.array(z.string()).max(50).meta({ description: 'Addresses and CIDR blocks it may come from; none: any.' }),
    ),
  }),
  run: async ({ body }, ctx) => {
    const { workspaceId, mode } = ctx.scope;
    const memberId = body.userId === undefined ? null : await resolveMember(body.userId, ctx);
    const { name, scopes, expiresAt, allowedIps } = body;
    return once(
      ctx,
      async (client) => {
        const input = { workspaceId, memberId, name, mode, scopes, expiresAt, allowedIps };
        return shown(await createKeyIn(client, ctx.actor, input, traceOf(ctx)));
      },
      { remember: withoutSecret },
    );
  },
  output: (made) => ({ data: toWireMadeKey(made) }),
});
