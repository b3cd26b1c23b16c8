import type Stripe from 'stripe';
import type { PoolClient } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { AppError } from '../errors';
import { enqueueEvent } from '../webhooks/enqueue';
import { alertOperator } from './alert';
import { type AttemptRow, findAttemptOfPurchase } from './auto-top-up/rows';
import { isOverUnsent, settleAttempt, waitsForOwner } from './auto-top-up/settle-attempt';
import { PURCHASE_KEY } from './checkout-session';
import { creditPurchase } from './credit';
import { mayBecome, nextCheckAt } from './decide';
import { mailReceipt } from './mail-receipt';
import { purchaseEvent } from './purchase-event';
import { type PurchaseRow, totalOf } from './purchase-row';
import { because, type Compared, differs, joinReasons } from './review-reason';
import { expectsLivemode, getStripe, idOf, isMissingAtStripe } from './stripe';
import type { PurchaseStatus, Road } from './types';

export interface SettledCharge {
  status: PurchaseStatus;
  /** True when this very call granted the credits. */
  credited: boolean;
}

/** A charge of which Stripe knows nothing is given up this long after it began. */
const GRACE_MS = 30 * 60_000;

/** A charge is asked for while its purchase is pending, which is half an hour; clocks differ. */
const BEFORE_SECONDS = 300;
const AFTER_SECONDS = 86_400;

/**
 * The payment of a purchase that charges a saved card: by its id, or, when the answer to its creation was lost, among
 * the customer's payments by our own id. Of a customer who was deleted since Stripe lists nothing, so then among all
 * payments of that day: money may have been taken. null: there is none.
 */
export async function findIntent(row: PurchaseRow): Promise<Stripe.PaymentIntent | null> {
  if (row.payment_intent_id) return retrieveIntent(row.payment_intent_id);
  if (!row.stripe_customer_id) return null;
  const began = Math.floor(row.created_at.getTime() / 1000);
  const created = { gte: began - BEFORE_SECONDS };
  let id: string | null;
  try {
    id = await findOurs(row, { customer: row.stripe_customer_id, created });
  } catch (error) {
    if (!isMissingAtStripe(error)) throw error;
    id = await findOurs(row, { created: { ...created, lte: began + AFTER_SECONDS } });
  }
  return id === null ? null : retrieveIntent(id);
}

async function findOurs(row: PurchaseRow, among: Stripe.PaymentIntentListParams): Promise<string | null> {
  const intents = getStripe().paymentIntents.list({ ...among, limit: 100 });
  for await (const intent of intents) if (intent.metadata[PURCHASE_KEY] === row.id) return intent.id;
  return null;
}

async function retrieveIntent(id: string): Promise<Stripe.PaymentIntent | null> {
  try {
    return await getStripe().paymentIntents.retrieve(id, { expand: ['latest_charge'] });
  } catch (error) {
    if (isMissingAtStripe(error)) return null; // another account's by now
    throw error;
  }
}

/**
 * Applies what Stripe says of a charge, once, whichever road leads here: paid and credited in one database transaction,
 * or ended without credits. `intent` null: Stripe knows none; `soughtId` is the one that it was asked for then, null where
 * none was known yet. A difference to what was asked for goes to review.
 */
export async function settleCardCharge(
  purchaseId: string,
  intent: Stripe.PaymentIntent | null,
  road: Road,
  soughtId: string | null = null,
): Promise<SettledCharge> {
  return inTransaction(async (client) => {
    const { rows } = await client.query<PurchaseRow & { now: Date; workspace_status: string }>(
      `SELECT p.*, w.status AS workspace_status, date_trunc('milliseconds', clock_timestamp()) AS now
       FROM purchases p JOIN workspaces w ON w.id = p.workspace_id WHERE p.id = $1 FOR UPDATE OF p`,
      [purchaseId],
    );
    const row = rows[0];
    if (!row) throw new AppError('not_found', { detail: 'There is no such purchase.' });
    if (row.status === 'paid' || row.resolution !== null || (row.status === 'review' && road !== 'support')) {
      return { status: row.status, credited: false };
    }
    const attempt = await findAttemptOfPurchase(client, row.workspace_id, row.id);
    const next = intent
      ? decideCharge(row, intent, attempt)
      : decideUnknown(row, { soughtId, isOver: await isOverUnsent(client, attempt, row.now) });
    const isParked = next.to === 'paid' && row.workspace_status === 'closed';
    const decided = isParked ? { to: 'review' as const, reason: because('closed') } : next;
    const status = row.status === 'review' || mayBecome(row.status, decided.to) ? decided.to : row.status;
    await keep(client, row, { status, reason: decided.reason ?? null, intent, road });
    if (status === 'review') {
      alertOperator('purchase.review', { purchaseId, workspaceId: row.workspace_id, reason: decided.reason ?? null });
    }
    if (status === 'failed' && row.status !== 'failed')
      await enqueueEvent(client, purchaseEvent('purchase.failed', row));
    if (status === 'paid') await creditPurchase(client, row, row.now, intent?.description ?? undefined);
    await settleAttempt(client, row, status, intent);
    // An automatic purchase has a mail of its own, with the link that stops it.
    if (status === 'paid' && !attempt) await mailReceipt(client, row);
    return { status, credited: status === 'paid' };
  });
}

