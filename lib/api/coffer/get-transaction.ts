import { operation } from '../operation';
import { readTransaction } from '../visible';
import { toWireTransaction } from './wire';

/** GET /v1/transactions/{transactionId}. Errors: not_found. */
export const getTransaction = operation({
  summary: 'Read one transaction',
  policy: 'transactions:view',
  run: ({ params }, ctx) => readTransaction(ctx, params.transactionId),
  output: (row) => ({ data: toWireTransaction(row) }),
});
