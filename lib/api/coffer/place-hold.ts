import { writeOperation } from '../operation';
import { resolveBehalf, resolveOwner } from '../resolve';
import { fallback, integer, optional, owner, positiveAmount, usageContext, writeBody } from '../schema';
import { toWireHeld } from './wire';

/** 15 minutes when nothing is said; 7 days at most. */
export const ttlSeconds = integer({ min: 1, max: 604_800 }, 'How long the hold lasts; default 900.');

/**
 * POST /v1/holds: sets credits aside for work under way, to be captured or released.
 * Errors: insufficient_credits, budget_exceeded, not_found.
 */
export const placeHold = writeOperation({
  summary: 'Hold credits',
  policy: 'holds:spend',
  body: writeBody({
    amount: positiveAmount('Credits to set aside.'),
    ...owner,
    ...usageContext,
    ttlSeconds: optional(ttlSeconds),
    fallback: optional(fallback),
  }),
  run: async ({ body }, ctx) => {
    const walletOwner = await resolveOwner(body, ctx);
    return ctx.ledger.placeHold({
      ...ctx.write(body.dryRun),
      owner: walletOwner,
      amountMicro: body.amount,
      memberId: await resolveBehalf(body.onBehalfOf, walletOwner, ctx),
      feature: body.feature,
      contextId: body.contextId,
      contextDescription: body.contextDescription,
      metadata: body.metadata,
      ttlSeconds: body.ttlSeconds,
      fallback: body.fallback,
    });
  },
  output: (result) => ({ data: toWireHeld(result) }),
});
