import type Stripe from 'stripe';
import { findDefaultCard } from './default-card';
import { getStripe, idOf, isMissingAtStripe } from './stripe';

/** A card that a customer has left at Stripe for later payments; its number never comes here. */
export interface SavedCard {
  /** pm_… */
  id: string;
  /** Stripe's word: visa, mastercard, amex, … */
  brand: string;
  last4: string;
  /** 1 to 12. */
  expMonth: number;
  expYear: number;
  /** The one that pays while nobody is there. */
  isDefault: boolean;
}

const toCard = (method: Stripe.PaymentMethod, isDefault: boolean): SavedCard | null =>
  method.card
    ? {
        id: method.id,
        brand: method.card.brand,
        last4: method.card.last4,
        expMonth: method.card.exp_month,
        expYear: method.card.exp_year,
        isDefault,
      }
    : null;

/**
 * The card that pays for automatic purchases: Stripe's default of the customer, else the newest; null: there is none.
 * Errors: Stripe's.
 */
export async function findSavedCard(stripeCustomerId: string): Promise<SavedCard | null> {
  const id = await findDefaultCard(stripeCustomerId);
  if (!id) return null;
  try {
    const method = await getStripe().paymentMethods.retrieve(id);
    return idOf(method.customer) === stripeCustomerId ? toCard(method, true) : null;
  } catch (error) {
    if (isMissingAtStripe(error)) return null;
    throw error;
  }
}

/** All saved cards of a customer, the one that pays first. Errors: Stripe's. */
export async function listSavedCards(stripeCustomerId: string): Promise<SavedCard[]> {
  const [defaultId, methods] = await Promise.all([
    findDefaultCard(stripeCustomerId),
    getStripe()
      .paymentMethods.list({ customer: stripeCustomerId, type: 'card', limit: 20 })
      .catch((error: unknown) => {
        if (isMissingAtStripe(error)) return null; // the customer was deleted there
        throw error;
      }),
  ]);
  const cards = (methods?.data ?? []).flatMap((method) => toCard(method, method.id === defaultId) ?? []);
  return cards.sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
}
