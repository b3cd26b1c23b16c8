import type Stripe from 'stripe';
import { getPool, type PoolClient } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { getEnv } from '../env';
import { enqueueEvent } from '../webhooks/enqueue';
import { alertOperator } from './alert';
import { beneathFreeze, freezeAgain } from './dispute-credits';
import { noteWriteOff } from './note-write-off';
import { refundEvent } from './purchase-event';
import { findPurchaseRow, type PurchaseRow, totalOf } from './purchase-row';
import { counts, isRefundStatus, least, mayFollow, shareOf } from './refund-share';
import { because } from './review-reason';
import { getStripe } from './stripe';
import { giveBack, takeBack } from './take-back';

/**
 * Asks Stripe for all refunds of a purchase's payment and books the difference to what is booked already: credits go
 * when money goes back, and return when a refund failed. Called as often as anybody likes, in any order, it ends in one
 * state. Errors: whatever Stripe or the database say; nothing is changed then.
 */
export async function syncRefunds(purchaseId: string): Promise<void> {
  const row = await findPurchaseRow(getPool(), purchaseId);
  const isReturned = row?.resolution === 'refunded';
  if (!row?.payment_intent_id || (row.status !== 'paid' && !isReturned)) return; // nothing was credited
  const refunds: Stripe.Refund[] = [];
  const list = getStripe().refunds.list({ payment_intent: row.payment_intent_id, limit: 100 });
  for await (const refund of list) refunds.push(refund);
  const receivedMinor = isReturned ? await receivedBy(row.payment_intent_id) : 0n;
  await inTransaction((client) =>
    isReturned ? watch(client, purchaseId, { refunds, receivedMinor }) : book(client, purchaseId, refunds),
  );
}

const receivedBy = async (paymentIntentId: string): Promise<bigint> =>
  BigInt((await getStripe().paymentIntents.retrieve(paymentIntentId)).amount_received);

/**
 * Money that was given back without ever having been credited (resolve-review.ts): there are no credits to take. When
 * some of it did not get there after all, a person has to decide once more.
 */
async function watch(
  client: PoolClient,
  purchaseId: string,
  { refunds, receivedMinor }: { refunds: Stripe.Refund[]; receivedMinor: bigint },
): Promise<void> {
  const { rows } = await client.query<PurchaseRow>('SELECT * FROM purchases WHERE id = $1 FOR UPDATE', [purchaseId]);
  const row = rows[0];
  if (row?.resolution !== 'refunded') return;
  for (const refund of refunds) await keepRefund(client, { ...row, currency: refund.currency }, refund);
  if ((await refundedAtStripe(client, row)) >= receivedMinor) return;
  const reason = because('refundFailed');
  await client.query(
    `UPDATE purchases SET status = 'review', resolution = NULL, review_reason = $3, updated_at = now()
     WHERE workspace_id = $1 AND id = $2`,
    [row.workspace_id, row.id, reason],
  );
  alertOperator('purchase.review', { purchaseId, workspaceId: row.workspace_id, reason });
}

async function book(client: PoolClient, purchaseId: string, refunds: Stripe.Refund[]): Promise<void> {
  const { rows } = await client.query<PurchaseRow>('SELECT * FROM purchases WHERE id = $1 FOR UPDATE', [purchaseId]);
  const row = rows[0];
  if (row?.status !== 'paid') return;
  for (const refund of refunds) await keepRefund(client, row, refund);
  const totalMinor = totalOf(row);
  const sum = await refundedAtStripe(client, row);
  if (sum > totalMinor) alertOperator('refund.more_than_paid', { purchaseId, sum: sum.toString() });
  const target = least(sum, totalMinor);
  if (target > row.refunded_minor) await bookMore(client, row, target, totalMinor);
  if (target < row.refunded_minor) await bookLess(client, row, target, totalMinor);
}

