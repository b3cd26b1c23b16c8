import { type AuditNote, writeOperation } from '../operation';
import { reason, writeBody } from '../schema';
import { readGrant } from '../visible';
import { toWireFigures, toWireGrant, toWireTransaction } from './wire';

/**
 * POST /v1/grants/{grantId}/void: takes what is left, for a reason. What was used stays used; what a hold keeps goes
 * when the hold ends. A second void changes nothing. Errors: not_found, grant_ended.
 */
export const voidGrant = writeOperation({
  summary: 'Void the remainder of a grant',
  policy: 'credits:admin',
  body: writeBody({ reason }),
  run: async ({ params, body }, ctx) => {
    const { id: grantId } = await readGrant(ctx, params.grantId);
    const audit: AuditNote = { action: 'grant.void', targetKind: 'grant', targetId: grantId, reason: body.reason };
    return ctx.ledger.voidGrant({ ...ctx.write(body.dryRun, audit), grantId, reason: body.reason });
  },
  output: ({ grant, transaction, ...figures }) => ({
    data: {
      transactionId: transaction?.id ?? null,
      ...toWireFigures(figures),
      grant: toWireGrant(grant),
      transaction: transaction && toWireTransaction(transaction),
    },
  }),
});
