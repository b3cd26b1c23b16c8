import { AppError } from '../../errors';
import { contextIn, wireOperation } from '../wires/wire-operation';
import { toUserBalance } from './codec';
import { openmonetize } from './dialect';
import { customerOf, userOf } from './names';

/** GET …/users/{userId}/credits, with and without the customer in the path: one user's wallet. */
export const getUserCredits = wireOperation({
  dialect: openmonetize,
  summary: "Balance of one user's wallet",
  policy: 'credits:read',
  run: async (wire) => {
    const { customerId, userId = '' } = wire.call.params;
    const ctx = contextIn(wire, await customerOf(wire, customerId, 'path'));
    const { workspaceId, mode } = ctx.scope;
    const memberId = await userOf(ctx, userId, 'path');
    const view = memberId ? await ctx.ledger.balance({ workspaceId, mode, owner: { kind: 'member', memberId } }) : null;
    if (!view?.walletId) throw new AppError('not_found', { detail: 'This user has no wallet.' });
    return { body: { data: toUserBalance(view) } };
  },
});
