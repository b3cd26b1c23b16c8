import { getStripe, idOf, isMissingAtStripe } from '../stripe';
import { cardsChanged } from './cards-changed';
import type { EventHandler } from './types';

/** payment_method.attached: a customer saved a card, in our portal, in Stripe's, or while paying. */
export const paymentMethodAttached: EventHandler = async ({ objectId }) => {
  try {
    await cardsChanged(idOf((await getStripe().paymentMethods.retrieve(objectId)).customer));
  } catch (error) {
    if (!isMissingAtStripe(error)) throw error; // removed again meanwhile
  }
};
