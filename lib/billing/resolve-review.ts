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
import { settleAttempt } from './auto-top-up/settle-attempt';
import { findSession, PURCHASE_KEY } from './checkout-session';
import { creditPurchase } from './credit';
import { syncAftermath } from './look';
import { findPurchaseRow, type PurchaseRow } from './purchase-row';
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
}

async function gather(row: PurchaseRow): Promise<Evidence> {
  const session = row.payment_kind === 'card' ? null : await findSession(row);
  const ofSession = session?.payment_intent;
  const found = row.payment_kind === 'card' ? await findIntent(row) : ofSession;
  const intent = typeof found === 'string' ? await getStripe().paymentIntents.retrieve(found) : (found ?? null);
  if (intent?.status !== 'succeeded') return { session, intent, keptMinor: 0n };
  let kept = BigInt(intent.amount_received);
  for await (const refund of getStripe().refunds.list({ payment_intent: intent.id, limit: 100 })) {
    if (refund.status !== 'failed' && refund.status !== 'canceled') kept -= BigInt(refund.amount);
  }
  return { session, intent, keptMinor: kept };
}

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
    const figures = { price_minor: received - feeMinor, fee_minor: feeMinor };
    const charge = intent.latest_charge;
    await client.query(
      `UPDATE purchases SET status = 'paid', paid_at = $3, updated_at = $3, price_minor = $4, fee_minor = $5,
         payment_intent_id = $6, receipt_url = coalesce($7, receipt_url), checkout_session_id = coalesce(checkout_session_id, $8),
         fulfilled_by = 'support', resolution = 'credited', next_check_at = NULL
       WHERE workspace_id = $1 AND id = $2`,
      [
        row.workspace_id,
        row.id,
        row.now,
        figures.price_minor,
        figures.fee_minor,
        intent.id,
        charge && typeof charge !== 'string' ? charge.receipt_url : null,
        opened.session?.id ?? null,
      ],
    );
    await creditPurchase(client, { ...row, ...figures, payment_intent_id: intent.id }, row.now);
    if (row.payment_kind === 'card') await settleAttempt(client, row, 'paid', intent);
    await recordAudit(client, {
      ...note(actor, opened, trace, 'purchase.credit_reviewed'),
      after: { status: 'paid', totalMinor: received.toString(), currency: row.currency, paymentIntentId: intent.id },
    });
  });
  await syncAftermath(input.purchaseId);
}

/**
 * Ends a review without credits, because there is no money to decide about. A page of Stripe's that could still be paid
 * is closed first. Errors: as above.
 */
export async function dismissReviewed(actor: Actor, input: ReviewInput, trace: Trace = {}): Promise<void> {
  const opened = await open(actor, input);
  const { intent, session, keptMinor } = opened;
  if (intent?.status === 'processing') throw refusal('conflict', 'paymentUnderWay');
  if (session?.status === 'open') await closePage(session.id);
  await inTransaction(async (client) => {
    const row = await lock(client, opened.row);
    const isElsewhere = intent !== null && (await belongsElsewhere(client, row, intent.id));
    if (keptMinor > 0n && !isElsewhere) throw refusal('conflict', 'moneyThere');
    await end(client, row, { resolution: 'dismissed', intentId: null });
    if (row.payment_kind === 'card') await settleAttempt(client, row, 'canceled', intent);
    await recordAudit(client, {
      ...note(actor, opened, trace, 'purchase.dismiss_reviewed'),
      after: { status: 'canceled', resolution: 'dismissed' },
    });
  });
}

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

/**
 * Gives back all of the money that arrived for a purchase in review, which is never credited. Twice gives back once.
 * Errors: as above.
 */
export async function refundReviewed(actor: Actor, input: ReviewInput, trace: Trace = {}): Promise<void> {
  const opened = await open(actor, input);
  const { intent, row, keptMinor } = opened;
  if (intent?.status !== 'succeeded' || keptMinor <= 0n) throw refusal('conflict', 'noPayment');
  await inTransaction(async (client) => {
    await lock(client, row);
    if (await belongsElsewhere(client, row, intent.id)) throw refusal('conflict', 'belongsElsewhere');
    // Written before Stripe hears of it: when the answer gets lost, the log knows who wanted what.
    await recordAudit(client, {
      ...note(actor, opened, trace, 'purchase.refund_reviewed'),
      after: { amountMinor: keptMinor.toString(), currency: intent.currency, resolution: 'refunded' },
    });
  });
  const refund = await giveBackAll(row, intent.id);
  await inTransaction(async (client) => {
    const locked = await lock(client, row);
    await end(client, locked, { resolution: 'refunded', intentId: intent.id });
    await keepRefund(client, { ...locked, currency: intent.currency }, refund);
    if (row.payment_kind === 'card') await settleAttempt(client, locked, 'canceled', intent);
  });
}

async function giveBackAll(row: PurchaseRow, intentId: string): Promise<Stripe.Refund> {
  try {
    return await getStripe().refunds.create(
      { payment_intent: intentId, metadata: { [PURCHASE_KEY]: row.id } },
      { idempotencyKey: `refund-review:${row.id}` },
    );
  } catch (error) {
    throw asPaymentError(error);
  }
}
