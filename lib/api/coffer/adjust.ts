import { formatAmount } from '../amount';
import { type AuditNote, writeOperation } from '../operation';
import { ownerIdOf, resolveOwner } from '../resolve';
import { metadata, optional, owner, reason, signedAmount, writeBody } from '../schema';
import { toWireFigures, toWireGrant, toWireTransaction } from './wire';

/**
 * POST /v1/adjustments: corrects a balance up or down, for a reason. Errors: insufficient_credits, not_found.
 */
export const adjust = writeOperation({
  summary: 'Adjust a balance',
  policy: 'credits:admin',
  body: writeBody({
    amount: signedAmount('Credits, signed: negative takes away.'),
    ...owner,
    reason,
    metadata: optional(metadata),
  }),
  run: async ({ body }, ctx) => {
    const walletOwner = await resolveOwner(body, ctx);
    const audit: AuditNote = {
      action: 'balance.adjust',
      targetKind: walletOwner.kind,
      targetId: ownerIdOf(walletOwner, ctx.scope.workspaceId),
      reason: body.reason,
      after: { amount: formatAmount(body.amount) },
    };
    return ctx.ledger.adjust({
      ...ctx.write(body.dryRun, audit),
      owner: walletOwner,
      amountMicro: body.amount,
      reason: body.reason,
      metadata: body.metadata,
    });
  },
  output: ({ transaction, grant, ...figures }) => ({
    data: {
      transactionId: transaction.id,
      ...toWireFigures(figures),
      transaction: toWireTransaction(transaction),
      grant: grant && toWireGrant(grant),
    },
  }),
});
