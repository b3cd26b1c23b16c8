import type { Route } from '../router';
import { getBalance, getWorkspaceBalance } from './get-balance';
import { search } from './search';
import { getChart, searchDaily } from './search-daily';

/** FlowHunt's calls, at the root as with the vendor. */
export const FLOWHUNT_ROUTES = [
  { method: 'GET', path: '/v2/credits/balance', operation: getBalance },
  { method: 'GET', path: '/v2/credits/workspace_balance', operation: getWorkspaceBalance },
  { method: 'POST', path: '/v2/credits/search', operation: search },
  { method: 'POST', path: '/v2/credits/search_daily', operation: searchDaily },
  { method: 'POST', path: '/v2/credits/daily/chart', operation: getChart },
] as const satisfies readonly Route[];
