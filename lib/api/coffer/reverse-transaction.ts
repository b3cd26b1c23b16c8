import { formatAmount } from '../amount';
import { type AuditNote, writeOperation } from '../operation';
import { optional, positiveAmount, reason, writeBody } from '../schema';
import { readTransaction } from '../visible';
import { toWireFigures, toWireTransaction } from './wire';

/**
 * POST /v1/transactions/{transactionId}/reverse: gives a spend back, whole or in part, to the grants that paid for it.
 * Errors: not_found, already_reversed, validation_failed.
 */
export const reverseTransaction = writeOperation({
  summary: 'Reverse a spend',
  policy: 'credits:reverse',
  body: writeBody({
    amount: optional(positiveAmount('Credits to give back; default all that is left to reverse.')),
    reason,
  }),
  run: async ({ params, body }, ctx) => {
    const { id: transactionId } = await readTransaction(ctx, params.transactionId);
    const audit: AuditNote = {
      action: 'transaction.reverse',
      targetKind: 'transaction',
      targetId: transactionId,
      reason: body.reason,
      after: { amount: body.amount === undefined ? null : formatAmount(body.amount) },
    };
    return ctx.ledger.reverse({
      ...ctx.write(body.dryRun, audit),
      transactionId,
      amountMicro: body.amount,
      reason: body.reason,
    });
  },
  output: ({ transaction, reversibleMicro, endedTransactions, ...figures }) => ({
    data: {
      transactionId: transaction.id,
      amount: formatAmount(transaction.amountMicro),
      reversible: formatAmount(reversibleMicro),
      ...toWireFigures(figures),
      transaction: toWireTransaction(transaction),
      endedTransactions: endedTransactions.map(toWireTransaction),
    },
  }),
});
