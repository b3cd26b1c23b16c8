import { getPool } from '../../db/pool';
import { AppError } from '../../errors';
import type { AuditNote } from '../operation';
import { bookDue } from '../wires/book-due';
import { isRecorded } from '../wires/is-recorded';
import { contextIn, wireOperation } from '../wires/wire-operation';
import { toCredit, toCreditStatus } from './codec';
import { togai } from './dialect';
import { creditNamed, findLot } from './get-credit';

/**
 * POST /credits/{credit_id}/void: what is left becomes unusable, what was used stays used. Only an ACTIVE credit can be
 * voided; its held part goes when the hold ends. Errors: invalid_request for a credit that has ended.
 */
export const voidCredit = wireOperation({
  dialect: togai,
  summary: 'Cancel a credit',
  policy: 'credits:admin',
  run: async (wire) => {
    const name = creditNamed(wire);
    const ctx = contextIn(wire, name.workspaceId);
    await bookDue(name.workspaceId, ctx.scope.mode);
    const { grant } = await findLot(wire, name);
    const reason = "Voided through Togai's API";
    const audit: AuditNote = { action: 'grant.void', targetKind: 'grant', targetId: name.grantId, reason };
    const write = ctx.write(false, audit);
    const status = toCreditStatus(grant.status);
    if (status !== 'ACTIVE' && !(await isRecorded(getPool(), name.workspaceId, write.idempotency))) {
      throw new AppError('invalid_request', { detail: `This credit is ${status} already and cannot be voided.` });
    }
    const { replayed } = await ctx.ledger.voidGrant({
      ...write,
      grantId: name.grantId,
      reason,
    });
    return { body: toCredit(await findLot(wire, name)), replayed };
  },
});
