import { chargeSavedCard } from './charge-saved-card';
import type { EventHandler } from './types';

/** payment_intent.canceled: a payment was withdrawn, here or at Stripe. */
export const paymentIntentCanceled: EventHandler = chargeSavedCard;
