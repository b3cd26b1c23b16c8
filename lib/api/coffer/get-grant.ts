import { operation } from '../operation';
import { readQuery } from '../schema';
import { readGrant } from '../visible';
import { expandQuery, expandRows, namedByGrant } from './expand';
import { toWireGrant } from './wire';

/** GET /v1/grants/{grantId}. Errors: not_found. */
export const getGrant = operation({
  summary: 'Read one grant',
  policy: 'credits:read',
  query: readQuery(expandQuery(['user', 'team'])),
  run: async ({ params, query }, ctx) => {
    const row = await readGrant(ctx, params.grantId);
    return { row, expand: await expandRows(ctx, query.expand, [row], namedByGrant) };
  },
  output: ({ row, expand }) => ({ data: { ...toWireGrant(row), ...expand(row) } }),
});
