import { z } from 'zod';
import { operation } from '../operation';
import { pageQuery, toPageRequest, toWirePage } from '../paging';
import { readQuery } from '../schema';
import { toWireFigures, toWireWallet } from './wire';

const OWNER_KINDS = { customer: 'workspace', user: 'member', team: 'team' } as const;

/** GET /v1/wallets: the customer's wallets with their figures now, oldest first. Errors: validation_failed. */
export const listWallets = operation({
  summary: 'List wallets',
  policy: 'members:view',
  query: readQuery({
    ...pageQuery,
    owner: z.enum(['customer', 'user', 'team']).meta({ description: 'Only wallets of this kind.' }).optional(),
  }),
  run: async ({ query }, { ledger, scope: { workspaceId, mode } }) =>
    ledger.listWallets(
      { workspaceId, mode, ownerKind: query.owner && OWNER_KINDS[query.owner] },
      { order: 'asc', ...toPageRequest(query) },
    ),
  output: (page) => toWirePage(page, (wallet) => ({ ...toWireWallet(wallet), ...toWireFigures(wallet) })),
});
