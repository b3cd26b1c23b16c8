import { fulfilSession } from './fulfil-session';
import type { EventHandler } from './types';

/** checkout.session.completed: the customer has done their part; paid at once, or under way by a delayed method. */
export const checkoutSessionCompleted: EventHandler = fulfilSession;
