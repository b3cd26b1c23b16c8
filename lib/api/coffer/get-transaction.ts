import { operation } from '../operation';
import { readQuery } from '../schema';
import { readTransaction } from '../visible';
import { expandQuery, expandRows, namedByTransaction } from './expand';
import { toWireTransaction } from './wire';

/** GET /v1/transactions/{transactionId}. Errors: not_found. */
export const getTransaction = operation({
  summary: 'Read one transaction',
  policy: 'transactions:view',
  query: readQuery(expandQuery(['onBehalfOf', 'grant', 'hold'])),
  run: async ({ params, query }, ctx) => {
    const row = await readTransaction(ctx, params.transactionId);
    return { row, expand: await expandRows(ctx, query.expand, [row], namedByTransaction) };
  },
  output: ({ row, expand }) => ({ data: { ...toWireTransaction(row), ...expand(row) } }),
});
