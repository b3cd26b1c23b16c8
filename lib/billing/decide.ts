import type Stripe from 'stripe';
import { PURCHASE_KEY } from './checkout-session';
import { type PurchaseRow, totalOf } from './purchase-row';
import { because, type Compared, differs, joinReasons } from './review-reason';
import { idOf } from './stripe';
import type { PurchaseStatus } from './types';

/** What Stripe's objects mean for a purchase. Pure: the same session gives the same answer in whatever order it is asked. */
export type Decision =
  /** `taxMinor` is contained in what was paid. */
  | { to: 'paid'; paymentIntentId: string; receiptUrl: string | null; taxMinor: bigint }
  | { to: 'review'; reason: string }
  | { to: Exclude<PurchaseStatus, 'paid' | 'review'> };

/** A purchase without a session is given up this long after it began. */
const SESSION_GRACE_MS = 30 * 60_000;

/**
 * Where Stripe's session differs from what was sold, in words for an operator; empty: nowhere. Anything here means that
 * somebody changed something between our order and Stripe's, so nothing may be credited.
 */
export function differences(row: PurchaseRow, session: Stripe.Checkout.Session, livemode: boolean): string[] {
  const found: string[] = [];
  const compare = (what: Compared, ours: unknown, theirs: unknown) => {
    if (ours !== theirs) found.push(differs(what, theirs, ours));
  };
  const total = totalOf(row);
  compare('livemode', livemode, session.livemode);
  compare('mode', 'payment', session.mode);
  compare('purchaseId', row.id, session.client_reference_id);
  compare('purchaseIdInMetadata', row.id, session.metadata?.[PURCHASE_KEY]);
  compare('customer', row.stripe_customer_id, idOf(session.customer));
  compare('currency', row.currency, session.currency);
  // Tax is contained: neither the sum before it nor the sum after it may be another.
  compare('subtotal', total.toString(), String(session.amount_subtotal));
  compare('total', total.toString(), String(session.amount_total));
  if (session.line_items) {
    const lines = session.line_items.data;
    compare(
      'quantity',
      row.fee_minor > 0n ? 2 : 1,
      lines.reduce((sum, item) => sum + (item.quantity ?? 0), 0),
    );
    const amounts = row.fee_minor > 0n ? [row.price_minor, row.fee_minor] : [row.price_minor];
    compare('amounts', sorted(amounts), sorted(lines.map((item) => BigInt(item.amount_total))));
  }
  const taxMinor = taxOf(session);
  if (taxMinor > 0n) compare('tax', row.collects_tax ? taxMinor.toString() : '0', taxMinor.toString());
  if (taxMinor >= total) found.push(because('taxTooHigh'));
  const intent = session.payment_intent;
  if (intent && typeof intent !== 'string') {
    compare('paymentLivemode', livemode, intent.livemode);
    compare('paymentCurrency', row.currency, intent.currency);
    compare('paymentAmount', total.toString(), String(intent.amount));
    compare('paymentCustomer', row.stripe_customer_id, idOf(intent.customer));
    if (session.payment_status === 'paid') {
      compare('paymentStatus', 'succeeded', intent.status);
      compare('amountReceived', total.toString(), String(intent.amount_received));
    }
  }
  return found;
}

const sorted = (amounts: bigint[]): string => amounts.map(String).sort().join(' and ');

const taxOf = (session: Stripe.Checkout.Session): bigint => BigInt(session.total_details?.amount_tax ?? 0);

function decideUnpaid(row: PurchaseRow, session: Stripe.Checkout.Session): Decision {
  // "Given up by the customer" ends in an expired session too; who ended it is only known here.
  if (session.status === 'expired') return { to: row.status === 'canceled' ? 'canceled' : 'expired' };
  if (session.status === 'open') return { to: 'pending' };
  const intent = session.payment_intent;
  if (session.status !== 'complete' || !intent || typeof intent === 'string') {
    return { to: 'review', reason: because('sessionState', session.status) };
  }
  // Completed and unpaid: a delayed method is on its way, or has come back.
  if (intent.status === 'requires_payment_method') return { to: 'failed' };
  if (intent.status === 'canceled') return { to: 'canceled' };
  return { to: 'processing' };
}

/** The state that the purchase should be in, judged by Stripe's objects alone. `session` null: Stripe has none. */
export function decide(
  row: PurchaseRow,
  session: Stripe.Checkout.Session | null,
  { livemode, now }: { livemode: boolean; now: Date },
): Decision {
  if (!session) {
    if (row.checkout_session_id) return { to: 'review', reason: because('noSession') };
    return { to: now.getTime() - row.created_at.getTime() < SESSION_GRACE_MS ? 'pending' : 'expired' };
  }
  const found = differences(row, session, livemode);
  if (found.length > 0) return { to: 'review', reason: joinReasons(found) };
  if (session.payment_status === 'unpaid') return decideUnpaid(row, session);
  const intent = session.payment_intent;
  if (session.payment_status !== 'paid' || !intent || typeof intent === 'string') {
    return { to: 'review', reason: because('noPayment', session.payment_status) };
  }
  const charge = intent.latest_charge;
  const receiptUrl = charge && typeof charge !== 'string' ? charge.receipt_url : null;
  return { to: 'paid', paymentIntentId: intent.id, receiptUrl, taxMinor: taxOf(session) };
}

/** How final a state is. A look at Stripe that is older than another must not undo what the newer one found. */
const RANK: Record<PurchaseStatus, number> = {
  pending: 0,
  processing: 1,
  expired: 2,
  canceled: 2,
  failed: 2,
  review: 3,
  paid: 4,
};

/**
 * Whether the purchase may go from one state to the other. Money that arrived is honoured from every state but review. What
 * was given up as expired can turn out to be under way; the reverse Stripe does not know, so that is the newer look.
 */
export const mayBecome = (from: PurchaseStatus, to: PurchaseStatus): boolean =>
  from !== 'paid' && (RANK[to] >= RANK[from] || (from === 'expired' && to === 'processing'));

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * When the sweep should look again, seen from `now`; null: never. Often while the customer is likely to be waiting,
 * then seldom; what ended unpaid is looked at for three more days, because a payment can still turn up.
 */
export function nextCheckAt(status: PurchaseStatus, createdAt: Date, now: Date): Date | null {
  const age = now.getTime() - createdAt.getTime();
  const after = (ms: number) => new Date(now.getTime() + ms);
  switch (status) {
    case 'paid':
    case 'review':
      return null;
    case 'pending':
    case 'processing':
      if (age < 10 * MINUTE_MS) return after(MINUTE_MS);
      if (age < 2 * HOUR_MS) return after(5 * MINUTE_MS);
      return after(age < 2 * DAY_MS ? HOUR_MS : 6 * HOUR_MS);
    case 'expired':
    case 'canceled':
    case 'failed':
      return age < 3 * DAY_MS ? after(DAY_MS) : null;
  }
}
