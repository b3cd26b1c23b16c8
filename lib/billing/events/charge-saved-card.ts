import { getPool } from '../../db/pool';
import { isUuid } from '../../ids';
import { PURCHASE_KEY } from '../checkout-session';
import { fulfil } from '../fulfil';
import { findPurchaseRow } from '../purchase-row';
import { getStripe } from '../stripe';
import { type EventHandler, ParkedEvent } from './types';

/**
 * The road of every event about a payment: for those that charge a saved card. Payments of a Checkout Session are its
 * events' business, and those of other software on the same account are nobody's here. Money that names a purchase which
 * it cannot belong to waits for a person.
 */
export const chargeSavedCard: EventHandler = async ({ objectId: intentId }) => {
  const intent = await getStripe().paymentIntents.retrieve(intentId);
  const purchaseId = intent.metadata[PURCHASE_KEY];
  if (!purchaseId) return;
  const purchase = isUuid(purchaseId) ? await findPurchaseRow(getPool(), purchaseId) : null;
  const isMoney = intent.status === 'succeeded';
  if (!purchase) {
    if (isMoney) throw new ParkedEvent(`payment ${intentId} names the purchase ${purchaseId}, which is not here`);
    return;
  }
  if (purchase.payment_kind !== 'card') return;
  if (purchase.payment_intent_id && purchase.payment_intent_id !== intentId) {
    if (isMoney) throw new ParkedEvent(`payment ${intentId} was made, but purchase ${purchaseId} has another payment`);
    return;
  }
  await fulfil(purchase.id, 'webhook');
};
