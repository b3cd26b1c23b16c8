import type { Actor } from '../auth/actor';
import { recordAudit } from '../auth/audit';
import type { AuditAction } from '../auth/audit-actions';
import type { Trace } from '../auth/keys';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize, missing } from '../auth/policy';
import { getPool } from '../db/pool';
import { inTransaction } from '../db/transaction';
import { AppError } from '../errors';
import { isUuid } from '../ids';
import { type FulfilResult, fulfil } from './fulfil';
import { syncAftermath } from './look';
import { findPurchaseRow } from './purchase-row';
import { getPurchase } from './purchases';
import { asPaymentError } from './stripe';
import type { PurchaseView } from './types';

/** An event that no retry can help. */
export interface ParkedEventView {
  id: string;
  type: string;
  error: string;
  attempts: number;
  receivedAt: Date;
}

export interface ReviewQueue {
  /** Purchases whose money and figures do not fit, oldest first. */
  purchases: PurchaseView[];
  events: ParkedEventView[];
}

const MAX_ROWS = 200;

/** What waits for a person: at most 200 of each. Errors: unauthenticated, forbidden. */
export async function readReviewQueue(actor: Actor): Promise<ReviewQueue> {
  authorize(actor, 'operator:view');
  const [inReview, parked] = await Promise.all([
    getPool().query<{ workspace_id: string; id: string }>(
      `SELECT workspace_id, id FROM purchases WHERE status = 'review' ORDER BY updated_at, id LIMIT $1`,
      [MAX_ROWS],
    ),
    getPool().query<{ id: string; type: string; error: string; attempts: number; received_at: Date }>(
      `SELECT id, type, error, attempts, received_at FROM stripe_events
       WHERE next_try_at IS NULL AND processed_at IS NULL AND error IS NOT NULL ORDER BY received_at, id LIMIT $1`,
      [MAX_ROWS],
    ),
  ]);
  return {
    purchases: await Promise.all(inReview.rows.map((row) => getPurchase(row.workspace_id, row.id))),
    events: parked.rows.map((row) => ({
      id: row.id,
      type: row.type,
      error: row.error,
      attempts: row.attempts,
      receivedAt: row.received_at,
    })),
  };
}

/**
 * Takes a purchase up again after a person has looked: asks Stripe once more, and credits it when nothing differs now.
 * Errors: forbidden/not_found, validation_failed (no reason), payment_provider_failed.
 */
export async function retryReview(
  actor: Actor,
  { workspaceId, purchaseId, reason }: { workspaceId: string; purchaseId: string; reason: string },
  trace: Trace = {},
): Promise<FulfilResult> {
  authorize(actor, 'purchases:settle', { workspaceId });
  const row = isUuid(purchaseId) ? await findPurchaseRow(getPool(), purchaseId) : null;
  if (!row || row.workspace_id !== workspaceId) throw missing('purchase');
  if (reason.trim() === '') {
    const fields = [{ path: ['reason'], message: 'is required' }];
    throw new AppError('validation_failed', { detail: 'Say why it is taken up again.', fields });
  }
  await recordAudit(getPool(), {
    workspaceId,
    action: 'purchase.retry',
    targetKind: 'purchase',
    targetId: purchaseId,
    actor: toLedgerActor(actor, workspaceId),
    reason: reason.trim(),
    before: { status: row.status, reviewReason: row.review_reason },
    ...trace,
  });
  try {
    const result = await fulfil(purchaseId, 'support');
    await syncAftermath(purchaseId); // refunds and disputes of the time in which there was nothing to take
    return result;
  } catch (error) {
    throw asPaymentError(error);
  }
}

export interface EventInput {
  eventId: string;
  /** For the audit log; required. */
  reason: string;
}

async function changeEvent(
  actor: Actor,
  { eventId, reason }: EventInput,
  { action, set }: { action: AuditAction; set: string },
  trace: Trace,
): Promise<void> {
  authorize(actor, 'installation:run_jobs');
  const why = reason.trim();
  if (why === '') {
    const fields = [{ path: ['reason'], message: 'is required' }];
    throw new AppError('validation_failed', { detail: 'Say why.', fields, facts: { problem: 'reasonMissing' } });
  }
  await inTransaction(async (client) => {
    const { rows } = await client.query<{ type: string; error: string | null; attempts: number }>(
      'SELECT type, error, attempts FROM stripe_events WHERE id = $1 AND processed_at IS NULL FOR UPDATE',
      [eventId],
    );
    if (!rows[0]) throw missing('waiting event');
    await client.query(`UPDATE stripe_events SET ${set} WHERE id = $1`, [eventId]);
    await recordAudit(client, {
      workspaceId: null,
      action,
      targetKind: 'stripe_event',
      targetId: eventId,
      actor: toLedgerActor(actor),
      reason: why,
      before: rows[0],
      ...trace,
    });
  });
}

/** Works on a failed or parked event again, with all its tries. Errors: forbidden, not_found, validation_failed. */
export const retryEvent = (actor: Actor, input: EventInput, trace: Trace = {}): Promise<void> =>
  changeEvent(
    actor,
    input,
    { action: 'stripe_event.retry', set: "attempts = 0, next_try_at = date_trunc('milliseconds', now())" },
    trace,
  );

/** Takes an event out of the queue unworked: what it told of is found by looking at its purchase. Errors: as above. */
export const ignoreEvent = (actor: Actor, input: EventInput, trace: Trace = {}): Promise<void> =>
  changeEvent(actor, input, { action: 'stripe_event.ignore', set: 'processed_at = now(), next_try_at = NULL' }, trace);
