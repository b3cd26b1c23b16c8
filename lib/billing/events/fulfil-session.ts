import { getPool } from '../../db/pool';
import { isUuid } from '../../ids';
import { SETUP_KEY, settleCardSetup } from '../card-setup';
import { PURCHASE_KEY, retrieveSession } from '../checkout-session';
import { fulfil } from '../fulfil';
import { findPurchaseBySession, findPurchaseRow } from '../purchase-row';
import { type EventHandler, ParkedEvent } from './types';

/**
 * The road of every event about a Checkout Session: finds the purchase and lets `fulfil` ask Stripe. Sessions of other
 * software on the same account are none of our business.
 */
export const fulfilSession: EventHandler = async ({ objectId: sessionId }) => {
  const known = await findPurchaseBySession(getPool(), sessionId);
  if (known) {
    await fulfil(known.id, 'webhook');
    return;
  }
  const session = await retrieveSession(sessionId);
  const setupId = session?.metadata?.[SETUP_KEY];
  if (session?.mode === 'setup' && setupId) {
    await settleCardSetup(setupId);
    return;
  }
  const purchaseId = session?.metadata?.[PURCHASE_KEY];
  if (!session || !purchaseId) return;
  const purchase = isUuid(purchaseId) ? await findPurchaseRow(getPool(), purchaseId) : null;
  if (!purchase) throw new ParkedEvent(`session ${sessionId} names the purchase ${purchaseId}, which is not here`);
  if (purchase.checkout_session_id && purchase.checkout_session_id !== sessionId) {
    if (session.payment_status === 'unpaid') return;
    throw new ParkedEvent(`session ${sessionId} was paid, but purchase ${purchaseId} has another session`);
  }
  await fulfil(purchase.id, 'webhook');
};
