import { operation } from '../operation';
import { readHold } from '../visible';
import { toWireHold } from './wire';

/** GET /v1/holds/{holdId}. Errors: not_found. */
export const getHold = operation({
  summary: 'Read one hold',
  policy: 'holds:view',
  run: ({ params }, ctx) => readHold(ctx, params.holdId),
  output: (hold) => ({ data: toWireHold(hold) }),
});
