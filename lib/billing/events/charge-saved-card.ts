import { getPool } from '../../db/pool';
import { isUuid } from '../../ids';
import { PURCHASE_KEY } from '../checkout-session';
import { fulfil } from '../fulfil';
import { findPurchaseRow } from '../purchase-row';
import { getStripe } from '../stripe';
import type { EventHandler } from './types';

/**
 * The road of every event about a payment: for those that charge a saved card. Payments of a Checkout Session are its
 * events' business, and those of other software on the same account are nobody's here.
 */
export const chargeSavedCard: EventHandler = async ({ objectId: intentId }) => {
  const intent = await getStripe().paymentIntents.retrieve(intentId);
  const purchaseId = intent.metadata[PURCHASE_KEY];
  const purchase = purchaseId && isUuid(purchaseId) ? await findPurchaseRow(getPool(), purchaseId) : null;
  if (purchase?.payment_kind !== 'card') return;
  if (purchase.payment_intent_id && purchase.payment_intent_id !== intentId) return;
  await fulfil(purchase.id, 'webhook');
};
