import { z } from 'zod';
import { operation } from '../operation';
import { pageQuery, toPageRequest, toWirePage } from '../paging';
import { readQuery } from '../schema';
import { expandQuery, expandRows, namedByWallet } from './expand';
import { toWireFigures, toWireWallet } from './wire';

const OWNER_KINDS = { customer: 'workspace', user: 'member', team: 'team' } as const;

/** GET /v1/wallets: the customer's wallets with their figures now, newest first. Errors: validation_failed. */
export const listWallets = operation({
  summary: 'List wallets',
  policy: 'members:view',
  query: readQuery({
    ...pageQuery,
    ...expandQuery(['user', 'team']),
    owner: z.enum(['customer', 'user', 'team']).meta({ description: 'Only wallets of this kind.' }).optional(),
  }),
  run: async ({ query }, ctx) => {
    const { workspaceId, mode } = ctx.scope;
    const page = await ctx.ledger.listWallets(
      { workspaceId, mode, ownerKind: query.owner && OWNER_KINDS[query.owner] },
      toPageRequest(query),
    );
    return { page, expand: await expandRows(ctx, query.expand, page.items, namedByWallet) };
  },
  output: ({ page, expand }) =>
    toWirePage(page, (wallet) => ({ ...toWireWallet(wallet), ...toWireFigures(wallet), ...expand(wallet) })),
});
