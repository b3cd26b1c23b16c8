import type Stripe from 'stripe';
import { getStripe, idOf, isMissingAtStripe } from './stripe';

/**
 * The payment method that Stripe keeps as the customer's default, else the newest saved card; null: there is none, or
 * Stripe does not know the customer.
 */
export async function findDefaultCard(stripeCustomerId: string): Promise<string | null> {
  let customer: Stripe.Customer | Stripe.DeletedCustomer;
  try {
    customer = await getStripe().customers.retrieve(stripeCustomerId);
  } catch (error) {
    if (isMissingAtStripe(error)) return null;
    throw error;
  }
  if (customer.deleted) return null;
  const chosen = idOf(customer.invoice_settings.default_payment_method);
  if (chosen) return chosen;
  const cards = await getStripe().paymentMethods.list({ customer: stripeCustomerId, type: 'card', limit: 1 });
  return cards.data[0]?.id ?? null;
}
