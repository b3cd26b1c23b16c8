import { adjust } from './coffer/adjust';
import { captureHold } from './coffer/capture-hold';
import { changeGrantExpiry } from './coffer/change-grant-expiry';
import { consume } from './coffer/consume';
import { consumeBatch } from './coffer/consume-batch';
import { createGrant } from './coffer/create-grant';
import { explainTransaction } from './coffer/explain-transaction';
import { extendHold } from './coffer/extend-hold';
import { getGrant } from './coffer/get-grant';
import { getHold } from './coffer/get-hold';
import { getTransaction } from './coffer/get-transaction';
import { getUsage } from './coffer/get-usage';
import { getWalletBalance } from './coffer/get-wallet-balance';
import { listBudgets } from './coffer/list-budgets';
import { listGrants } from './coffer/list-grants';
import { listHolds } from './coffer/list-holds';
import { listTransactions } from './coffer/list-transactions';
import { listWallets } from './coffer/list-wallets';
import { placeHold } from './coffer/place-hold';
import { releaseHold } from './coffer/release-hold';
import { removeBudget } from './coffer/remove-budget';
import { reverseTransaction } from './coffer/reverse-transaction';
import { setBudget } from './coffer/set-budget';
import { setOverdraft } from './coffer/set-overdraft';
import { transfer } from './coffer/transfer';
import { voidGrant } from './coffer/void-grant';
import { FLOWHUNT_ROUTES } from './flowhunt/routes';
import { getHealth } from './health';
import { KABLE_ROUTES } from './kable/routes';
import { getBalance } from './openmonetize/get-balance';
import { OPENMONETIZE_ROUTES } from './openmonetize/routes';
import type { Route } from './router';
import { TOGAI_ROUTES } from './togai/routes';

/**
 * Every call of the API, listed once. server.ts answers them on node:http; `app/**` mounts each path in Next
 * (a test compares the two).
 */
export const ROUTES = [
  { method: 'GET', path: '/api/health', operation: getHealth },
  { method: 'GET', path: '/v1/credits/balance', operation: getBalance },
  { method: 'POST', path: '/v1/credits/consume', operation: consume },
  { method: 'POST', path: '/v1/credits/consume/batch', operation: consumeBatch },
  { method: 'GET', path: '/v1/grants', operation: listGrants },
  { method: 'POST', path: '/v1/grants', operation: createGrant },
  { method: 'GET', path: '/v1/grants/{grantId}', operation: getGrant },
  { method: 'POST', path: '/v1/grants/{grantId}/void', operation: voidGrant },
  { method: 'POST', path: '/v1/grants/{grantId}/expiry', operation: changeGrantExpiry },
  { method: 'GET', path: '/v1/holds', operation: listHolds },
  { method: 'POST', path: '/v1/holds', operation: placeHold },
  { method: 'GET', path: '/v1/holds/{holdId}', operation: getHold },
  { method: 'POST', path: '/v1/holds/{holdId}/extend', operation: extendHold },
  { method: 'POST', path: '/v1/holds/{holdId}/capture', operation: captureHold },
  { method: 'POST', path: '/v1/holds/{holdId}/release', operation: releaseHold },
  { method: 'GET', path: '/v1/transactions', operation: listTransactions },
  { method: 'GET', path: '/v1/transactions/{transactionId}', operation: getTransaction },
  { method: 'GET', path: '/v1/transactions/{transactionId}/explain', operation: explainTransaction },
  { method: 'POST', path: '/v1/transactions/{transactionId}/reverse', operation: reverseTransaction },
  { method: 'POST', path: '/v1/adjustments', operation: adjust },
  { method: 'POST', path: '/v1/transfers', operation: transfer },
  { method: 'GET', path: '/v1/wallets', operation: listWallets },
  { method: 'GET', path: '/v1/wallets/balance', operation: getWalletBalance },
  { method: 'PUT', path: '/v1/wallets/overdraft', operation: setOverdraft },
  { method: 'GET', path: '/v1/budgets', operation: listBudgets },
  { method: 'POST', path: '/v1/budgets', operation: setBudget },
  { method: 'DELETE', path: '/v1/budgets/{budgetId}', operation: removeBudget },
  { method: 'GET', path: '/v1/usage', operation: getUsage },
  ...OPENMONETIZE_ROUTES,
  ...TOGAI_ROUTES,
  ...FLOWHUNT_ROUTES,
  ...KABLE_ROUTES,
] as const satisfies readonly Route[];
