import { chargeDisputeClosed } from './charge-dispute-closed';
import { chargeDisputeCreated } from './charge-dispute-created';
import { chargeDisputeFundsReinstated } from './charge-dispute-funds-reinstated';
import { chargeDisputeFundsWithdrawn } from './charge-dispute-funds-withdrawn';
import { chargeDisputeUpdated } from './charge-dispute-updated';
import { checkoutSessionAsyncPaymentFailed } from './checkout-session-async-payment-failed';
import { checkoutSessionAsyncPaymentSucceeded } from './checkout-session-async-payment-succeeded';
import { checkoutSessionCompleted } from './checkout-session-completed';
import { checkoutSessionExpired } from './checkout-session-expired';
import { customerUpdated } from './customer-updated';
import { paymentIntentCanceled } from './payment-intent-canceled';
import { paymentIntentPaymentFailed } from './payment-intent-payment-failed';
import { paymentIntentSucceeded } from './payment-intent-succeeded';
import { paymentMethodAttached } from './payment-method-attached';
import { refundCreated } from './refund-created';
import { refundFailed } from './refund-failed';
import { refundUpdated } from './refund-updated';
import type { EventHandler } from './types';

/** The events that do something, each in a file of its own. Everything else is acknowledged and forgotten. */
const HANDLERS = {
  'checkout.session.completed': checkoutSessionCompleted,
  'checkout.session.async_payment_succeeded': checkoutSessionAsyncPaymentSucceeded,
  'checkout.session.async_payment_failed': checkoutSessionAsyncPaymentFailed,
  'checkout.session.expired': checkoutSessionExpired,
  'payment_intent.succeeded': paymentIntentSucceeded,
  'payment_intent.payment_failed': paymentIntentPaymentFailed,
  'payment_intent.canceled': paymentIntentCanceled,
  'payment_method.attached': paymentMethodAttached,
  'customer.updated': customerUpdated,
  'refund.created': refundCreated,
  'refund.updated': refundUpdated,
  'refund.failed': refundFailed,
  'charge.dispute.created': chargeDisputeCreated,
  'charge.dispute.updated': chargeDisputeUpdated,
  'charge.dispute.closed': chargeDisputeClosed,
  'charge.dispute.funds_withdrawn': chargeDisputeFundsWithdrawn,
  'charge.dispute.funds_reinstated': chargeDisputeFundsReinstated,
} as const satisfies Record<string, EventHandler>;

export type HandledEventType = keyof typeof HANDLERS;

/** What a webhook endpoint has to be subscribed to. */
export const HANDLED_EVENTS = Object.keys(HANDLERS) as HandledEventType[];

export const isHandled = (type: string): type is HandledEventType => Object.hasOwn(HANDLERS, type);

export const handlerOf = (type: HandledEventType): EventHandler => HANDLERS[type];
