import type { Route } from '../router';
import { getUserCredits } from './get-user-credits';
import { grantCredits } from './grant-credits';
import { listUserTransactions } from './list-user-transactions';
import { purchaseCredits } from './purchase-credits';

/** OpenMonetize's calls, both generations: newer clients leave the customer out. */
export const OPENMONETIZE_ROUTES = [
  { method: 'POST', path: '/v1/credits/grant', operation: grantCredits },
  { method: 'POST', path: '/v1/credits/purchase', operation: purchaseCredits },
  { method: 'GET', path: '/v1/customers/{customerId}/users/{userId}/credits', operation: getUserCredits },
  { method: 'GET', path: '/v1/users/{userId}/credits', operation: getUserCredits },
  { method: 'GET', path: '/v1/customers/{customerId}/users/{userId}/transactions', operation: listUserTransactions },
  { method: 'GET', path: '/v1/users/{userId}/transactions', operation: listUserTransactions },
] as const satisfies readonly Route[];
