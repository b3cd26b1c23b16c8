import { fulfilSession } from './fulfil-session';
import type { EventHandler } from './types';

/** checkout.session.expired: nobody paid in time, or we closed it. */
export const checkoutSessionExpired: EventHandler = fulfilSession;
