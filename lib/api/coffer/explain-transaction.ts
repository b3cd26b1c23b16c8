import { formatAmount } from '../amount';
import { operation } from '../operation';
import { readTransaction } from '../visible';
import { toWireGrant, toWireHold, toWireTransaction } from './wire';

/**
 * GET /v1/transactions/{transactionId}/explain: which grants paid and why in that order, the hold behind it, what it
 * reverses and what reverses it. Errors: not_found.
 */
export const explainTransaction = operation({
  summary: 'Explain one transaction',
  policy: 'transactions:view',
  run: async ({ params }, ctx) => {
    const { id: transactionId } = await readTransaction(ctx, params.transactionId);
    return ctx.ledger.explain({ workspaceId: ctx.scope.workspaceId, transactionId });
  },
  output: (view) => ({
    data: {
      transaction: toWireTransaction(view.transaction),
      orderBy: view.orderBy,
      allocations: view.allocations.map(({ grant, amountMicro, before }) => ({
        grantId: grant?.id ?? null,
        amount: formatAmount(amountMicro),
        beforeNextBecauseOf: before,
        grant: grant && toWireGrant(grant),
      })),
      hold: view.hold && toWireHold(view.hold),
      holdTransactions: view.holdTransactions.map(toWireTransaction),
      related: view.related && toWireTransaction(view.related),
      reversals: view.reversals.map(toWireTransaction),
      reversible: formatAmount(view.reversibleMicro),
    },
  }),
});
