import { v5 } from 'uuid';
import type { Actor } from '../auth/actor';
import { authorize } from '../auth/policy';
import { inTransaction } from '../db/transaction';
import { getEnv } from '../env';
import { AppError } from '../errors';
import { newId } from '../ids';
import { log } from '../log';
import { PURCHASE_KEY, returnUrls } from './checkout-session';
import { fulfil } from './fulfil';
import { markFailed } from './mark-failed';
import { commitPending, requireBuyer, startPurchase } from './purchase';
import type { PurchaseRow } from './purchase-row';
import { listSavedCards, type SavedCard } from './saved-cards';
import { settleCardCharge } from './settle-card-charge';
import { asPaymentError, getStripe, isRefusedByStripe, isStripeError, loggable } from './stripe';
import { toStripeAmount } from './stripe-amount';
import type { StartedPurchase, StartPurchaseInput } from './types';

/** Makes the id of the checkout that takes the place of a card payment, so that a repeated form opens it again. */
const CHECKOUT_INSTEAD = '4a1f1c0e-7a35-4d7e-9b55-0f0a6c5d9c31';

/** The page is not to wait for a slow Stripe. */
const PATIENCE_MS = 2_000;

/**
 * The cards that a person may pay with on our own page. None where Stripe has to work out tax, which takes its page; it
 * offers them there. A Stripe that does not answer is no error: Checkout is still open.
 */
export async function listPayableCards(stripeCustomerId: string | null): Promise<SavedCard[]> {
  if (!stripeCustomerId || !getEnv().STRIPE_SECRET_KEY || getEnv().STRIPE_TAX) return [];
  try {
    const tooLate = new Promise<SavedCard[]>((resolve) => setTimeout(resolve, PATIENCE_MS, []).unref());
    return await Promise.race([listSavedCards(stripeCustomerId), tooLate]);
  } catch (error) {
    if (!isStripeError(error)) throw error;
    log.warn({ err: loggable(error) }, 'saved cards could not be listed');
    return [];
  }
}

/**
 * Pays with a saved card while its owner is there: the purchase is committed, Stripe is asked for the money once, and
 * its answer is applied. Where the bank wants to see its customer, Stripe's page takes over. Answers where to go next:
 * our page of the purchase, or Stripe's.
 * Errors: as startPurchase; validation_failed (no such card of this workspace).
 */
export async function payWithCard(
  actor: Actor,
  { cardId, ...input }: StartPurchaseInput & { cardId: string },
): Promise<StartedPurchase> {
  authorize(actor, 'purchases:create', { workspaceId: input.workspaceId });
  const workspace = await requireBuyer(input.workspaceId);
  const customerId = workspace.stripe_customer_id;
  if (!customerId || !(await isPayable(customerId, cardId))) {
    throw new AppError('validation_failed', {
      detail: 'This card is not saved any more. Choose another way of paying.',
      fields: [{ path: ['card'], message: 'is not saved' }],
      facts: { problem: 'cardGone' },
    });
  }
  const purchaseId = input.purchaseId ?? newId();
  const row = await commitPending(actor, workspace, { ...input, purchaseId }, { id: cardId, customerId });
  const ourPage = { purchaseId, checkoutUrl: returnUrls(workspace.slug, purchaseId).success };
  if (row.status !== 'pending' || (await wasAnswered(row))) return ourPage;
  if ((await charge(row)) === 'done') return ourPage;
  return startPurchase(actor, { ...input, purchaseId: v5(row.id, CHECKOUT_INSTEAD) });
}

/** Older than this, a form that comes again is not a second click: Stripe is asked what it knows of the first. */
const SECOND_CLICK_MS = 60_000;

/**
 * Whether a payment that was begun some time ago needs no asking for any more, or cannot be asked about now. Stripe keeps
 * idempotency keys for a day only: after it, the same request would be another payment.
 */
async function wasAnswered(row: PurchaseRow): Promise<boolean> {
  if (Date.now() - row.created_at.getTime() < SECOND_CLICK_MS) return false;
  try {
    return (await fulfil(row.id, 'return')).status !== 'pending';
  } catch (error) {
    if (!isStripeError(error)) throw error;
    log.warn({ purchaseId: row.id, err: loggable(error) }, 'a card payment could not be looked up');
    return true;
  }
}

async function isPayable(customerId: string, cardId: string): Promise<boolean> {
  if (getEnv().STRIPE_TAX) return false;
  try {
    return (await listSavedCards(customerId)).some(({ id }) => id === cardId);
  } catch (error) {
    throw asPaymentError(error);
  }
}

async function charge(row: PurchaseRow): Promise<'done' | 'needs_owner'> {
  try {
    const intent = await getStripe().paymentIntents.create(
      {
        amount: toStripeAmount(row.price_minor + row.fee_minor),
        currency: row.currency,
        customer: row.stripe_customer_id ?? '',
        payment_method: row.card_id ?? '',
        confirm: true,
        // A question of the bank's ends this payment: Stripe's page asks it then, with a payment of its own.
        error_on_requires_action: true,
        automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
        expand: ['latest_charge'],
        metadata: { [PURCHASE_KEY]: row.id },
      },
      { idempotencyKey: `pay:${row.id}` },
    );
    await settleCardCharge(row.id, intent, 'return');
    return 'done';
  } catch (error) {
    return afterFailure(row, error);
  }
}

async function afterFailure(row: PurchaseRow, error: unknown): Promise<'done' | 'needs_owner'> {
  if (!isStripeError(error)) throw error;
  if (error.type === 'StripeCardError') {
    await fulfil(row.id, 'return'); // Stripe has the payment that was refused: it says what the purchase is
    return error.code === 'authentication_required' ? 'needs_owner' : 'done';
  }
  if (isRefusedByStripe(error)) {
    await inTransaction((client) => markFailed(client, row));
    throw asPaymentError(error);
  }
  // It is not known whether the card was charged: our page waits, and the sweep finds out.
  log.warn({ purchaseId: row.id, err: loggable(error) }, 'it is not known yet whether a card was charged');
  return 'done';
}
