import type Stripe from 'stripe';
import type { Actor } from '../auth/actor';
import { recordAudit } from '../auth/audit';
import type { AuditAction } from '../auth/audit-actions';
import type { Trace } from '../auth/keys';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize, missing } from '../auth/policy';
import { getPool, type PoolClient } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { AppError } from '../errors';
import { isUuid } from '../ids';
import { findAttemptOfPurchase } from './auto-top-up/rows';
import { settleAttempt } from './auto-top-up/settle-attempt';
import { findSession, PURCHASE_KEY } from './checkout-session';
import { creditPurchase } from './credit';
import { keepTaxId } from './keep-tax-id';
import { syncAftermath } from './look';
import { mailReceipt } from './mail-receipt';
import { findPurchaseRow, type PurchaseRow } from './purchase-row';
import { asRefundError } from './refund-error';
import { counts, least } from './refund-share';
import { keepRefund } from './refunds';
import { findIntent } from './settle-card-charge';
import { asPaymentError, expectsLivemode, getStripe, isStripeError } from './stripe';

export interface ReviewInput {
  workspaceId: string;
  purchaseId: string;
  /** For the audit log; required. */
  reason: string;
}

const REFUSALS = {
  reasonMissing: 'Say why.',
  notInReview: 'This purchase is not in review any more. Look again.',
  noPayment: 'Stripe has no certain payment for this purchase, so there is nothing to credit or to give back.',
  otherCurrency: 'The payment is in another currency than the purchase. Give the money back instead.',
  otherMode: 'The payment and this installation differ in test and live mode.',
  customerClosed: 'The customer is closed. Open it again first, or give the money back.',
  belongsElsewhere: 'The payment belongs to another purchase already, which is where it is credited and refunded.',
  moneyThere: 'The money is at Stripe. Credit it, or give it back: dismissing would keep it for nothing.',
  paymentUnderWay: 'A payment is under way. Wait until it is decided.',
} as const;

/** A refusal with a key, so that a screen can say it in its reader's language. */
const refusal = (code: 'conflict' | 'validation_failed', key: keyof typeof REFUSALS): AppError =>
  new AppError(code, {
    detail: REFUSALS[key],
    facts: { problem: key },
    fields: key === 'reasonMissing' ? [{ path: ['reason'], message: 'is required' }] : [],
  });

/** What Stripe has for a purchase that a person decides about. */
interface Evidence {
  session: Stripe.Checkout.Session | null;
  intent: Stripe.PaymentIntent | null;
  /** Minor units that arrived and have not gone back. */
  keptMinor: bigint;
  /** All refunds of the payment, also those that did not go through. */
  refunds: Stripe.Refund[];
}

async function gather(row: PurchaseRow): Promise<Evidence> {
  const session = row.payment_kind === 'card' ? null : await findSession(row);
  const ofSession = session?.payment_intent;
  const found = row.payment_kind === 'card' ? await findIntent(row) : ofSession;
  const intent = typeof found === 'string' ? await getStripe().paymentIntents.retrieve(found) : (found ?? null);
  if (intent?.status !== 'succeeded') return { session, intent, keptMinor: 0n, refunds: [] };
  const refunds: Stripe.Refund[] = [];
  for await (const refund of getStripe().refunds.list({ payment_intent: intent.id, limit: 100 })) refunds.push(refund);
  const gone = refunds.filter(isOnItsWay).reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  return { session, intent, keptMinor: BigInt(intent.amount_received) - gone, refunds };
}

const isOnItsWay = ({ status }: Stripe.Refund): boolean => status === null || counts(status);

interface Opened extends Evidence {
  row: PurchaseRow;
  reason: string;
}

async function open(actor: Actor, input: ReviewInput): Promise<Opened> {
  authorize(actor, 'purchases:settle', { workspaceId: input.workspaceId });
  const row = isUuid(input.purchaseId) ? await findPurchaseRow(getPool(), input.purchaseId) : null;
  if (!row || row.workspace_id !== input.workspaceId) throw missing('purchase');
  const reason = input.reason.trim();
  if (reason === '') throw refusal('validation_failed', 'reasonMissing');
  if (row.status !== 'review') throw refusal('conflict', 'notInReview');
  try {
    return { row, reason, ...(await gather(row)) };
  } catch (error) {
    throw asPaymentError(error);
  }
}

/** The row under its lock, still in review; nobody else has decided meanwhile. */
async function lock(client: PoolClient, row: PurchaseRow): Promise<PurchaseRow & { now: Date }> {
  const { rows } = await client.query<PurchaseRow & { now: Date }>(
    `SELECT *, date_trunc('milliseconds', clock_timestamp()) AS now FROM purchases WHERE id = $1 FOR UPDATE`,
    [row.id],
  );
  if (rows[0]?.status !== 'review') throw refusal('conflict', 'notInReview');
  return rows[0];
}

