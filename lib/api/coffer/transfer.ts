import { z } from 'zod';
import { formatAmount } from '../amount';
import { type AuditNote, writeOperation } from '../operation';
import { ownerIdOf, resolveOwner } from '../resolve';
import { optional, owner, positiveAmount, reason, writeBody } from '../schema';
import { toWireFigures, toWireGrant, toWireTransaction } from './wire';

const Wallet = z.strictObject(owner).meta({ description: "A user's wallet, a team's, or ({}) the customer's own." });

/**
 * POST /v1/transfers: moves credits between two wallets of the customer; they keep their expiry and their cost.
 * Errors: insufficient_credits, not_found, validation_failed.
 */
export const transfer = writeOperation({
  summary: 'Move credits between wallets',
  policy: 'credits:transfer',
  body: writeBody({
    from: Wallet,
    to: Wallet,
    amount: positiveAmount('Credits to move.'),
    reason: optional(reason),
  }),
  run: async ({ body }, ctx) => {
    const [from, to] = [await resolveOwner(body.from, ctx), await resolveOwner(body.to, ctx)];
    const { workspaceId } = ctx.scope;
    const audit: AuditNote = {
      action: 'credits.transfer',
      targetKind: to.kind,
      targetId: ownerIdOf(to, workspaceId),
      reason: body.reason,
      after: { amount: formatAmount(body.amount), from: { kind: from.kind, id: ownerIdOf(from, workspaceId) } },
    };
    return ctx.ledger.transfer({
      ...ctx.write(body.dryRun, audit),
      from,
      to,
      amountMicro: body.amount,
      reason: body.reason,
    });
  },
  output: (result) => ({
    data: {
      amount: formatAmount(result.in.amountMicro),
      from: toWireFigures(result.from),
      to: toWireFigures(result.to),
      out: toWireTransaction(result.out),
      in: toWireTransaction(result.in),
      grants: result.grants.map(toWireGrant),
    },
  }),
});
