import type Stripe from 'stripe';
import { getEnv } from '../env';
import type { PurchaseRow } from './purchase-row';
import { getStripe, isMissingAtStripe } from './stripe';
import { toStripeAmount } from './stripe-amount';

/** Metadata key under which Stripe's objects carry our purchase id. Never a price: amounts are ours alone. */
export const PURCHASE_KEY = 'coffer_purchase_id';

/** What `fulfil` needs to see of a session. */
const EXPAND = ['line_items', 'payment_intent.latest_charge'];

const MICRO_PER_CREDIT = 1_000_000n;

/** `1,234.5 credits`, the same for the same amount on every machine. */
function creditText(micro: bigint): string {
  const whole = (micro / MICRO_PER_CREDIT).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  const fraction = (micro % MICRO_PER_CREDIT).toString().padStart(6, '0').replace(/0+$/, '');
  return `${whole}${fraction && `.${fraction}`} credits`;
}

/** Where Stripe sends the customer afterwards. The purchase is named by our id; a session id from outside is never read. */
export function returnUrls(slug: string, purchaseId: string): { success: string; cancel: string } {
  const base = `${getEnv().BASE_URL}/w/${slug}/top-up`;
  return { success: `${base}/return?purchase=${purchaseId}`, cancel: `${base}?canceled=${purchaseId}` };
}

/** Stripe works out the tax by the buyer's address, and asks businesses for their tax id. */
const TAX = {
  automatic_tax: { enabled: true },
  tax_id_collection: { enabled: true },
  billing_address_collection: 'required',
  // What the buyer types is kept on the customer: tax follows their address, and the next time it is filled in.
  customer_update: { address: 'auto', name: 'auto' },
} satisfies Partial<Stripe.Checkout.SessionCreateParams>;

/** The credits, and the fee as a line of its own. Prices contain their tax, so that the total is what we have shown. */
function lineItems(row: PurchaseRow): Stripe.Checkout.SessionCreateParams.LineItem[] {
  const line = (amountMinor: bigint, name: string, description?: string) => ({
    quantity: 1,
    price_data: {
      currency: row.currency,
      unit_amount: toStripeAmount(amountMinor),
      ...(row.collects_tax && { tax_behavior: 'inclusive' as const }),
      product_data: { name, ...(description && { description }) },
    },
  });
  const bonus = row.bonus_micro > 0n ? `plus a bonus of ${creditText(row.bonus_micro)}` : undefined;
  const credits = line(row.price_minor, creditText(row.credit_micro), bonus);
  return row.fee_minor > 0n ? [credits, line(row.fee_minor, 'Processing fee')] : [credits];
}

/**
 * The create call for a purchase, from its row alone: sent again after a lost answer it is the same to the byte, as
 * Stripe's idempotency asks.
 */
export function checkoutParams(row: PurchaseRow, customer: string, slug: string): Stripe.Checkout.SessionCreateParams {
  const metadata = { [PURCHASE_KEY]: row.id };
  const urls = returnUrls(slug, row.id);
  return {
    mode: 'payment',
    customer,
    client_reference_id: row.id,
    metadata,
    payment_intent_data: { metadata },
    // Nothing is kept unless its owner ticks a box on Stripe's page; kept cards are offered there the next time.
    saved_payment_method_options: { payment_method_save: 'enabled' },
    // Charged in the currency that was shown, never converted on Stripe's page.
    adaptive_pricing: { enabled: false },
    ...(row.collects_tax && TAX),
    line_items: lineItems(row),
    success_url: urls.success,
    cancel_url: urls.cancel,
  };
}

/** The session with its payment, or null when Stripe does not know it. */
export async function retrieveSession(sessionId: string): Promise<Stripe.Checkout.Session | null> {
  try {
    return await getStripe().checkout.sessions.retrieve(sessionId, { expand: EXPAND });
  } catch (error) {
    if (isMissingAtStripe(error)) return null;
    throw error;
  }
}

/**
 * The session of a purchase: by its id, or, when the answer to its creation was lost, among the customer's sessions by
 * our own id. null: there is none.
 */
export async function findSession(row: PurchaseRow): Promise<Stripe.Checkout.Session | null> {
  if (row.checkout_session_id) return retrieveSession(row.checkout_session_id);
  if (!row.stripe_customer_id) return null; // kept before the session is made: without it there is none
  const since = Math.floor(row.created_at.getTime() / 1000) - 300; // clocks differ
  const sessions = getStripe().checkout.sessions.list({
    customer: row.stripe_customer_id,
    created: { gte: since },
    limit: 100,
  });
  try {
    for await (const session of sessions) {
      if (session.client_reference_id === row.id) return retrieveSession(session.id);
    }
  } catch (error) {
    if (!isMissingAtStripe(error)) throw error; // a customer who is gone has no sessions
  }
  return null;
}