async function belongsElsewhere(db: PoolClient, row: PurchaseRow, intentId: string): Promise<boolean> {
  const { rowCount } = await db.query('SELECT 1 FROM purchases WHERE payment_intent_id = $1 AND id <> $2', [
    intentId,
    row.id,
  ]);
  return (rowCount ?? 0) > 0;
}

const note = (actor: Actor, { row, reason }: Opened, trace: Trace, action: AuditAction) => ({
  workspaceId: row.workspace_id,
  action,
  targetKind: 'purchase',
  targetId: row.id,
  actor: toLedgerActor(actor, row.workspace_id),
  reason,
  before: { status: row.status, reviewReason: row.review_reason },
  ...trace,
});

const receiptOf = ({ latest_charge: charge }: Stripe.PaymentIntent): string | null =>
  charge && typeof charge !== 'string' ? charge.receipt_url : null;

/** The tax that Stripe says is in the money, also where nobody had asked for it: receipts name it. */
function taxIn({ session }: Evidence, row: PurchaseRow, receivedMinor: bigint) {
  const taxMinor = BigInt(session?.total_details?.amount_tax ?? 0);
  return {
    tax_minor: least(taxMinor, receivedMinor),
    collects_tax: row.collects_tax || taxMinor > 0n,
  };
}

/**
 * Credits what was sold after all, because a person has judged the difference. Only for money that is certain, in the
 * purchase's currency; the price becomes what really arrived, so that a later refund is in proportion to it.
 * Errors: forbidden/not_found, validation_failed (no reason), conflict (see the sentences above), payment_provider_failed.
 */
export async function creditReviewed(actor: Actor, input: ReviewInput, trace: Trace = {}): Promise<void> {
  const opened = await open(actor, input);
  const { intent } = opened;
  if (intent?.status !== 'succeeded' || opened.keptMinor <= 0n) throw refusal('conflict', 'noPayment');
  if (intent.currency !== opened.row.currency) throw refusal('conflict', 'otherCurrency');
  if (intent.livemode !== expectsLivemode()) throw refusal('conflict', 'otherMode');
  await inTransaction(async (client) => {
    const row = await lock(client, opened.row);
    const { rows } = await client.query<{ status: string }>('SELECT status FROM workspaces WHERE id = $1', [
      row.workspace_id,
    ]);
    if (rows[0]?.status === 'closed') throw refusal('conflict', 'customerClosed');
    if (await belongsElsewhere(client, row, intent.id)) throw refusal('conflict', 'belongsElsewhere');
    const received = BigInt(intent.amount_received);
    const feeMinor = received > row.fee_minor ? row.fee_minor : 0n;
    const figures = { price_minor: received - feeMinor, fee_minor: feeMinor, ...taxIn(opened, row, received) };
    const receiptUrl = receiptOf(intent) ?? row.receipt_url;
    await keepTaxId(client, row, opened.session);
    await client.query(
      `UPDATE purchases SET status = 'paid', paid_at = $3, updated_at = $3, price_minor = $4, fee_minor = $5,
         payment_intent_id = $6, receipt_url = $7, checkout_session_id = coalesce(checkout_session_id, $8),
         tax_minor = $9, collects_tax = $10, fulfilled_by = 'support', resolution = 'credited', next_check_at = NULL
       WHERE workspace_id = $1 AND id = $2`,
      [
        row.workspace_id,
        row.id,
        row.now,
        figures.price_minor,
        figures.fee_minor,
        intent.id,
        receiptUrl,
        opened.session?.id ?? null,
        figures.tax_minor,
        figures.collects_tax,
      ],
    );
    const paid = { ...row, ...figures, payment_intent_id: intent.id, receipt_url: receiptUrl };
    await creditPurchase(client, paid, row.now);
    await settleAttempt(client, paid, 'paid', intent);
    // An automatic purchase has a mail of its own, with the link that stops it.
    if (!(await findAttemptOfPurchase(client, row.workspace_id, row.id))) await mailReceipt(client, paid);
    await recordAudit(client, {
      ...note(actor, opened, trace, 'purchase.credit_reviewed'),
      after: { status: 'paid', totalMinor: received.toString(), currency: row.currency, paymentIntentId: intent.id },
    });
  });
  await syncAftermath(input.purchaseId);
}

