import type Stripe from 'stripe';
import { getPool } from '../../db/pool';
import { log } from '../../log';
import { fulfil } from '../fulfil';
import { findPurchaseRow } from '../purchase-row';
import { settleCardCharge } from '../settle-card-charge';
import { getStripe, isBillingOpen, isRefusedByStripe, isStripeError, loggable } from '../stripe';
import { findInFlight } from './rows';

/**
 * Withdraws a payment that waits for the card's owner, so that it cannot be made any more once something else was
 * decided. A payment that was made meanwhile is settled instead. `attemptId`: this one only, not one that began since.
 * False: Stripe did not answer, so it still waits.
 */
export async function giveUpWaiting(workspaceId: string, attemptId: string | null = null): Promise<boolean> {
  const attempt = await findInFlight(getPool(), workspaceId);
  if (attempt?.state !== 'authentication' || !isBillingOpen()) return true;
  if (attemptId !== null && attempt.id !== attemptId) return true;
  const purchase = await findPurchaseRow(getPool(), attempt.purchase_id);
  if (!purchase?.payment_intent_id) return true;
  try {
    await withdraw(purchase.id, purchase.payment_intent_id);
    return true;
  } catch (error) {
    if (!isStripeError(error)) throw error;
    log.warn({ workspaceId, err: loggable(error) }, 'a payment that waits for its owner could not be withdrawn');
    return false;
  }
}

async function withdraw(purchaseId: string, intentId: string): Promise<void> {
  let intent: Stripe.PaymentIntent;
  try {
    intent = await getStripe().paymentIntents.cancel(intentId, { expand: ['latest_charge'] });
  } catch (error) {
    if (!isRefusedByStripe(error)) throw error;
    await fulfil(purchaseId, 'return'); // no longer to be withdrawn: Stripe says what it is
    return;
  }
  await settleCardCharge(purchaseId, intent, 'return');
}
