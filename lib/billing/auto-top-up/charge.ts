import type Stripe from 'stripe';
import { getPool } from '../../db/pool';
import { log } from '../../log';
import { alertOperator } from '../alert';
import { PURCHASE_KEY } from '../checkout-session';
import { fulfil } from '../fulfil';
import { findPurchaseRow } from '../purchase-row';
import { settleCardCharge } from '../settle-card-charge';
import { getStripe, isRefusedByStripe, isStripeError, loggable } from '../stripe';
import { toStripeAmount } from '../stripe-amount';
import { type AttemptRow, findRule, isWithdrawn } from './rows';
import { refuseAttempt } from './settle-attempt';

/** Past this age an attempt is only looked for, never sent again: well before the sweep gives it up (30 minutes). */
const SEND_WITHIN_MS = 15 * 60_000;

type CardError = Stripe.errors.StripeError & { payment_intent?: Stripe.PaymentIntent };

/**
 * Asks Stripe for the money of an attempt, off session. Called again it is the same request under the same key, so that
 * Stripe charges once. What Stripe answers is applied at once; an answer that does not come leaves the attempt in
 * flight, and the sweep finds out. A rule that was stopped since, be it that it is on again by now, asks for nothing any
 * more: what Stripe has not heard of by then, it does not hear of. Never throws for a failure of Stripe's.
 */
export async function chargeAttempt(attempt: AttemptRow): Promise<void> {
  const rule = await findRule(getPool(), attempt.workspace_id);
  if (rule?.state !== 'on' || isWithdrawn(rule, attempt)) return;
  const purchase = await findPurchaseRow(getPool(), attempt.purchase_id);
  if (!purchase?.stripe_customer_id || !attempt.card_id || purchase.status !== 'pending') return;
  if (Date.now() - purchase.created_at.getTime() > SEND_WITHIN_MS) return;
  let intent: Stripe.PaymentIntent;
  try {
    intent = await getStripe().paymentIntents.create(
      {
        amount: toStripeAmount(attempt.total_minor),
        currency: attempt.currency,
        customer: purchase.stripe_customer_id,
        payment_method: attempt.card_id,
        off_session: true,
        confirm: true,
        expand: ['latest_charge'],
        metadata: { [PURCHASE_KEY]: purchase.id },
        description: 'Automatic top-up',
      },
      { idempotencyKey: attempt.id },
    );
  } catch (error) {
    await applyFailure(attempt, error);
    return;
  }
  await settleCardCharge(purchase.id, intent, 'return');
}

async function applyFailure(attempt: AttemptRow, error: unknown): Promise<void> {
  if (!isStripeError(error)) throw error;
  if (error.type === 'StripeCardError') {
    const intent = (error as CardError).payment_intent;
    // The error carries the payment as Stripe keeps it; without one, it is looked up like any lost answer.
    if (intent) await settleCardCharge(attempt.purchase_id, intent, 'return');
    else await fulfil(attempt.purchase_id, 'return');
    return;
  }
  if (isRefusedByStripe(error)) {
    const isCardGone = error.code === 'resource_missing' || error.param === 'payment_method';
    const code = error.code ?? 'invalid_request';
    await refuseAttempt(attempt, { reason: isCardGone ? 'no_card' : 'refused', code });
    if (!isCardGone) alertOperator('auto_top_up.refused', { workspaceId: attempt.workspace_id, code });
    return;
  }
  log.warn(
    { attemptId: attempt.id, workspaceId: attempt.workspace_id, err: loggable(error) },
    'it is not known yet whether an automatic top-up was charged',
  );
}
