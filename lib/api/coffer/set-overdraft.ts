import { z } from 'zod';
import { AppError } from '../../errors';
import { formatAmount } from '../amount';
import { type AuditNote, writeOperation } from '../operation';
import { ownerIdOf, resolveOwner } from '../resolve';
import { optional, owner, positiveAmount, writeBody } from '../schema';
import { toWireFigures, toWireWallet } from './wire';

/**
 * PUT /v1/wallets/overdraft: how far below zero a wallet may go: not at all, down to a limit, or without one.
 * Errors: not_found, validation_failed.
 */
export const setOverdraft = writeOperation({
  summary: 'Set the overdraft of a wallet',
  policy: 'credits:admin',
  body: writeBody({
    ...owner,
    policy: z.enum(['none', 'limit', 'unlimited']),
    limit: optional(positiveAmount('The most debt; required with policy "limit", and only then.')),
  }),
  run: async ({ body }, ctx) => {
    if ((body.policy === 'limit') !== (body.limit !== undefined)) {
      throw new AppError('validation_failed', {
        detail: 'A limit belongs to the policy "limit", and to no other.',
        fields: [{ path: ['limit'], message: body.limit === undefined ? 'is required' : 'must be left out' }],
      });
    }
    const walletOwner = await resolveOwner(body, ctx);
    const audit: AuditNote = {
      action: 'wallet.set_overdraft',
      targetKind: walletOwner.kind,
      targetId: ownerIdOf(walletOwner, ctx.scope.workspaceId),
      after: { policy: body.policy, limit: body.limit === undefined ? null : formatAmount(body.limit) },
    };
    return ctx.ledger.setOverdraft({
      ...ctx.write(body.dryRun, audit),
      owner: walletOwner,
      policy: body.policy,
      limitMicro: body.limit,
    });
  },
  output: ({ wallet, ...figures }) => ({ data: { ...toWireWallet(wallet), ...toWireFigures(figures) } }),
});