/**
 * Ends a review without credits, because there is no money to decide about. A page of Stripe's that could still be paid
 * is closed first. Money that was there and has gone back is watched on: it may not get there. Errors: as above.
 */
export async function dismissReviewed(actor: Actor, input: ReviewInput, trace: Trace = {}): Promise<void> {
  const opened = await open(actor, input);
  const { intent, session, keptMinor } = opened;
  if (isUnderWay(opened)) throw refusal('conflict', 'paymentUnderWay');
  if (session?.status === 'open') await closePage(session.id);
  await inTransaction(async (client) => {
    const row = await lock(client, opened.row);
    const isElsewhere = intent !== null && (await belongsElsewhere(client, row, intent.id));
    if (keptMinor > 0n && !isElsewhere) throw refusal('conflict', 'moneyThere');
    const isReturned = intent?.status === 'succeeded' && !isElsewhere;
    if (isReturned) await endReturned(client, row, { intent, refunds: opened.refunds });
    else await end(client, row, { resolution: 'dismissed', intentId: null });
    if (row.payment_kind === 'card') await settleAttempt(client, row, 'canceled', intent);
    await recordAudit(client, {
      ...note(actor, opened, trace, 'purchase.dismiss_reviewed'),
      after: { status: 'canceled', resolution: isReturned ? 'refunded' : 'dismissed' },
    });
  });
}

/** The customer has done their part, and the bank or a counter has not yet: the money may still come. */
const isUnderWay = ({ intent, session }: Evidence): boolean =>
  intent?.status === 'processing' || (intent?.status === 'requires_action' && session?.status === 'complete');

async function closePage(sessionId: string): Promise<void> {
  try {
    await getStripe().checkout.sessions.expire(sessionId);
  } catch (error) {
    throw isStripeError(error) ? refusal('conflict', 'paymentUnderWay') : error;
  }
}

const end = (
  client: PoolClient,
  row: PurchaseRow,
  { resolution, intentId }: { resolution: 'dismissed' | 'refunded'; intentId: string | null },
) =>
  client.query(
    `UPDATE purchases SET status = 'canceled', resolution = $3, payment_intent_id = coalesce($4, payment_intent_id),
       next_check_at = NULL, updated_at = now()
     WHERE workspace_id = $1 AND id = $2`,
    [row.workspace_id, row.id, resolution, intentId],
  );

/** Ends it as given back: from now on only its refunds are looked at. */
async function endReturned(
  client: PoolClient,
  row: PurchaseRow,
  { intent, refunds }: { intent: Stripe.PaymentIntent; refunds: Stripe.Refund[] },
): Promise<void> {
  await end(client, row, { resolution: 'refunded', intentId: intent.id });
  for (const refund of refunds) await keepRefund(client, { ...row, currency: intent.currency }, refund);
}

/**
 * Gives back all of the money that arrived for a purchase in review, which is never credited. Twice gives back once; what
 * a lost answer or Stripe's dashboard has given back already is only written down. Errors: as above.
 */
export async function refundReviewed(actor: Actor, input: ReviewInput, trace: Trace = {}): Promise<void> {
  const opened = await open(actor, input);
  const { intent, row, keptMinor, refunds } = opened;
  if (intent?.status !== 'succeeded') throw refusal('conflict', 'noPayment');
  await inTransaction(async (client) => {
    await lock(client, row);
    if (await belongsElsewhere(client, row, intent.id)) throw refusal('conflict', 'belongsElsewhere');
    // Written before Stripe hears of it: when the answer gets lost, the log knows who wanted what.
    await recordAudit(client, {
      ...note(actor, opened, trace, 'purchase.refund_reviewed'),
      after: { amountMinor: keptMinor.toString(), currency: intent.currency, resolution: 'refunded' },
    });
  });
  const made = keptMinor > 0n ? [await giveBackAll(opened, intent.id)] : [];
  await inTransaction(async (client) => {
    const locked = await lock(client, row);
    await endReturned(client, locked, { intent, refunds: [...refunds, ...made] });
    if (row.payment_kind === 'card') await settleAttempt(client, locked, 'canceled', intent);
  });
}

/** Each refund that did not go through makes the next one another request: Stripe would repeat its first answer. */
async function giveBackAll({ row, refunds }: Opened, intentId: string): Promise<Stripe.Refund> {
  const failed = refunds.filter((refund) => !isOnItsWay(refund)).length;
  try {
    return await getStripe().refunds.create(
      { payment_intent: intentId, metadata: { [PURCHASE_KEY]: row.id } },
      { idempotencyKey: `refund-review:${row.id}:${failed}` },
    );
  } catch (error) {
    throw asRefundError(error);
  }
}
