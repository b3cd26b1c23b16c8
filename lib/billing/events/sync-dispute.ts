import { syncDispute } from '../disputes';
import { getStripe, idOf } from '../stripe';
import { purchaseOfPayment, syncRefundsOf } from './sync-refund';
import type { EventHandler } from './types';

/**
 * The road of every event about a dispute: asks Stripe for it, and for the refunds of the payment first, so that what
 * is disputed does not depend on which of the two was told first.
 */
export const syncDisputeEvent: EventHandler = async ({ objectId: disputeId }) => {
  const dispute = await getStripe().disputes.retrieve(disputeId);
  const paymentIntentId = idOf(dispute.payment_intent);
  const purchaseId = paymentIntentId && (await purchaseOfPayment(paymentIntentId));
  if (!purchaseId) return;
  await syncRefundsOf(purchaseId);
  await syncDispute(disputeId, purchaseId);
};
