import type { Route } from '../router';
import { createGrant } from './create-grant';
import { getCreditBalance } from './get-credit-balance';

/** Kable's calls, under the vendor's base path. */
export const KABLE_ROUTES = [
  { method: 'GET', path: '/api/v1/customers/{customerId}/credits/balance', operation: getCreditBalance },
  { method: 'POST', path: '/api/v1/customers/{customerId}/credits/create', operation: createGrant },
] as const satisfies readonly Route[];
