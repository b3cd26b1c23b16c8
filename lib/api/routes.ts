import { addTeamMember } from './coffer/add-team-member';
import { adjust } from './coffer/adjust';
import { captureHold } from './coffer/capture-hold';
import { changeGrantExpiry } from './coffer/change-grant-expiry';
import { consume } from './coffer/consume';
import { consumeBatch } from './coffer/consume-batch';
import { createAlert } from './coffer/create-alert';
import { createCheckoutLink } from './coffer/create-checkout-link';
import { createCustomer } from './coffer/create-customer';
import { createGrant } from './coffer/create-grant';
import { createKey } from './coffer/create-key';
import { createMember } from './coffer/create-member';
import { createTeam } from './coffer/create-team';
import { createWebhookEndpoint } from './coffer/create-webhook-endpoint';
import { explainTransaction } from './coffer/explain-transaction';
import { extendHold } from './coffer/extend-hold';
import { getAlert } from './coffer/get-alert';
import { getAutoTopUp } from './coffer/get-auto-top-up';
import { getCustomer } from './coffer/get-customer';
import { getGrant } from './coffer/get-grant';
import { getHold } from './coffer/get-hold';
import { getKey } from './coffer/get-key';
import { getMember } from './coffer/get-member';
import { getPurchase } from './coffer/get-purchase';
import { getTeam } from './coffer/get-team';
import { getTransaction } from './coffer/get-transaction';
import { getUsage } from './coffer/get-usage';
import { getWalletBalance } from './coffer/get-wallet-balance';
import { getWebhookEndpoint } from './coffer/get-webhook-endpoint';
import { listAlerts } from './coffer/list-alerts';
import { listBudgets } from './coffer/list-budgets';
import { listCustomers } from './coffer/list-customers';
import { listGrants } from './coffer/list-grants';
import { listHolds } from './coffer/list-holds';
import { listKeys } from './coffer/list-keys';
import { listMembers } from './coffer/list-members';
import { listPacks } from './coffer/list-packs';
import { listPurchases } from './coffer/list-purchases';
import { listTeams } from './coffer/list-teams';
import { listTransactions } from './coffer/list-transactions';
import { listWallets } from './coffer/list-wallets';
import { listWebhookDeliveries } from './coffer/list-webhook-deliveries';
import { listWebhookEndpoints } from './coffer/list-webhook-endpoints';
import { placeHold } from './coffer/place-hold';
import { releaseHold } from './coffer/release-hold';
import { removeAlert } from './coffer/remove-alert';
import { removeBudget } from './coffer/remove-budget';
import { removeMember } from './coffer/remove-member';
import { removeTeam } from './coffer/remove-team';
import { removeTeamMember } from './coffer/remove-team-member';
import { removeWebhookEndpoint } from './coffer/remove-webhook-endpoint';
import { replayWebhookDelivery } from './coffer/replay-webhook-delivery';
import { reverseTransaction } from './coffer/reverse-transaction';
import { revokeKey } from './coffer/revoke-key';
import { rotateKey } from './coffer/rotate-key';
import { rotateWebhookSecret } from './coffer/rotate-webhook-secret';
import { setBudget } from './coffer/set-budget';
import { setOverdraft } from './coffer/set-overdraft';
import { stopAutoTopUp } from './coffer/stop-auto-top-up';
import { testWebhookEndpoint } from './coffer/test-webhook-endpoint';
import { transfer } from './coffer/transfer';
import { updateAlert } from './coffer/update-alert';
import { updateCustomer } from './coffer/update-customer';
import { updateMember } from './coffer/update-member';
import { updateTeam } from './coffer/update-team';
import { updateWebhookEndpoint } from './coffer/update-webhook-endpoint';
import { voidGrant } from './coffer/void-grant';
import { FLOWHUNT_ROUTES } from './flowhunt/routes';
import { getHealth } from './health';
import { KABLE_ROUTES } from './kable/routes';
import { DOCUMENT_ROUTES } from './openapi/get-document';
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
  { method: 'GET', path: '/v1/customers', operation: listCustomers },
  { method: 'POST', path: '/v1/customers', operation: createCustomer },
  { method: 'GET', path: '/v1/customers/{customerId}', operation: getCustomer },
  { method: 'PATCH', path: '/v1/customers/{customerId}', operation: updateCustomer },
  { method: 'GET', path: '/v1/members', operation: listMembers },
  { method: 'POST', path: '/v1/members', operation: createMember },
  { method: 'GET', path: '/v1/members/{userId}', operation: getMember },
  { method: 'PATCH', path: '/v1/members/{userId}', operation: updateMember },
  { method: 'DELETE', path: '/v1/members/{userId}', operation: removeMember },
  { method: 'GET', path: '/v1/teams', operation: listTeams },
  { method: 'POST', path: '/v1/teams', operation: createTeam },
  { method: 'GET', path: '/v1/teams/{teamId}', operation: getTeam },
  { method: 'PATCH', path: '/v1/teams/{teamId}', operation: updateTeam },
  { method: 'DELETE', path: '/v1/teams/{teamId}', operation: removeTeam },
  { method: 'PUT', path: '/v1/teams/{teamId}/members/{userId}', operation: addTeamMember },
  { method: 'DELETE', path: '/v1/teams/{teamId}/members/{userId}', operation: removeTeamMember },
  { method: 'GET', path: '/v1/keys', operation: listKeys },
  { method: 'POST', path: '/v1/keys', operation: createKey },
  { method: 'GET', path: '/v1/keys/{keyId}', operation: getKey },
  { method: 'POST', path: '/v1/keys/{keyId}/rotate', operation: rotateKey },
  { method: 'POST', path: '/v1/keys/{keyId}/revoke', operation: revokeKey },
  { method: 'GET', path: '/v1/packs', operation: listPacks },
  { method: 'GET', path: '/v1/purchases', operation: listPurchases },
  { method: 'GET', path: '/v1/purchases/{purchaseId}', operation: getPurchase },
  { method: 'POST', path: '/v1/checkout-links', operation: createCheckoutLink },
  { method: 'GET', path: '/v1/auto-top-ups', operation: getAutoTopUp },
  { method: 'POST', path: '/v1/auto-top-ups/stop', operation: stopAutoTopUp },
  ...DOCUMENT_ROUTES,
  { method: 'GET', path: '/v1/alerts', operation: listAlerts },
  { method: 'POST', path: '/v1/alerts', operation: createAlert },
  { method: 'GET', path: '/v1/alerts/{alertId}', operation: getAlert },
  { method: 'PATCH', path: '/v1/alerts/{alertId}', operation: updateAlert },
  { method: 'DELETE', path: '/v1/alerts/{alertId}', operation: removeAlert },
  { method: 'GET', path: '/v1/webhook-endpoints', operation: listWebhookEndpoints },
  { method: 'POST', path: '/v1/webhook-endpoints', operation: createWebhookEndpoint },
  { method: 'GET', path: '/v1/webhook-endpoints/{endpointId}', operation: getWebhookEndpoint },
  { method: 'PATCH', path: '/v1/webhook-endpoints/{endpointId}', operation: updateWebhookEndpoint },
  { method: 'DELETE', path: '/v1/webhook-endpoints/{endpointId}', operation: removeWebhookEndpoint },
  { method: 'POST', path: '/v1/webhook-endpoints/{endpointId}/rotate-secret', operation: rotateWebhookSecret },
  { method: 'POST', path: '/v1/webhook-endpoints/{endpointId}/test', operation: testWebhookEndpoint },
  { method: 'GET', path: '/v1/webhook-endpoints/{endpointId}/deliveries', operation: listWebhookDeliveries },
  {
    method: 'POST',
    path: '/v1/webhook-endpoints/{endpointId}/deliveries/{deliveryId}/replay',
    operation: replayWebhookDelivery,
  },
  ...OPENMONETIZE_ROUTES,
  ...TOGAI_ROUTES,
  ...FLOWHUNT_ROUTES,
  ...KABLE_ROUTES,
] as const satisfies readonly Route[];
