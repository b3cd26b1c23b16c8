import { fulfilSession } from './fulfil-session';
import type { EventHandler } from './types';

/** checkout.session.async_payment_failed: a delayed payment came back. */
export const checkoutSessionAsyncPaymentFailed: EventHandler = fulfilSession;
