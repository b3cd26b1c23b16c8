import { fulfilSession } from './fulfil-session';
import type { EventHandler } from './types';

/** checkout.session.async_payment_succeeded: a delayed payment arrived. */
export const checkoutSessionAsyncPaymentSucceeded: EventHandler = fulfilSession;
