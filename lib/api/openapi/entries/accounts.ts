import * as account from '../account-replies';
import * as reply from '../replies';
import { type Entries, EXAMPLE_IDS } from './entry';

export const ACCOUNTS: Entries = {
  'GET /v1/customers': {
    tag: 'Customers',
    operationId: 'listCustomers',
    description: "All customers, newest first. For the operator's keys.",
    reply: reply.pageOf(account.customer),
    example: { query: { status: 'active', limit: '20' } },
    caller: 'operator',
  },
  'POST /v1/customers': {
    tag: 'Customers',
    operationId: 'createCustomer',
    description:
      "A customer with nobody in it: invite its first owner from the console. Its `externalId` works wherever a customer is named. For the operator's keys.",
    reply: reply.data(account.customer),
    codes: ['conflict'],
    example: {
      body: { name: 'Globex', externalId: 'globex', timeZone: 'Europe/Berlin', currency: 'eur' },
    },
    caller: 'operator',
  },
  'GET /v1/customers/{customerId}': {
    tag: 'Customers',
    operationId: 'getCustomer',
    description: "One customer, by our id or the operator's own.",
    reply: reply.data(account.customer),
  },
  'PATCH /v1/customers/{customerId}': {
    tag: 'Customers',
    operationId: 'updateCustomer',
    description:
      'What is left out stays as it is; null clears it. The `externalId` is the operator’s name for the customer, so only the operator’s keys change it.',
    reply: reply.data(account.customer),
    codes: ['conflict'],
    example: { body: { timeZone: 'Europe/Berlin', billingEmail: 'billing@acme.example' } },
  },
  'GET /v1/members': {
    tag: 'Members',
    operationId: 'listMembers',
    description: 'People who can hold credits, whether they sign in or not, newest first; removed ones on request.',
    reply: reply.pageOf(account.member),
    example: { query: { role: 'member', limit: '20' } },
  },
  'POST /v1/members': {
    tag: 'Members',
    operationId: 'createMember',
    description:
      'Somebody who can hold credits. Signing in needs an invitation; who accepts one for this address becomes this member. No key makes owners.',
    reply: reply.data(account.member),
    codes: ['conflict'],
    example: { body: { name: 'Grace Hopper', externalId: 'u-2', email: 'grace@acme.example' } },
  },
  'GET /v1/members/{userId}': {
    tag: 'Members',
    operationId: 'getMember',
    description: "One member, by our id or the caller's own.",
    reply: reply.data(account.member),
  },
  'PATCH /v1/members/{userId}': {
    tag: 'Members',
    operationId: 'updateMember',
    description:
      'What is left out stays as it is; null clears it. A changed role acts at once. Who signs in keeps the address that they sign in with.',
    reply: reply.data(account.member),
    codes: ['conflict'],
    example: { body: { role: 'viewer' } },
  },
  'DELETE /v1/members/{userId}': {
    tag: 'Members',
    operationId: 'removeMember',
    description:
      'Ends a place and keeps its history: keys and teams are gone at once, credits stay in the wallet. A second removal changes nothing. Owners are not removed by keys.',
    reply: reply.data(account.member),
  },
  'GET /v1/teams': {
    tag: 'Teams',
    operationId: 'listTeams',
    description: 'Groups with a wallet of their own, newest first.',
    reply: reply.pageOf(account.team),
    example: { query: { limit: '20' } },
  },
  'POST /v1/teams': {
    tag: 'Teams',
    operationId: 'createTeam',
    description: 'A group with a wallet of its own. Its wallet begins with the first grant to it.',
    reply: reply.data(account.team),
    codes: ['conflict'],
    example: { body: { name: 'Research', externalId: 'research' } },
  },
  'GET /v1/teams/{teamId}': {
    tag: 'Teams',
    operationId: 'getTeam',
    description: "One team, by our id or the caller's own.",
    reply: reply.data(account.team),
  },
  'PATCH /v1/teams/{teamId}': {
    tag: 'Teams',
    operationId: 'updateTeam',
    description: 'What is left out stays as it is; null clears it.',
    reply: reply.data(account.team),
    codes: ['conflict'],
    example: { body: { name: 'Design and research' } },
  },
  'DELETE /v1/teams/{teamId}': {
    tag: 'Teams',
    operationId: 'removeTeam',
    description: 'Ends a team and keeps its history. A second removal changes nothing.',
    reply: reply.data(account.team),
  },
  'PUT /v1/teams/{teamId}/members/{userId}': {
    tag: 'Teams',
    operationId: 'addTeamMember',
    description: 'Makes a member part of a team. Doing it again changes nothing.',
    reply: reply.data(account.team),
    codes: ['conflict'],
  },
  'DELETE /v1/teams/{teamId}/members/{userId}': {
    tag: 'Teams',
    operationId: 'removeTeamMember',
    description: 'Takes a member out of a team. Doing it again changes nothing.',
    reply: reply.data(account.team),
  },
  'GET /v1/keys': {
    tag: 'Keys',
    operationId: 'listKeys',
    description: 'The keys of the customer in the books of the calling key, live or test, without their secrets.',
    reply: reply.pageOf(account.key),
    example: { query: { limit: '20' } },
  },
  'POST /v1/keys': {
    tag: 'Keys',
    operationId: 'createKey',
    description:
      "A key for the customer, or for one user alone, in the books of the calling key. The secret is in this answer only: a repetition under the same Idempotency-Key has the key without it. Keys with `grant` or `admin` are made by the operator's keys alone.",
    reply: reply.data(account.madeKey),
    example: { body: { name: 'Chat service', scopes: ['read', 'spend'], userId: 'u-1' } },
  },
  'GET /v1/keys/{keyId}': {
    tag: 'Keys',
    operationId: 'getKey',
    description: 'One key without its secret: what it may do, and when it was last used.',
    reply: reply.data(account.key),
  },
  'POST /v1/keys/{keyId}/rotate': {
    tag: 'Keys',
    operationId: 'rotateKey',
    description:
      'Makes a successor with the same rights; the old key works on for the overlap, a day unless told otherwise. The secret is in this answer only.',
    reply: reply.data(account.madeKey),
    codes: ['conflict'],
    example: { body: { overlapSeconds: 3600 } },
  },
  'POST /v1/keys/{keyId}/revoke': {
    tag: 'Keys',
    operationId: 'revokeKey',
    description: 'Ends a key on every process at once. A second revocation changes nothing.',
    reply: reply.data(account.key),
  },
  'GET /v1/packs': {
    tag: 'Purchases',
    operationId: 'listPacks',
    description: 'What can be bought now, and the terms for an amount of one’s own where that is sold.',
    reply: account.packs,
  },
  'GET /v1/purchases': {
    tag: 'Purchases',
    operationId: 'listPurchases',
    description: "The customer's purchases in the books of the calling key, newest first.",
    reply: reply.pageOf(account.purchase),
    example: { query: { limit: '20' } },
  },
  'GET /v1/purchases/{purchaseId}': {
    tag: 'Purchases',
    operationId: 'getPurchase',
    description: 'One purchase with its refunds. `paid` means that the credits are there.',
    reply: reply.data(account.purchaseWithRefunds),
  },
  'GET /v1/auto-top-ups': {
    tag: 'Purchases',
    operationId: 'getAutoTopUp',
    description:
      'The automatic top-up that a person of the customer agreed to, with the words they saw, how it stands, what was spent by it in this day and month (of the customer’s zone), and its last ten tries. Off until somebody switches it on in the portal: later charges rest on a person’s word, so no key can give it.',
    reply: reply.data(account.autoTopUp),
  },
  'POST /v1/auto-top-ups/stop': {
    tag: 'Purchases',
    operationId: 'stopAutoTopUp',
    description:
      'Nothing is bought automatically from now on, and a payment that waits for its owner is withdrawn. Again it changes nothing.',
    reply: reply.data(account.autoTopUp),
  },
  'POST /v1/checkout-links': {
    tag: 'Purchases',
    operationId: 'createCheckoutLink',
    description:
      'Begins a purchase of a pack or of an own amount and answers the page to pay it on. No money moves until a person pays there, and credits come from the verified payment alone. A repetition under the same Idempotency-Key opens the same page, with the purchase as it is by then. Needs a live key.',
    reply: reply.data(account.purchase),
    codes: ['conflict', 'payment_provider_failed'],
    example: { body: { packId: EXAMPLE_IDS.pack } },
  },
};
