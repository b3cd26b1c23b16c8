import type { Actor } from '../../auth/actor';
import { authorize, missing } from '../../auth/policy';
import { getPool } from '../../db/pool';
import { getEnv } from '../../env';
import { isUuid } from '../../ids';
import { fulfil } from '../fulfil';
import { findPurchaseRow } from '../purchase-row';
import { settleCardCharge } from '../settle-card-charge';
import { asPaymentError, getStripe, isRefusedByStripe, isStripeError } from '../stripe';
import { authenticationPage } from './authentication-page';
import { giveUpWaiting } from './give-up';
import { findAttempt, findRule, isWithdrawn } from './rows';

/**
 * Confirms the payment of a waiting attempt once more, now with its owner there, and answers the bank's page to go to;
 * null: there is nothing to ask any more (the attempt says what became of it). It is the same payment at Stripe, so it
 * is charged once, however often this is called.
 * Errors: forbidden/not_found, payment_provider_failed.
 */
export async function beginAuthentication(
  actor: Actor,
  { workspaceId, attemptId, slug }: { workspaceId: string; attemptId: string; slug: string },
): Promise<string | null> {
  authorize(actor, 'auto_top_up:manage', { workspaceId });
  const attempt = isUuid(attemptId) ? await findAttempt(getPool(), workspaceId, attemptId) : null;
  if (!attempt) throw missing('payment');
  const rule = await findRule(getPool(), workspaceId);
  if (!rule || isWithdrawn(rule, attempt)) {
    await giveUpWaiting(workspaceId, attempt.id); // stopped while Stripe could not be asked to
    return null;
  }
  const purchase = await findPurchaseRow(getPool(), attempt.purchase_id);
  if (attempt.state !== 'authentication' || !purchase?.payment_intent_id || !attempt.card_id) return null;
  try {
    const intent = await getStripe().paymentIntents.confirm(purchase.payment_intent_id, {
      payment_method: attempt.card_id,
      return_url: `${getEnv().BASE_URL}${authenticationPage(slug, attempt.id)}?back=1`,
      expand: ['latest_charge'],
    });
    const url = intent.status === 'requires_action' ? intent.next_action?.redirect_to_url?.url : null;
    if (url) return url;
    await settleCardCharge(purchase.id, intent, 'return');
    return null;
  } catch (error) {
    if (!isStripeError(error)) throw error;
    // Declined, or made or withdrawn meanwhile: Stripe says what it is.
    if (error.type !== 'StripeCardError' && !isRefusedByStripe(error)) throw asPaymentError(error);
    await fulfil(purchase.id, 'return');
    return null;
  }
}