/** Writes down one refund. Its state only goes forward, whatever order we look in. */
export async function keepRefund(client: PoolClient, row: PurchaseRow, refund: Stripe.Refund): Promise<void> {
  if (!isRefundStatus(refund.status) || refund.currency !== row.currency) {
    alertOperator('refund.unknown', { purchaseId: row.id, refundId: refund.id, status: refund.status });
    return;
  }
  const earlier = await client.query<{ status: string }>(
    'SELECT status FROM refunds WHERE workspace_id = $1 AND id = $2',
    [row.workspace_id, refund.id],
  );
  const before = earlier.rows[0];
  if (before && (before.status === refund.status || !mayFollow(before.status, refund.status))) return;
  await client.query(
    `INSERT INTO refunds (workspace_id, id, purchase_id, amount_minor, status, reason, failure_reason, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8))
     ON CONFLICT (workspace_id, id) DO UPDATE
       SET status = excluded.status, failure_reason = excluded.failure_reason, updated_at = now()`,
    [
      row.workspace_id,
      refund.id,
      row.id,
      refund.amount,
      refund.status,
      refund.reason,
      refund.failure_reason ?? null,
      refund.created,
    ],
  );
}

async function refundedAtStripe(client: PoolClient, row: PurchaseRow): Promise<bigint> {
  const { rows } = await client.query<{ amount_minor: bigint; status: string }>(
    'SELECT amount_minor, status FROM refunds WHERE workspace_id = $1 AND purchase_id = $2',
    [row.workspace_id, row.id],
  );
  return rows.filter(({ status }) => counts(status)).reduce((sum, { amount_minor }) => sum + amount_minor, 0n);
}

async function bookMore(client: PoolClient, row: PurchaseRow, target: bigint, total: bigint): Promise<void> {
  const moreOf = (amount: bigint) => shareOf(amount, target, total) - shareOf(amount, row.refunded_minor, total);
  const taken = await beneathFreeze(client, row, () =>
    takeBack(client, row, {
      creditMicro: least(moreOf(row.credit_micro), row.credit_micro - row.refunded_credit_micro),
      bonusMicro: least(moreOf(row.bonus_micro), row.bonus_micro - row.refunded_bonus_micro),
      shortfall: getEnv().REFUND_SHORTFALL,
      reason: 'The payment was refunded',
    }),
  );
  await update(client, row, {
    minor: target,
    creditMicro: row.refunded_credit_micro + taken.credit.takenMicro,
    bonusMicro: row.refunded_bonus_micro + taken.bonus.takenMicro,
  });
  await noteWriteOff(client, row, taken, 'Refunded after the credits were spent');
}

/** A refund failed or was called off: what it had taken comes back, what was forgiven stays forgiven. */
async function bookLess(client: PoolClient, row: PurchaseRow, target: bigint, total: bigint): Promise<void> {
  const creditMicro = least(row.refunded_credit_micro, shareOf(row.credit_micro, target, total));
  const bonusMicro = least(row.refunded_bonus_micro, shareOf(row.bonus_micro, target, total));
  await giveBack(client, row, {
    creditMicro: row.refunded_credit_micro - creditMicro,
    bonusMicro: row.refunded_bonus_micro - bonusMicro,
    reason: 'A refund did not go through',
  });
  await freezeAgain(client, row);
  await update(client, row, { minor: target, creditMicro, bonusMicro });
}

async function update(
  client: PoolClient,
  row: PurchaseRow,
  booked: { minor: bigint; creditMicro: bigint; bonusMicro: bigint },
): Promise<void> {
  await client.query(
    `UPDATE purchases SET refunded_minor = $3, refunded_credit_micro = $4, refunded_bonus_micro = $5, updated_at = now()
     WHERE workspace_id = $1 AND id = $2`,
    [row.workspace_id, row.id, booked.minor, booked.creditMicro, booked.bonusMicro],
  );
  await enqueueEvent(client, refundEvent(row, booked));
}
