import * as read from '../expanded-replies';
import * as reply from '../replies';
import type { Entries } from './entry';

const SPENDING = ['insufficient_credits', 'budget_exceeded', 'occurred_at_out_of_range', 'overloaded'] as const;

export const CREDITS: Entries = {
  'POST /v1/credits/consume': {
    tag: 'Credits',
    operationId: 'consume',
    description:
      "Spends credits from the user's wallet, the team's, or, when neither is named, the customer's. Grants burn in order: lower priority number, sooner expiry, lower cost, older. The spend is done in full or refused with 402 and exact figures.",
    reply: reply.data(reply.spent),
    codes: SPENDING,
    example: { body: { userId: 'u-1', amount: '2.5', feature: 'chat', contextId: 'job-4711' } },
  },
  'POST /v1/credits/consume/batch': {
    tag: 'Credits',
    operationId: 'consumeBatch',
    description:
      'Up to 1000 spends in one call, in their order. `atomic` (the default): all or none, and a refusal is that of the first item that cannot be paid, with its `index`. Not atomic: 200 with an outcome for each item. A name that nobody knows refuses the whole call.',
    reply: reply.batch,
    codes: SPENDING,
    example: {
      body: {
        items: [
          { userId: 'u-1', amount: '1.25', feature: 'chat' },
          { amount: '3', feature: 'images' },
        ],
        atomic: true,
      },
    },
  },
  'POST /v1/adjustments': {
    tag: 'Credits',
    operationId: 'adjust',
    description:
      'Corrects a balance, up or down, for a reason that stays in the history and in the audit log. Taking away follows the burn order and stops at what is available.',
    reply: reply.data(reply.adjusted),
    codes: ['insufficient_credits'],
    example: { body: { userId: 'u-1', amount: '-1.5', reason: 'Counted twice on Monday' } },
  },
  'POST /v1/transfers': {
    tag: 'Credits',
    operationId: 'transfer',
    description:
      'Moves credits between two wallets of the customer: `{}` is its own, `{"userId": …}` a user\'s, `{"teamId": …}` a team\'s. What is moved keeps its expiry and its cost.',
    reply: reply.data(reply.transferred),
    codes: ['insufficient_credits'],
    example: { body: { from: {}, to: { userId: 'u-1' }, amount: '10', reason: 'Monthly share' } },
  },
  'GET /v1/wallets': {
    tag: 'Wallets',
    operationId: 'listWallets',
    description:
      "The customer's wallets with their figures: its own, and one for each user or team that was granted to.",
    reply: reply.pageOf(read.wallet),
    example: { query: { limit: '20' } },
  },
  'GET /v1/wallets/balance': {
    tag: 'Wallets',
    operationId: 'getWalletBalance',
    description:
      'What one wallet holds at this instant, never cached: figures, the grants with something left in burn order, what is limited to features, what starts later, and what expires next. A wallet that nobody ever granted to answers zeros.',
    reply: reply.data(reply.balance),
    example: { query: { userId: 'u-1' } },
  },
  'PUT /v1/wallets/overdraft': {
    tag: 'Wallets',
    operationId: 'setOverdraft',
    description:
      'How far below zero a wallet may go: `none` (the default), `limit` with a largest debt, or `unlimited`. Later grants pay a debt first. 409 while holds rely on the present limit.',
    reply: reply.data(reply.overdraftSet),
    codes: ['conflict'],
    example: { body: { userId: 'u-1', policy: 'limit', limit: '50' } },
  },
  'GET /v1/budgets': {
    tag: 'Budgets',
    operationId: 'listBudgets',
    description: 'The caps in force with what is used and held of each in the present period.',
    reply: reply.pageOf(reply.budget),
  },
  'POST /v1/budgets': {
    tag: 'Budgets',
    operationId: 'setBudget',
    description:
      "Caps what the customer, one user or one API key may spend per day, per month (in the customer's zone) or in all, from now on. Sets the limit anew where there is such a budget. Holds count, and spends at once never pass it.",
    reply: reply.data(reply.budget),
    example: { body: { userId: 'u-1', period: 'month', limit: '1000' } },
  },
  'DELETE /v1/budgets/{budgetId}': {
    tag: 'Budgets',
    operationId: 'removeBudget',
    description: 'Lifts the cap. What was spent under it stays as it is.',
    reply: reply.data(reply.budget),
  },
  'GET /v1/usage': {
    tag: 'Usage',
    operationId: 'getUsage',
    description:
      'What was used per day, week or month of a time zone, less what was given back. Both dates belong to the range, empty days are there with zero, and each bucket says when it starts and ends in UTC. The buckets add up to the total.',
    reply: reply.data(reply.usage),
    example: { query: { from: '2026-11-01', to: '2026-11-30', groupBy: 'feature' } },
  },
  'GET /v1/transactions': {
    tag: 'Transactions',
    operationId: 'listTransactions',
    description:
      'The history, newest first, by any filter. `from` is inclusive and `to` exclusive, both on `occurredAt`. Rows are never changed or deleted; each says the balance before and after it.',
    reply: reply.pageOf(read.transaction),
    example: { query: { kind: 'consume,capture', feature: 'chat', limit: '20', expand: 'onBehalfOf' } },
  },
  'GET /v1/transactions/{transactionId}': {
    tag: 'Transactions',
    operationId: 'getTransaction',
    description: 'One row of the history.',
    reply: reply.data(read.transaction),
  },
  'GET /v1/transactions/{transactionId}/explain': {
    tag: 'Transactions',
    operationId: 'explainTransaction',
    description:
      'Which grants gave or got how much, and why in this order; with the hold, the reversals and what could still be reversed.',
    reply: reply.data(reply.explanation),
  },
  'POST /v1/transactions/{transactionId}/reverse': {
    tag: 'Transactions',
    operationId: 'reverseTransaction',
    description:
      'Gives a spend back, whole or in part, to the very grants that paid for it. What goes back to a grant that has expired expires at once.',
    reply: reply.data(reply.reversed),
    codes: ['already_reversed', 'conflict'],
    example: { body: { amount: '0.5', reason: 'The job failed' } },
  },
  'GET /v1/grants': {
    tag: 'Grants',
    operationId: 'listGrants',
    description: 'Lots of credits with what is left of each, newest first.',
    reply: reply.pageOf(read.grant),
    example: { query: { status: 'active', limit: '20' } },
  },
  'POST /v1/grants': {
    tag: 'Grants',
    operationId: 'createGrant',
    description:
      "Adds credits to a wallet. A user nobody has heard of becomes a member under the caller's id, because granting is how most callers introduce their users. A grant can start later, expire, be good for some features only, and carry what it cost.",
    reply: reply.data(reply.granted),
    example: { body: { userId: 'u-1', amount: '100', expiresAt: '2031-12-31', reason: 'Welcome' } },
  },
  'GET /v1/grants/{grantId}': {
    tag: 'Grants',
    operationId: 'getGrant',
    description: 'One grant with what is left of it.',
    reply: reply.data(read.grant),
  },
  'POST /v1/grants/{grantId}/void': {
    tag: 'Grants',
    operationId: 'voidGrant',
    description:
      'Takes back what is left of a grant. What was used stays used; what a hold has set aside stays until the hold ends. A second void answers the same and changes nothing.',
    reply: reply.data(reply.voided),
    codes: ['grant_ended', 'already_reversed', 'conflict'],
    example: { body: { reason: 'Granted by mistake' } },
  },
  'POST /v1/grants/{grantId}/expiry': {
    tag: 'Grants',
    operationId: 'changeGrantExpiry',
    description:
      'Moves the end of a grant, or of a part of it, which then becomes a grant of its own with the same cost. `expiresAt: null` means never.',
    reply: reply.data(reply.expiryChanged),
    codes: ['grant_ended', 'conflict'],
    example: { body: { expiresAt: '2032-06-30', reason: 'Extended for the pilot' } },
  },
  'GET /v1/holds': {
    tag: 'Holds',
    operationId: 'listHolds',
    description: 'Credits that were set aside, newest first.',
    reply: reply.pageOf(read.hold),
    example: { query: { status: 'open', limit: '20' } },
  },
  'POST /v1/holds': {
    tag: 'Holds',
    operationId: 'placeHold',
    description:
      'Sets credits aside for work under way, for 15 minutes unless told otherwise and 7 days at most. They count as spent for every other call until the hold is captured, released or over.',
    reply: reply.data(reply.held),
    codes: SPENDING,
    example: { body: { userId: 'u-1', amount: '5', feature: 'video', ttlSeconds: 3600 } },
  },
  'GET /v1/holds/{holdId}': {
    tag: 'Holds',
    operationId: 'getHold',
    description: 'One hold: open, or how it ended.',
    reply: reply.data(read.hold),
  },
  'POST /v1/holds/{holdId}/extend': {
    tag: 'Holds',
    operationId: 'extendHold',
    description: 'The hold lasts so long from now on, though never beyond 7 days after it was placed.',
    reply: reply.data(reply.held),
    codes: ['hold_ended'],
    example: { body: { ttlSeconds: 3600 } },
  },
  'POST /v1/holds/{holdId}/capture': {
    tag: 'Holds',
    operationId: 'captureHold',
    description:
      'Spends from the hold and gives the rest back. More than was held is refused with 409, or, with `excess: "consume"`, spent as well under the usual limits. A grant that expired meanwhile is honoured.',
    reply: reply.data(reply.captured),
    codes: ['hold_ended', 'conflict', 'insufficient_credits', 'budget_exceeded', 'occurred_at_out_of_range'],
    example: { body: { amount: '0.75' } },
  },
  'POST /v1/holds/{holdId}/release': {
    tag: 'Holds',
    operationId: 'releaseHold',
    description: 'Gives back all that is held. What expired meanwhile expires now.',
    reply: reply.data(reply.held),
    codes: ['hold_ended'],
  },
};
