import { EVENTS, TEST_EVENT } from '../../webhooks/events';
import type { Json } from './vendor';

const header = (name: string, description: string): Json => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string' },
});

/** What every message is signed with (Standard Webhooks). */
const HEADERS = [
  header('webhook-id', 'Of the event: the same for every try and replay. Go by it to do nothing twice.'),
  header('webhook-timestamp', 'Seconds since 1970, of this try.'),
  header('webhook-signature', 'One or two signatures, separated by a space: two while a secret is rotated.'),
];

const describe = (type: string, when: string, data: string): Json => ({
  post: {
    tags: ['Webhooks'],
    operationId: `on ${type}`.replace(/\W+(\w)/g, (_, first: string) => first.toUpperCase()),
    summary: when,
    description: `\`data\`: ${data}. Amounts are decimal text, money is whole minor units as text.`,
    security: [],
    parameters: HEADERS,
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['type', 'timestamp', 'data'],
            properties: {
              type: { const: type },
              timestamp: { type: 'string', format: 'date-time' },
              data: { type: 'object' },
            },
          },
        },
      },
    },
    responses: { '2XX': { description: 'Taken. Anything else, or 15 seconds of nothing, is tried again later.' } },
  },
});

/** What endpoints are told, for the document's own `webhooks`. */
export const describeEvents = (): Record<string, Json> => ({
  ...Object.fromEntries(Object.entries(EVENTS).map(([type, { when, data }]) => [type, describe(type, when, data)])),
  [TEST_EVENT]: describe(
    TEST_EVENT,
    'On demand, whatever an endpoint has subscribed to.',
    'the customer and the endpoint',
  ),
});
