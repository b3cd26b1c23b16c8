import type Stripe from 'stripe';
import type { PoolClient } from '../db/pool';
import { getPool } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { AppError } from '../errors';
import { enqueueEvent } from '../webhooks/enqueue';
import { alertOperator } from './alert';
import { findSession } from './checkout-session';
import { creditPurchase } from './credit';
import { type Decision, decide, mayBecome, nextCheckAt } from './decide';
import { keepTaxId } from './keep-tax-id';
import { mailReceipt } from './mail-receipt';
import { purchaseEvent } from './purchase-event';
import { findPurchaseRow, type PurchaseRow } from './purchase-row';
import { because } from './review-reason';
import { findIntent, settleCardCharge } from './settle-card-charge';
import { expectsLivemode } from './stripe';
import type { PurchaseStatus, Road } from './types';

export interface FulfilResult {
  purchaseId: string;
  workspaceId: string;
  status: PurchaseStatus;
  /** True when this very call granted the credits. */
  credited: boolean;
}

/**
 * Asks Stripe for the purchase's session and applies what it says, once, whichever road leads here and however often.
 * Nothing that the caller knows about the payment is believed. A difference between Stripe's figures and ours, or a
 * workspace that is closed, sends the purchase to review and credits nothing; only the road `support` takes it up again.
 * Errors: not_found; whatever Stripe or the database say (nothing is changed then, and it may be called again).
 */
export async function fulfil(purchaseId: string, road: Road): Promise<FulfilResult> {
  const row = await findPurchaseRow(getPool(), purchaseId);
  if (!row) throw new AppError('not_found', { detail: 'There is no such purchase.' });
  if (isSettled(row, road)) return resultOf(row, row.status, false);
  if (row.payment_kind === 'card') {
    return {
      purchaseId,
      workspaceId: row.workspace_id,
      ...(await settleCardCharge(purchaseId, await findIntent(row), road, row.payment_intent_id)),
    };
  }
  const session = await findSession(row);
  return inTransaction((client) => apply(client, purchaseId, session, road));
}

/** Also what a person has dismissed or given back: a late copy of an event does not bring the review back. */
const isSettled = (row: PurchaseRow, road: Road): boolean =>
  row.status === 'paid' || row.resolution !== null || (row.status === 'review' && road !== 'support');

const resultOf = (row: PurchaseRow, status: PurchaseStatus, credited: boolean): FulfilResult => ({
  purchaseId: row.id,
  workspaceId: row.workspace_id,
  status,
  credited,
});

/** The row under its lock, with the database's time. Every check is made again here: others may have been faster. */
async function lockPurchase(client: PoolClient, purchaseId: string): Promise<{ row: PurchaseRow; now: Date }> {
  const { rows } = await client.query<PurchaseRow & { now: Date }>(
    `SELECT *, date_trunc('milliseconds', clock_timestamp()) AS now FROM purchases WHERE id = $1 FOR UPDATE`,
    [purchaseId],
  );
  const row = rows[0];
  if (!row) throw new AppError('not_found', { detail: 'There is no such purchase.' });
  return { row, now: row.now };
}

async function apply(
  client: PoolClient,
  purchaseId: string,
  session: Stripe.Checkout.Session | null,
  road: Road,
): Promise<FulfilResult> {
  const { row, now } = await lockPurchase(client, purchaseId);
  if (isSettled(row, road)) return resultOf(row, row.status, false);
  const sessionId = row.checkout_session_id ?? session?.id ?? null;
  let decision = decide(row, session, { livemode: expectsLivemode(), now });
  if (decision.to === 'paid') decision = await refuseIfParked(client, row, decision);
  if (decision.to === 'paid') {
    await keepTaxId(client, row, session);
    await markPaid(client, row, decision, { sessionId, road, now });
    return resultOf(row, 'paid', true);
  }
  // From review, `support` may also lead back to an ordinary state.
  const status = row.status === 'review' || mayBecome(row.status, decision.to) ? decision.to : row.status;
  const reason = decision.to === 'review' ? decision.reason : null;
  await client.query(
    `UPDATE purchases SET status = $3::purchase_status, review_reason = $4, checkout_session_id = $5, next_check_at = $6,
       updated_at = $7
     WHERE workspace_id = $1 AND id = $2`,
    [row.workspace_id, row.id, status, reason, sessionId, nextCheckAt(status, row.created_at, now), now],
  );
  if (status === 'failed' && row.status !== 'failed') await enqueueEvent(client, purchaseEvent('purchase.failed', row));
  if (status === 'review') alertOperator('purchase.review', { purchaseId, workspaceId: row.workspace_id, reason });
  return resultOf(row, status, false);
}

type Paid = Extract<Decision, { to: 'paid' }>;

/** Money that arrived but has no place to go is parked for a person, never dropped. */
async function refuseIfParked(client: PoolClient, row: PurchaseRow, paid: Paid): Promise<Decision> {
  const { rows } = await client.query<{ status: string; other: string | null }>(
    `SELECT status, (SELECT id FROM purchases WHERE payment_intent_id = $2 AND id <> $3) AS other
     FROM workspaces WHERE id = $1`,
    [row.workspace_id, paid.paymentIntentId, row.id],
  );
  const [workspace] = rows;
  if (!workspace || workspace.status === 'closed') return { to: 'review', reason: because('closed') };
  if (workspace.other) return { to: 'review', reason: because('elsewhere', workspace.other) };
  return paid;
}

async function markPaid(
  client: PoolClient,
  row: PurchaseRow,
  paid: Paid,
  { sessionId, road, now }: { sessionId: string | null; road: Road; now: Date },
): Promise<void> {
  await client.query(
    `UPDATE purchases SET status = 'paid', paid_at = $3, updated_at = $3, payment_intent_id = $4, receipt_url = $5,
       fulfilled_by = $6, checkout_session_id = $7, tax_minor = $8, review_reason = NULL, next_check_at = NULL
     WHERE workspace_id = $1 AND id = $2`,
    [row.workspace_id, row.id, now, paid.paymentIntentId, paid.receiptUrl, road, sessionId, paid.taxMinor],
  );
  await creditPurchase(client, row, now);
  await mailReceipt(client, { ...row, receipt_url: paid.receiptUrl });
}
