import { writeOperation } from '../operation';
import { writeBody } from '../schema';
import { readHold } from '../visible';
import { toWireHeld } from './wire';

/** POST /v1/holds/{holdId}/release: gives back what is held. Errors: not_found, hold_ended. */
export const releaseHold = writeOperation({
  summary: 'Release a hold',
  policy: 'holds:release',
  body: writeBody({}),
  run: async ({ params, body }, ctx) => {
    const { id: holdId } = await readHold(ctx, params.holdId);
    return ctx.ledger.releaseHold({ ...ctx.write(body.dryRun), holdId });
  },
  output: (result) => ({ data: toWireHeld(result) }),
});
