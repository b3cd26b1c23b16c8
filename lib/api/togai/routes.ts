import type { Route } from '../router';
import { createCredits } from './create-credits';
import { getCredit } from './get-credit';
import { getCreditBalance } from './get-credit-balance';
import { listCredits } from './list-credits';
import { voidCredit } from './void-credit';

/** Togai's calls, at the root as with the vendor. */
export const TOGAI_ROUTES = [
  { method: 'POST', path: '/credits', operation: createCredits },
  { method: 'GET', path: '/credits', operation: listCredits },
  { method: 'GET', path: '/credits/{credit_id}', operation: getCredit },
  { method: 'POST', path: '/credits/{credit_id}/void', operation: voidCredit },
  { method: 'GET', path: '/accounts/{account_id}/credit_balance', operation: getCreditBalance },
] as const satisfies readonly Route[];
