import { z } from 'zod';
import { formatAmount } from '../amount';
import { writeOperation } from '../operation';
import { instant, optional, positiveAmount, writeBody } from '../schema';
import { readHold } from '../visible';
import { toWireFigures, toWireHold, toWireTransaction } from './wire';

/**
 * POST /v1/holds/{holdId}/capture: spends from the hold and gives the rest back. With `excess: "consume"` what goes
 * beyond the hold is spent as well, or nothing is. Errors: hold_ended, insufficient_credits, budget_exceeded, not_found.
 */
export const captureHold = writeOperation({
  summary: 'Capture a hold',
  policy: 'holds:spend',
  body: writeBody({
    amount: optional(positiveAmount('Credits to spend; default all that is held.')),
    excess: optional(
      z.enum(['refuse', 'consume']).meta({ description: 'What to do beyond the held amount; default refuse.' }),
    ),
    occurredAt: optional(instant('When it happened; default now.')),
  }),
  run: async ({ params, body }, ctx) => {
    const { id: holdId } = await readHold(ctx, params.holdId);
    return ctx.ledger.captureHold({
      ...ctx.write(body.dryRun),
      holdId,
      amountMicro: body.amount,
      excess: body.excess,
      occurredAt: body.occurredAt,
    });
  },
  output: ({ hold, transaction, excessTransaction, ...figures }) => ({
    data: {
      transactionId: transaction.id,
      amount: formatAmount(-transaction.amountMicro - (excessTransaction?.amountMicro ?? 0n)),
      ...toWireFigures(figures),
      hold: toWireHold(hold),
      transaction: toWireTransaction(transaction),
      excessTransaction: excessTransaction && toWireTransaction(excessTransaction),
    },
  }),
});
