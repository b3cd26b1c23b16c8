import type { Actor } from '../auth/actor';
import { recordAudit } from '../auth/audit';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize, missing } from '../auth/policy';
import { chargeStep, isChargeable } from '../currency';
import { getPool, type Pool, type PoolClient } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { AppError } from '../errors';
import { isUuid } from '../ids';
import { PURCHASE_KEY } from './checkout-session';
import { findPurchaseRow, type PurchaseRow, totalOf } from './purchase-row';
import { asRefundError } from './refund-error';
import { least, shareOf } from './refund-share';
import { syncRefunds } from './refunds';
import { getStripe } from './stripe';
import { toStripeAmount } from './stripe-amount';
import { freeBonus, freeCredits } from './take-back';

export interface Refundable {
  /** Bought credits that are neither spent nor held. */
  creditMicro: bigint;
  /** What they cost, and no more than is left of the payment. */
  amountMinor: bigint;
  currency: string;
}

/** Metadata key under which a refund at Stripe carries the form it came from. */
const FORM_KEY = 'coffer_refund_form';

const NANO_TIMES_MICRO = 1_000_000_000_000_000n;

const refundableOf = (row: PurchaseRow): Promise<Refundable> => inTransaction((client) => refundableIn(client, row));

async function refundableIn(client: PoolClient, row: PurchaseRow): Promise<Refundable> {
  const creditMicro = await freeCredits(client, row);
  const leftMinor = totalOf(row) - row.refunded_minor;
  const leftCredit = row.credit_micro - row.refunded_credit_micro;
  // Unspent means all that is left of the money, without the part of a minor unit that rounding would keep.
  const unitCost = (row.price_minor * NANO_TIMES_MICRO) / row.credit_micro;
  const worth = creditMicro >= leftCredit ? leftMinor : (creditMicro * unitCost) / NANO_TIMES_MICRO;
  const most = least(worth, leftMinor);
  return { creditMicro, amountMinor: most - (most % chargeStep(row.currency)), currency: row.currency };
}

async function paidRow(workspaceId: string, purchaseId: string): Promise<PurchaseRow> {
  const row = isUuid(purchaseId) ? await findPurchaseRow(getPool(), purchaseId) : null;
  if (!row || row.workspace_id !== workspaceId) throw missing('purchase');
  if (row.status !== 'paid') throw new AppError('conflict', { detail: 'Only a paid purchase can be refunded.' });
  return row;
}

/** How much of a purchase can be refunded now. Errors: not_found, conflict (not paid), forbidden. */
export async function readRefundable(
  actor: Actor,
  input: { workspaceId: string; purchaseId: string },
): Promise<Refundable> {
  authorize(actor, 'purchases:refund', { workspaceId: input.workspaceId });
  return refundableOf(await paidRow(input.workspaceId, input.purchaseId));
}

export interface RefundInput {
  workspaceId: string;
  purchaseId: string;
  /** Minor units of the purchase's currency. */
  amountMinor: bigint;
  /** For the audit log; required. */
  reason: string;
  /** Made with the form, so that sending it twice refunds once. */
  formId: string;
  /** Of the request that carried the form, for the audit log. */
  requestId?: string | null;
  ip?: string | null;
}

/** What a refund of so much money would do, before anybody does it. */
export interface RefundPreview {
  amountMinor: bigint;
  currency: string;
  most: Refundable;
  /** Bought credits that go, and those of the bonus, which go first and are never owed. */
  creditMicro: bigint;
  bonusMicro: bigint;
  /** Of the bonus, what is spent already and forgiven. */
  bonusSpentMicro: bigint;
}

/**
 * What a refund would take, by the same shares as the refund itself: money × credits, over the sum of all refunds.
 * Errors: not_found, conflict (not paid), forbidden, validation_failed (more than can be refunded).
 */
export async function previewRefund(
  actor: Actor,
  input: { workspaceId: string; purchaseId: string; amountMinor: bigint },
): Promise<RefundPreview> {
  authorize(actor, 'purchases:refund', { workspaceId: input.workspaceId });
  const row = await paidRow(input.workspaceId, input.purchaseId);
  const most = await refundableOf(row);
  refuseBeyond(most, input.amountMinor);
  const totalMinor = totalOf(row);
  const after = row.refunded_minor + input.amountMinor;
  const share = (amount: bigint, gone: bigint) =>
    least(shareOf(amount, after, totalMinor) - shareOf(amount, row.refunded_minor, totalMinor), amount - gone);
  const bonusMicro = share(row.bonus_micro, row.refunded_bonus_micro);
  const bonusFree = await inTransaction((client) => freeBonus(client, row));
  return {
    amountMinor: input.amountMinor,
    currency: row.currency,
    most,
    creditMicro: share(row.credit_micro, row.refunded_credit_micro),
    bonusMicro,
    bonusSpentMicro: bonusMicro > bonusFree ? bonusMicro - bonusFree : 0n,
  };
}

function refuseBeyond(most: Refundable, amountMinor: bigint): void {
  const isWithin = amountMinor > 0n && amountMinor <= most.amountMinor;
  if (isWithin && isChargeable(amountMinor, most.currency)) return;
  throw new AppError('validation_failed', {
    detail: 'More than was not spent cannot be refunded.',
    fields: [{ path: ['amount'], message: 'is more than can be refunded' }],
    facts: { problem: 'refundTooMuch', mostMinor: most.amountMinor.toString(), currency: most.currency },
  });
}

/**
 * Gives money of a purchase back through Stripe, and takes the credits that it paid for. At most what was not spent.
 * Errors: forbidden/not_found, conflict (not paid), validation_failed (amount, or no reason), payment_provider_failed.
 */
