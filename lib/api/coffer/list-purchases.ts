import { searchPurchases } from '../../billing';
import { operation } from '../operation';
import { pageQuery, toPageRequest, toWirePage } from '../paging';
import { listOf, readQuery } from '../schema';
import { toWirePurchase } from './purchase-wire';

const STATUSES = ['pending', 'processing', 'paid', 'failed', 'canceled', 'expired', 'review'] as const;

/** GET /v1/purchases: the customer's purchases in the key's books, newest first. Errors: validation_failed. */
export const listPurchases = operation({
  summary: 'List purchases',
  policy: 'purchases:view',
  query: readQuery({
    ...pageQuery,
    status: listOf(STATUSES, `One or several of: ${STATUSES.join(', ')}.`).optional(),
  }),
  run: async ({ query }, { scope: { workspaceId, mode } }) =>
    searchPurchases({ workspaceId, mode, statuses: query.status }, toPageRequest(query)),
  output: (page) => toWirePage(page, toWirePurchase),
});
