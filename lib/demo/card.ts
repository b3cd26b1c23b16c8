import type Stripe from 'stripe';
import { createStripe } from '../billing/stripe';
import type { Pool } from '../db/pool';
import type { Env } from '../env';
import type { DemoWorkspace } from './world';

const TRIES = 40;
const PAUSE_MS = 250;

/**
 * Gives a workspace of the demo a saved card at the sandbox, so that a charge without its owner (Kable's chargeAmount)
 * has something to be taken from. Never at Stripe itself. A sandbox that does not answer is left alone.
 */
export async function ensureDemoCard(env: Env, pool: Pool, workspace: DemoWorkspace): Promise<void> {
  if (!env.STRIPE_API_BASE || !env.STRIPE_SECRET_KEY) return;
  const stripe = createStripe({ secretKey: env.STRIPE_SECRET_KEY, apiBase: env.STRIPE_API_BASE });
  // The sandbox starts beside this and may not listen yet.
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    try {
      await saveCard(stripe, pool, workspace);
      return;
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

async function saveCard(stripe: Stripe, pool: Pool, { id, name, billingEmail }: DemoWorkspace): Promise<void> {
  const { rows } = await pool.query<{ stripe_customer_id: string | null }>(
    'SELECT stripe_customer_id FROM workspaces WHERE id = $1',
    [id],
  );
  const known = rows[0]?.stripe_customer_id;
  const { data: customers } = await stripe.customers.list({ email: billingEmail, limit: 100 });
  const customer =
    customers.find((one) => one.id === known) ??
    (await stripe.customers.create({ name, email: billingEmail, metadata: { coffer_workspace_id: id } }));
  if (!customer.invoice_settings.default_payment_method) {
    const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: customer.id });
    await stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card.id } });
  }
  if (customer.id !== known) {
    await pool.query('UPDATE workspaces SET stripe_customer_id = $2 WHERE id = $1', [id, customer.id]);
  }
}

const isUnreachable = (error: unknown): boolean =>
  error instanceof Error && 'type' in error && error.type === 'StripeConnectionError';
