import * as account from '../account-replies';
import * as reply from '../replies';
import type { Entries } from './entry';

export const ALERTS: Entries = {
  'GET /v1/alerts': {
    tag: 'Alerts',
    operationId: 'listAlerts',
    description: 'When people are told that credits run low or expire, and who; 50 at most, oldest first.',
    reply: reply.pageOf(account.alert),
  },
  'POST /v1/alerts': {
    tag: 'Alerts',
    operationId: 'createAlert',
    description:
      'Watches the customer’s own wallet: what is available below an amount, below a share of the last top-up, fewer than so many days of runway, or credits that expire soon. It is told by mail and as a webhook (`balance.low`, `grant.expiring`), once per crossing, and again only after a clear recovery. What is so already is told at once.',
    reply: reply.data(account.alert),
    codes: ['conflict'],
    example: { body: { kind: 'balance_below', amount: '100' } },
  },
  'GET /v1/alerts/{alertId}': {
    tag: 'Alerts',
    operationId: 'getAlert',
    description: 'One alert. `firedAt` is the crossing that was told of and not left since; null: armed.',
    reply: reply.data(account.alert),
  },
  'PATCH /v1/alerts/{alertId}': {
    tag: 'Alerts',
    operationId: 'updateAlert',
    description: 'What is left out stays as it is; the kind cannot be changed. Another threshold arms it anew.',
    reply: reply.data(account.alert),
    example: { body: { channels: { mail: true, webhook: false } } },
  },
  'DELETE /v1/alerts/{alertId}': {
    tag: 'Alerts',
    operationId: 'removeAlert',
    description: 'Nobody is told by it any more.',
    reply: reply.data(account.alert),
  },
};