export async function refundPurchase(actor: Actor, input: RefundInput): Promise<void> {
  authorize(actor, 'purchases:refund', { workspaceId: input.workspaceId });
  const row = await paidRow(input.workspaceId, input.purchaseId);
  const reason = input.reason.trim();
  if (reason === '') {
    const fields = [{ path: ['reason'], message: 'is required' }];
    throw new AppError('validation_failed', {
      detail: 'A refund needs a reason.',
      fields,
      facts: { problem: 'reasonMissing' },
    });
  }
  const isFirst = await inTransaction(async (client) => {
    // Two forms wait for each other here, copies or not: one writes what was asked, and the next one sees it.
    const { rows } = await client.query<PurchaseRow>('SELECT * FROM purchases WHERE id = $1 FOR UPDATE', [row.id]);
    if (await wasAsked(client, row, input)) return false;
    await ask(client, actor, rows[0] ?? row, { ...input, reason });
    return true;
  });
  try {
    await (isFirst ? create(row, input) : resume(actor, row, { ...input, reason }));
  } catch (error) {
    throw asRefundError(error);
  }
}

/** Writes down that this refund is being asked for, under the purchase's lock. Errors: conflict, validation_failed. */
async function ask(client: PoolClient, actor: Actor, row: PurchaseRow, input: RefundInput): Promise<void> {
  await refuseBesideAnother(client, row, input.formId);
  refuseBeyond(await refundableIn(client, row), input.amountMinor);
  await recordAudit(client, {
    workspaceId: row.workspace_id,
    action: 'purchase.refund',
    targetKind: 'purchase',
    targetId: row.id,
    actor: toLedgerActor(actor, row.workspace_id),
    reason: input.reason,
    before: { refundedMinor: row.refunded_minor.toString() },
    after: { amountMinor: input.amountMinor.toString(), currency: row.currency, formId: input.formId },
    requestId: input.requestId ?? null,
    ip: input.ip ?? null,
  });
}

async function create(row: PurchaseRow, { amountMinor, formId }: RefundInput): Promise<void> {
  await getStripe().refunds.create(
    {
      payment_intent: row.payment_intent_id ?? '',
      amount: toStripeAmount(amountMinor),
      metadata: { [PURCHASE_KEY]: row.id, [FORM_KEY]: formId },
    },
    { idempotencyKey: `refund:${row.id}:${formId}` },
  );
  await syncRefunds(row.id);
}

/**
 * The same form again: the refund is there, or its first call never reached Stripe. A call that can still be under way is
 * the same request; after that it is asked for anew, so that another form, new or as old as this one, waits for it.
 */
async function resume(actor: Actor, row: PurchaseRow, input: RefundInput): Promise<void> {
  const made = getStripe().refunds.list({ payment_intent: row.payment_intent_id ?? '', limit: 100 });
  for await (const refund of made) {
    if (refund.metadata?.[FORM_KEY] === input.formId) return syncRefunds(row.id);
  }
  await inTransaction(async (client) => {
    const { rows } = await client.query<PurchaseRow>('SELECT * FROM purchases WHERE id = $1 FOR UPDATE', [row.id]);
    const now = rows[0] ?? row;
    if (!(await isBeingAsked(client, now, input.formId))) return ask(client, actor, now, input);
    refuseBeyond(await refundableIn(client, now), input.amountMinor); // credits may have been spent since
  });
  await create(row, input);
}

/** Whether this form was sent before. Errors: conflict, when it was for another amount: the log must stay true. */
async function wasAsked(
  db: Pool | PoolClient,
  row: PurchaseRow,
  { formId, amountMinor }: RefundInput,
): Promise<boolean> {
  const { rows } = await db.query<{ amount: string | null }>(
    `SELECT after->>'amountMinor' AS amount FROM audit_log
     WHERE workspace_id = $1 AND action = 'purchase.refund' AND target_id = $2 AND after->>'formId' = $3`,
    [row.workspace_id, row.id, formId],
  );
  if (!rows[0]) return false;
  if (rows[0].amount === amountMinor.toString()) return true;
  throw new AppError('conflict', {
    detail: 'This form was sent for another amount before. Open the page again.',
    facts: { problem: 'refundFormUsed' },
  });
}

/** Longer than Stripe is waited for, with all tries. */
const ANSWER_WITHIN = '90 seconds';

/**
 * Two refunds at once could each find the same unspent credits. One that was asked for and is not booked yet is waited
 * for: the amount that is booked has not changed since it was written down.
 */
async function refuseBesideAnother(client: PoolClient, row: PurchaseRow, formId: string): Promise<void> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM audit_log
     WHERE workspace_id = $1 AND action = 'purchase.refund' AND target_id = $2 AND before->>'refundedMinor' = $3
       AND after->>'formId' <> $5 AND created_at > now() - $4::interval`,
    [row.workspace_id, row.id, row.refunded_minor.toString(), ANSWER_WITHIN, formId],
  );
  if ((rowCount ?? 0) === 0) return;
  throw new AppError('conflict', {
    detail: 'Another refund of this purchase is being made. Wait a moment, and look again.',
    facts: { problem: 'refundUnderWay' },
  });
}

async function isBeingAsked(client: PoolClient, row: PurchaseRow, formId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM audit_log
     WHERE workspace_id = $1 AND action = 'purchase.refund' AND target_id = $2 AND after->>'formId' = $3
       AND created_at > now() - $4::interval`,
    [row.workspace_id, row.id, formId, ANSWER_WITHIN],
  );
  return (rowCount ?? 0) > 0;
}
