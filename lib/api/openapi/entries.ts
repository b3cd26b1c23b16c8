import type { z } from 'zod';
import * as account from './account-replies';
import * as reply from './replies';

/** What the description says of one of Coffer's own operations beyond the schemas its requests are parsed by. */
export interface Entry {
  operationId: string;
  tag: string;
  reply: z.ZodType;
}

const entry = (tag: string, operationId: string, schema: z.ZodType): Entry => ({ tag, operationId, reply: schema });

/** By method and path, as in routes.ts. A test fails for an operation that is not here. */
export const ENTRIES: Record<string, Entry> = {
  'GET /api/health': entry('Installation', 'getHealth', reply.health),
  'GET /openapi.json': entry('Installation', 'getOpenApiDocument', reply.openApiDocument),
  'GET /openapi/openmonetize.json': entry('Installation', 'getOpenMonetizeOpenApiDocument', reply.openApiDocument),
  'GET /openapi/togai.json': entry('Installation', 'getTogaiOpenApiDocument', reply.openApiDocument),
  'GET /openapi/flowhunt.json': entry('Installation', 'getFlowHuntOpenApiDocument', reply.openApiDocument),
  'GET /openapi/kable.json': entry('Installation', 'getKableOpenApiDocument', reply.openApiDocument),
  'POST /v1/credits/consume': entry('Credits', 'consume', reply.data(reply.spent)),
  'POST /v1/credits/consume/batch': entry('Credits', 'consumeBatch', reply.batch),
  'GET /v1/grants': entry('Grants', 'listGrants', reply.pageOf(reply.grant)),
  'POST /v1/grants': entry('Grants', 'createGrant', reply.data(reply.granted)),
  'GET /v1/grants/{grantId}': entry('Grants', 'getGrant', reply.data(reply.grant)),
  'POST /v1/grants/{grantId}/void': entry('Grants', 'voidGrant', reply.data(reply.voided)),
  'POST /v1/grants/{grantId}/expiry': entry('Grants', 'changeGrantExpiry', reply.data(reply.expiryChanged)),
  'GET /v1/holds': entry('Holds', 'listHolds', reply.pageOf(reply.hold)),
  'POST /v1/holds': entry('Holds', 'placeHold', reply.data(reply.held)),
  'GET /v1/holds/{holdId}': entry('Holds', 'getHold', reply.data(reply.hold)),
  'POST /v1/holds/{holdId}/extend': entry('Holds', 'extendHold', reply.data(reply.held)),
  'POST /v1/holds/{holdId}/capture': entry('Holds', 'captureHold', reply.data(reply.captured)),
  'POST /v1/holds/{holdId}/release': entry('Holds', 'releaseHold', reply.data(reply.held)),
  'GET /v1/transactions': entry('Transactions', 'listTransactions', reply.pageOf(reply.transaction)),
  'GET /v1/transactions/{transactionId}': entry('Transactions', 'getTransaction', reply.data(reply.transaction)),
  'GET /v1/transactions/{transactionId}/explain': entry(
    'Transactions',
    'explainTransaction',
    reply.data(reply.explanation),
  ),
  'POST /v1/transactions/{transactionId}/reverse': entry(
    'Transactions',
    'reverseTransaction',
    reply.data(reply.reversed),
  ),
  'POST /v1/adjustments': entry('Credits', 'adjust', reply.data(reply.adjusted)),
  'POST /v1/transfers': entry('Credits', 'transfer', reply.data(reply.transferred)),
  'GET /v1/wallets': entry('Wallets', 'listWallets', reply.pageOf(reply.wallet)),
  'GET /v1/wallets/balance': entry('Wallets', 'getWalletBalance', reply.data(reply.balance)),
  'PUT /v1/wallets/overdraft': entry('Wallets', 'setOverdraft', reply.data(reply.wallet)),
  'GET /v1/budgets': entry('Budgets', 'listBudgets', reply.pageOf(reply.budget)),
  'POST /v1/budgets': entry('Budgets', 'setBudget', reply.data(reply.budget)),
  'DELETE /v1/budgets/{budgetId}': entry('Budgets', 'removeBudget', reply.data(reply.budget)),
  'GET /v1/usage': entry('Usage', 'getUsage', reply.data(reply.usage)),
  'GET /v1/customers': entry('Customers', 'listCustomers', reply.pageOf(account.customer)),
  'POST /v1/customers': entry('Customers', 'createCustomer', reply.data(account.customer)),
  'GET /v1/customers/{customerId}': entry('Customers', 'getCustomer', reply.data(account.customer)),
  'PATCH /v1/customers/{customerId}': entry('Customers', 'updateCustomer', reply.data(account.customer)),
  'GET /v1/members': entry('Members', 'listMembers', reply.pageOf(account.member)),
  'POST /v1/members': entry('Members', 'createMember', reply.data(account.member)),
  'GET /v1/members/{userId}': entry('Members', 'getMember', reply.data(account.member)),
  'PATCH /v1/members/{userId}': entry('Members', 'updateMember', reply.data(account.member)),
  'DELETE /v1/members/{userId}': entry('Members', 'removeMember', reply.data(account.member)),
  'GET /v1/teams': entry('Teams', 'listTeams', reply.pageOf(account.team)),
  'POST /v1/teams': entry('Teams', 'createTeam', reply.data(account.team)),
  'GET /v1/teams/{teamId}': entry('Teams', 'getTeam', reply.data(account.team)),
  'PATCH /v1/teams/{teamId}': entry('Teams', 'updateTeam', reply.data(account.team)),
  'DELETE /v1/teams/{teamId}': entry('Teams', 'removeTeam', reply.data(account.team)),
  'PUT /v1/teams/{teamId}/members/{userId}': entry('Teams', 'addTeamMember', reply.data(account.team)),
  'DELETE /v1/teams/{teamId}/members/{userId}': entry('Teams', 'removeTeamMember', reply.data(account.team)),
  'GET /v1/keys': entry('Keys', 'listKeys', reply.pageOf(account.key)),
  'POST /v1/keys': entry('Keys', 'createKey', reply.data(account.madeKey)),
  'GET /v1/keys/{keyId}': entry('Keys', 'getKey', reply.data(account.key)),
  'POST /v1/keys/{keyId}/rotate': entry('Keys', 'rotateKey', reply.data(account.madeKey)),
  'POST /v1/keys/{keyId}/revoke': entry('Keys', 'revokeKey', reply.data(account.key)),
  'GET /v1/packs': entry('Purchases', 'listPacks', account.packs),
  'GET /v1/purchases': entry('Purchases', 'listPurchases', reply.pageOf(account.purchase)),
  'GET /v1/purchases/{purchaseId}': entry('Purchases', 'getPurchase', reply.data(account.purchaseWithRefunds)),
  'POST /v1/checkout-links': entry('Purchases', 'createCheckoutLink', reply.data(account.purchase)),
  'GET /v1/webhook-endpoints': entry('Webhooks', 'listWebhookEndpoints', reply.pageOf(account.webhookEndpoint)),
  'POST /v1/webhook-endpoints': entry('Webhooks', 'createWebhookEndpoint', reply.data(account.shownWebhookEndpoint)),
  'GET /v1/webhook-endpoints/{endpointId}': entry(
    'Webhooks',
    'getWebhookEndpoint',
    reply.data(account.webhookEndpoint),
  ),
  'PATCH /v1/webhook-endpoints/{endpointId}': entry(
    'Webhooks',
    'updateWebhookEndpoint',
    reply.data(account.webhookEndpoint),
  ),
  'DELETE /v1/webhook-endpoints/{endpointId}': entry(
    'Webhooks',
    'removeWebhookEndpoint',
    reply.data(account.webhookEndpoint),
  ),
  'POST /v1/webhook-endpoints/{endpointId}/rotate-secret': entry(
    'Webhooks',
    'rotateWebhookSecret',
    reply.data(account.shownWebhookEndpoint),
  ),
  'POST /v1/webhook-endpoints/{endpointId}/test': entry(
    'Webhooks',
    'testWebhookEndpoint',
    reply.data(account.webhookDelivery),
  ),
  'GET /v1/webhook-endpoints/{endpointId}/deliveries': entry(
    'Webhooks',
    'listWebhookDeliveries',
    reply.pageOf(account.webhookDelivery),
  ),
  'POST /v1/webhook-endpoints/{endpointId}/deliveries/{deliveryId}/replay': entry(
    'Webhooks',
    'replayWebhookDelivery',
    reply.data(account.webhookDelivery),
  ),
};
