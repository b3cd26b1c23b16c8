import type Stripe from 'stripe';

/** A right that Coffer's key needs, as Stripe's dashboard names it, and a call that tells whether it is there. */
export interface Right {
  name: string;
  level: 'read' | 'write';
  /** Without what it is for, an operator cannot tell whether to grant it. */
  why: string;
  /** Does nothing at Stripe: it reads, or asks for something that cannot be. */
  probe(stripe: Stripe): Promise<unknown>;
}

const NOBODY = 'cus_coffer_rights_check';
const first = { limit: 1 };

export const RIGHTS: readonly Right[] = [
  {
    name: 'Checkout Sessions',
    level: 'write',
    why: 'opens the page on which customers pay',
    probe: (stripe) => stripe.checkout.sessions.create({ mode: 'payment', customer: NOBODY }),
  },
  {
    name: 'Customers',
    level: 'write',
    why: 'keeps one customer for each workspace',
    probe: (stripe) => stripe.customers.update(NOBODY, { description: 'rights check' }),
  },
  {
    name: 'PaymentIntents',
    level: 'write',
    why: 'charges saved cards for automatic top-ups',
    probe: (stripe) => stripe.paymentIntents.create({ amount: 1, currency: 'usd', customer: NOBODY }),
  },
  {
    name: 'PaymentMethods',
    level: 'read',
    why: 'finds the saved card',
    probe: (stripe) => stripe.paymentMethods.retrieve('pm_coffer_rights_check'),
  },
  {
    name: 'SetupIntents',
    level: 'read',
    why: 'sees that a card was saved',
    probe: (stripe) => stripe.setupIntents.list(first),
  },
  {
    name: 'Refunds',
    level: 'write',
    why: 'gives money back, and books what was given back in the dashboard',
    probe: (stripe) => stripe.refunds.create({ charge: 'ch_coffer_rights_check' }),
  },
  { name: 'Charges', level: 'read', why: 'links receipts', probe: (stripe) => stripe.charges.list(first) },
  { name: 'Disputes', level: 'read', why: 'freezes disputed credits', probe: (stripe) => stripe.disputes.list(first) },
  {
    name: 'Events',
    level: 'read',
    why: 'fetches events that were missed',
    probe: (stripe) => stripe.events.list(first),
  },
  {
    name: 'Balance transactions',
    level: 'read',
    why: 'sees whether disputed money is gone',
    probe: (stripe) => stripe.balanceTransactions.list(first),
  },
  {
    name: 'Customer portal',
    level: 'write',
    why: 'opens the page on which customers change their cards',
    probe: (stripe) => stripe.billingPortal.sessions.create({ customer: NOBODY }),
  },
];

const typeOf = (error: unknown): string => (error instanceof Error && 'type' in error ? String(error.type) : '');

/** Whether the key has a right. Errors: whatever leaves that open (no such key, no network). */
export async function hasRight(stripe: Stripe, right: Right): Promise<boolean> {
  try {
    await right.probe(stripe);
    return true;
  } catch (error) {
    if (typeOf(error) === 'StripePermissionError') return false;
    if (typeOf(error) === 'StripeInvalidRequestError') return true; // it was let in, and refused for what it asked
    throw error;
  }
}
