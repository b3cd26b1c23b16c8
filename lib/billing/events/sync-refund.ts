import { getPool } from '../../db/pool';
import { isUuid } from '../../ids';
import { PURCHASE_KEY } from '../checkout-session';
import { syncDispute } from '../disputes';
import { fulfil } from '../fulfil';
import { findPurchaseRow } from '../purchase-row';
import { syncRefunds } from '../refunds';
import { getStripe, idOf } from '../stripe';
import { type EventHandler, ParkedEvent } from './types';

/**
 * The purchase that a payment belongs to, credited first if its own events are still on their way: also where the
 * payment is known already, because a saved card's is from the moment it is asked for. null: not ours.
 */
export async function purchaseOfPayment(paymentIntentId: string): Promise<string | null> {
  const { rows } = await getPool().query<{ id: string }>('SELECT id FROM purchases WHERE payment_intent_id = $1', [
    paymentIntentId,
  ]);
  const purchaseId = rows[0]?.id ?? (await purchaseNamedBy(paymentIntentId));
  if (purchaseId) await fulfil(purchaseId, 'webhook');
  return purchaseId;
}

async function purchaseNamedBy(paymentIntentId: string): Promise<string | null> {
  const intent = await getStripe().paymentIntents.retrieve(paymentIntentId);
  const purchaseId = intent.metadata[PURCHASE_KEY];
  if (!purchaseId) return null;
  if (isUuid(purchaseId) && (await findPurchaseRow(getPool(), purchaseId))) return purchaseId;
  throw new ParkedEvent(`payment ${paymentIntentId} names the purchase ${purchaseId}, which is not here`);
}

/**
 * Books the refunds of a purchase, after what Stripe decided meanwhile about its disputes, lost ones too, since an appeal
 * can be won: credits that a dispute no longer holds must be there to be taken, or a debt would stand beside them.
 */
export async function syncRefundsOf(purchaseId: string): Promise<void> {
  const { rows } = await getPool().query<{ stripe_id: string }>(
    `SELECT stripe_id FROM disputes WHERE purchase_id = $1 AND effect <> 'none' ORDER BY stripe_id`,
    [purchaseId],
  );
  for (const { stripe_id: disputeId } of rows) await syncDispute(disputeId, purchaseId);
  await syncRefunds(purchaseId);
}

/** The road of every event about a refund: asks Stripe for all refunds of that payment. */
export const syncRefund: EventHandler = async ({ objectId: refundId }) => {
  const refund = await getStripe().refunds.retrieve(refundId);
  const paymentIntentId = idOf(refund.payment_intent);
  const purchaseId = paymentIntentId && (await purchaseOfPayment(paymentIntentId));
  if (purchaseId) await syncRefundsOf(purchaseId);
};
