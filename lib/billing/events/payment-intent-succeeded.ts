import { chargeSavedCard } from './charge-saved-card';
import type { EventHandler } from './types';

/** payment_intent.succeeded: a saved card has paid, or its owner has confirmed. */
export const paymentIntentSucceeded: EventHandler = chargeSavedCard;