interface ChargeDecision {
  to: PurchaseStatus;
  reason?: string;
}

/** What it means that Stripe knows no payment. `isOver`: nobody asks for it any more. Pure. */
function decideUnknown(
  row: PurchaseRow & { now: Date },
  { soughtId, isOver }: { soughtId: string | null; isOver: boolean },
): ChargeDecision {
  if (row.payment_intent_id === null) {
    if (isOver) return { to: 'canceled' };
    return { to: row.now.getTime() - row.created_at.getTime() < GRACE_MS ? 'pending' : 'expired' };
  }
  if (soughtId === null) return { to: 'pending' }; // it became known since Stripe was asked
  // The key is another account's now. What nobody had paid is given up, and looked for again for three days.
  if (row.status === 'pending') return { to: 'canceled' };
  if (row.status === 'processing') return { to: 'review', reason: because('noPayment', 'unknown') };
  return { to: row.status, ...(row.review_reason !== null && { reason: row.review_reason }) };
}

/** What Stripe's payment means for the purchase. Pure. */
function decideCharge(row: PurchaseRow, intent: Stripe.PaymentIntent, attempt: AttemptRow | null): ChargeDecision {
  const found = differences(row, intent);
  if (found.length > 0) return { to: 'review', reason: joinReasons(found) };
  switch (intent.status) {
    case 'succeeded':
      return { to: 'paid' };
    case 'processing':
      return { to: 'processing' };
    case 'canceled':
      return { to: 'canceled' };
    default:
      // An automatic purchase stays open for its owner to answer the bank. Otherwise nobody is there, and the card did
      // not pay.
      return { to: waitsForOwner(attempt, intent) ? 'pending' : 'failed' };
  }
}

function differences(row: PurchaseRow, intent: Stripe.PaymentIntent): string[] {
  const found: string[] = [];
  const compare = (what: Compared, ours: unknown, theirs: unknown) => {
    if (ours !== theirs) found.push(differs(what, theirs, ours));
  };
  compare('livemode', expectsLivemode(), intent.livemode);
  compare('purchaseId', row.id, intent.metadata[PURCHASE_KEY]);
  compare('customer', row.stripe_customer_id, idOf(intent.customer));
  compare('currency', row.currency, intent.currency);
  const total = totalOf(row);
  compare('amount', total.toString(), String(intent.amount));
  if (intent.status === 'succeeded') {
    compare('amountReceived', total.toString(), String(intent.amount_received));
  }
  return found;
}

async function keep(
  client: PoolClient,
  row: PurchaseRow & { now: Date },
  {
    status,
    reason,
    intent,
    road,
  }: { status: PurchaseStatus; reason: string | null; intent: Stripe.PaymentIntent | null; road: Road },
): Promise<void> {
  const charge = intent?.latest_charge;
  const isPaid = status === 'paid';
  await client.query(
    `UPDATE purchases SET status = $3::purchase_status, review_reason = $4,
       payment_intent_id = coalesce(payment_intent_id, $5), receipt_url = coalesce($6, receipt_url),
       paid_at = $7, fulfilled_by = $8, next_check_at = $9, updated_at = $10
     WHERE workspace_id = $1 AND id = $2`,
    [
      row.workspace_id,
      row.id,
      status,
      reason,
      intent?.id ?? null,
      charge && typeof charge !== 'string' ? charge.receipt_url : null,
      isPaid ? row.now : null,
      isPaid ? road : null,
      nextCheckAt(status, row.created_at, row.now),
      row.now,
    ],
  );
}
