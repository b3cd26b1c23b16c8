import { operation } from '../operation';
import { readQuery } from '../schema';
import { readHold } from '../visible';
import { expandQuery, expandRows, namedByHold } from './expand';
import { toWireHold } from './wire';

/** GET /v1/holds/{holdId}. Errors: not_found. */
export const getHold = operation({
  summary: 'Read one hold',
  policy: 'holds:view',
  query: readQuery(expandQuery(['user', 'team', 'onBehalfOf'])),
  run: async ({ params, query }, ctx) => {
    const row = await readHold(ctx, params.holdId);
    return { row, expand: await expandRows(ctx, query.expand, [row], namedByHold) };
  },
  output: ({ row, expand }) => ({ data: { ...toWireHold(row), ...expand(row) } }),
});
