import type { z } from 'zod';
import type { ConsumeInput, ConsumeResult } from '../../ledger/types';
import { formatAmount } from '../amount';
import { type ApiContext, writeOperation } from '../operation';
import { resolveBehalf, resolveOwner } from '../resolve';
import { fallback, instant, optional, owner, positiveAmount, reason, usageContext, writeBody } from '../schema';
import { toWireFigures, toWireTransaction } from './wire';

/** One spend, alone or in a batch. */
export const consumeFields = {
  amount: positiveAmount('Credits to spend.'),
  ...owner,
  ...usageContext,
  occurredAt: optional(instant('When it happened; default now. Back to 72 hours, at most 5 minutes ahead.')),
  fallback: optional(fallback),
  reason: optional(reason),
};

const ConsumeBody = writeBody(consumeFields);

type ConsumeFields = Omit<z.output<typeof ConsumeBody>, 'customerId' | 'dryRun'>;

/** What the ledger wants to know of one spend. Errors: not_found. */
export async function toConsumeItem(fields: ConsumeFields, ctx: ApiContext) {
  const walletOwner = await resolveOwner(fields, ctx);
  return {
    owner: walletOwner,
    amountMicro: fields.amount,
    memberId: await resolveBehalf(fields.onBehalfOf, walletOwner, ctx),
    feature: fields.feature,
    contextId: fields.contextId,
    contextDescription: fields.contextDescription,
    metadata: fields.metadata,
    occurredAt: fields.occurredAt,
    fallback: fields.fallback,
    reason: fields.reason,
  } satisfies Partial<ConsumeInput>;
}

export const toWireConsumed = ({ transaction, ...figures }: ConsumeResult) => ({
  transactionId: transaction.id,
  ...toWireFigures(figures),
  amount: formatAmount(-transaction.amountMicro),
  balanceBefore: formatAmount(transaction.balanceBeforeMicro),
  balanceAfter: formatAmount(transaction.balanceAfterMicro),
  transaction: toWireTransaction(transaction),
});

/**
 * POST /v1/credits/consume: spends credits, from the user's wallet, the team's or the customer's.
 * Errors: insufficient_credits and budget_exceeded (402), not_found, occurred_at_out_of_range, overloaded.
 */
export const consume = writeOperation({
  summary: 'Spend credits',
  policy: 'credits:spend',
  body: ConsumeBody,
  run: async ({ body }, ctx) => ctx.ledger.consume({ ...ctx.write(body.dryRun), ...(await toConsumeItem(body, ctx)) }),
  output: (result) => ({ data: toWireConsumed(result) }),
});
