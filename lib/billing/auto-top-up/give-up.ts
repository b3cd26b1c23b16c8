import { getPool } from '../../db/pool';
import { log } from '../../log';
import { fulfil } from '../fulfil';
import { findPurchaseRow } from '../purchase-row';
import { settleCardCharge } from '../settle-card-charge';
import { getStripe, isBillingOpen, isRefusedByStripe, isStripeError, loggable } from '../stripe';
import { findInFlight } from './rows';

/**
 * Withdraws a payment that waits for the card's owner, so that it cannot be made any more once something else was
 * decided. A payment that was made meanwhile is settled instead. False: Stripe did not answer, so it still waits.
 */
export async function giveUpWaiting(workspaceId: string): Promise<boolean> {
  const attempt = await findInFlight(getPool(), workspaceId);
  if (attempt?.state !== 'authentication' || !isBillingOpen()) return true;
  const purchase = await findPurchaseRow(getPool(), attempt.purchase_id);
  if (!purchase?.payment_intent_id) return true;
  try {
    const intent = await getStripe().paymentIntents.cancel(purchase.payment_intent_id, { expand: ['latest_charge'] });
    await settleCardCharge(purchase.id, intent, 'return');
  } catch (error) {
    if (isRefusedByStripe(error)) {
      await fulfil(purchase.id, 'return'); // no longer to be withdrawn: Stripe says what it is
      return true;
    }
    if (!isStripeError(error)) throw error;
    log.warn({ workspaceId, err: loggable(error) }, 'a payment that waits for its owner could not be withdrawn');
    return false;
  }
  return true;
}
