import { chargeSavedCard } from './charge-saved-card';
import type { EventHandler } from './types';

/** payment_intent.payment_failed: a saved card did not pay. */
export const paymentIntentPaymentFailed: EventHandler = chargeSavedCard;
