import { operation } from '../operation';
import { resolveOwner } from '../resolve';
import { instant, ownerQuery, readQuery } from '../schema';
import { toWireBalance, toWireOwner } from './wire';

/**
 * GET /v1/wallets/balance: the exact balance of a user's wallet, a team's or the customer's own, now or as of a past
 * instant, with the grants behind it. All zero while nothing was ever granted to it. Errors: not_found,
 * validation_failed.
 */
export const getWalletBalance = operation({
  summary: 'Balance of a wallet, now or as of a past instant',
  policy: 'credits:read',
  query: readQuery({ ...ownerQuery, asOf: instant('A past instant; default now.').optional() }),
  run: async ({ query }, ctx) => {
    const { workspaceId, mode } = ctx.scope;
    const owner = await resolveOwner(query, ctx, { includeRemoved: true });
    return { owner, view: await ctx.ledger.balance({ workspaceId, mode, owner, asOf: query.asOf }) };
  },
  output: ({ owner, view }) => ({ data: { ...toWireOwner(owner), ...toWireBalance(view) } }),
});
