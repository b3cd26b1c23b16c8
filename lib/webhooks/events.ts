/** What endpoints can be told. A type, once published, keeps its meaning. */
export const EVENT_TYPES = ['purchase.paid', 'purchase.failed', 'refund.booked'] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Sent on demand only, whatever an endpoint has subscribed to. */
export const TEST_EVENT = 'webhook.test';
