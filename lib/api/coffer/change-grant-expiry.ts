import { formatAmount } from '../amount';
import { endOfDay } from '../dates';
import { type AuditNote, writeOperation } from '../operation';
import { timeZoneOf } from '../resolve';
import { dateOrInstant, optional, positiveAmount, reason, writeBody } from '../schema';
import { readGrant } from '../visible';
import { toWireFigures, toWireGrant, toWireTransaction } from './wire';

/**
 * POST /v1/grants/{grantId}/expiry: moves the end of a grant, or of a part of it, which becomes a grant of its own with
 * the same cost. `expiresAt: null` means never. Errors: not_found, grant_ended, validation_failed.
 */
export const changeGrantExpiry = writeOperation({
  summary: 'Change when a grant expires',
  policy: 'credits:admin',
  body: writeBody({
    expiresAt: dateOrInstant('The new end; null: never. A date is its last moment.').nullable(),
    amount: optional(positiveAmount('Only this much of it; default the whole grant.')),
    reason: optional(reason),
  }),
  run: async ({ params, body }, ctx) => {
    const { id: grantId } = await readGrant(ctx, params.grantId);
    const { expiresAt } = body;
    const isDate = expiresAt !== null && 'date' in expiresAt;
    const at = isDate ? endOfDay(expiresAt.date, await timeZoneOf(ctx.scope.workspaceId)) : (expiresAt?.at ?? null);
    const audit: AuditNote = {
      action: 'grant.change_expiry',
      targetKind: 'grant',
      targetId: grantId,
      reason: body.reason,
      after: { expiresAt: at, amount: body.amount === undefined ? null : formatAmount(body.amount) },
    };
    return ctx.ledger.changeExpiry({
      ...ctx.write(body.dryRun, audit),
      grantId,
      expiresAt: at,
      amountMicro: body.amount,
      reason: body.reason,
    });
  },
  output: ({ grant, remainder, transaction, ...figures }) => ({
    data: {
      transactionId: transaction.id,
      ...toWireFigures(figures),
      grant: toWireGrant(grant),
      remainder: remainder && toWireGrant(remainder),
      transaction: toWireTransaction(transaction),
    },
  }),
});
