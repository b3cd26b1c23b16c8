import { syncDispute } from '../disputes';
import { getStripe, idOf } from '../stripe';
import { purchaseOfPayment } from './sync-refund';
import type { EventHandler } from './types';

/** The road of every event about a dispute: asks Stripe for it. */
export const syncDisputeEvent: EventHandler = async ({ objectId: disputeId }) => {
  const dispute = await getStripe().disputes.retrieve(disputeId);
  const paymentIntentId = idOf(dispute.payment_intent);
  const purchaseId = paymentIntentId && (await purchaseOfPayment(paymentIntentId));
  if (purchaseId) await syncDispute(disputeId, purchaseId);
};
