import { writeOperation } from '../operation';
import { writeBody } from '../schema';
import { readHold } from '../visible';
import { ttlSeconds } from './place-hold';
import { toWireHeld } from './wire';

/** POST /v1/holds/{holdId}/extend: lasts so long from now on, 7 days in all. Errors: not_found, hold_ended. */
export const extendHold = writeOperation({
  summary: 'Extend a hold',
  policy: 'holds:spend',
  body: writeBody({ ttlSeconds }),
  run: async ({ params, body }, ctx) => {
    const { id: holdId } = await readHold(ctx, params.holdId);
    return ctx.ledger.extendHold({ ...ctx.write(body.dryRun), holdId, ttlSeconds: body.ttlSeconds });
  },
  output: (result) => ({ data: toWireHeld(result) }),
});
