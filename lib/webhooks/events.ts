/** What endpoints can be told, when, and what is said. A type, once published, keeps its meaning. */
export const EVENTS = {
  'purchase.paid': { when: 'The money is certain and the credits are there.', data: 'the purchase' },
  'purchase.failed': { when: 'The payment was refused.', data: 'the purchase' },
  'refund.booked': {
    when: 'Credits left for a refund, or came back because it failed.',
    data: 'the purchase, and what is refunded in all',
  },
  'grant.created': {
    when: 'Credits were granted: bought, given, or put back after a refund that failed. Also when they start later.',
    data: 'the grant, and whose wallet it is in',
  },
  'grant.expiring': {
    when: 'Credits of the customer’s own wallet expire in 30, 7 or 1 days, as an alert asks for.',
    data: 'the alert, the days, and what expires when',
  },
  'balance.low': {
    when: 'The customer’s own wallet fell below an alert’s threshold: once per crossing.',
    data: 'the alert, its threshold, and what is available',
  },
} as const satisfies Record<string, { when: string; data: string }>;

export type EventType = keyof typeof EVENTS;
export const EVENT_TYPES = Object.keys(EVENTS) as [EventType, ...EventType[]];

/** Sent on demand only, whatever an endpoint has subscribed to. */
export const TEST_EVENT = 'webhook.test';
