import * as account from '../account-replies';
import * as reply from '../replies';
import type { Entries } from './entry';

export const WEBHOOKS: Entries = {
  'GET /v1/webhook-endpoints': {
    tag: 'Webhooks',
    operationId: 'listWebhookEndpoints',
    description: 'The addresses that are told what happens in the books of the calling key.',
    reply: reply.pageOf(account.webhookEndpoint),
    example: { query: { limit: '20' } },
  },
  'POST /v1/webhook-endpoints': {
    tag: 'Webhooks',
    operationId: 'createWebhookEndpoint',
    description:
      'An address that is told from now on, signed as Standard Webhooks say. It must be public and speak HTTPS. The signing secret is in this answer only. 20 endpoints at most.',
    reply: reply.data(account.shownWebhookEndpoint),
    codes: ['conflict'],
    example: { body: { url: 'https://hooks.example.com/coffer', events: ['purchase.paid'] } },
  },
  'GET /v1/webhook-endpoints/{endpointId}': {
    tag: 'Webhooks',
    operationId: 'getWebhookEndpoint',
    description: 'One endpoint: what it is told, and whether and why it is disabled.',
    reply: reply.data(account.webhookEndpoint),
  },
  'PATCH /v1/webhook-endpoints/{endpointId}': {
    tag: 'Webhooks',
    operationId: 'updateWebhookEndpoint',
    description: 'What is left out stays as it is. Enabling an endpoint sends what waits in its outbox.',
    reply: reply.data(account.webhookEndpoint),
    example: { body: { description: 'Books of the chat service', isEnabled: true } },
  },
  'DELETE /v1/webhook-endpoints/{endpointId}': {
    tag: 'Webhooks',
    operationId: 'removeWebhookEndpoint',
    description: 'Nothing more is sent to it.',
    reply: reply.data(account.webhookEndpoint),
  },
  'POST /v1/webhook-endpoints/{endpointId}/rotate-secret': {
    tag: 'Webhooks',
    operationId: 'rotateWebhookSecret',
    description:
      'Until the overlap ends, a day unless told otherwise, every message is signed with either secret. The new one is in this answer only.',
    reply: reply.data(account.shownWebhookEndpoint),
    example: { body: { overlapSeconds: 3600 } },
  },
  'POST /v1/webhook-endpoints/{endpointId}/test': {
    tag: 'Webhooks',
    operationId: 'testWebhookEndpoint',
    description:
      'Sends a message of type `webhook.test` by the same road as any other; look at the delivery for how it went.',
    reply: reply.data(account.webhookDelivery),
    codes: ['conflict'],
  },
  'GET /v1/webhook-endpoints/{endpointId}/deliveries': {
    tag: 'Webhooks',
    operationId: 'listWebhookDeliveries',
    description: 'What was sent or waits to be, newest first, with the receiver’s last answer.',
    reply: reply.pageOf(account.webhookDelivery),
    example: { query: { limit: '20' } },
  },
  'POST /v1/webhook-endpoints/{endpointId}/deliveries/{deliveryId}/replay': {
    tag: 'Webhooks',
    operationId: 'replayWebhookDelivery',
    description: 'Sends it again under the same `webhook-id`, with a fresh timestamp.',
    reply: reply.data(account.webhookDelivery),
    codes: ['conflict'],
  },
};
