import type { Actor } from '../auth/actor';
import { recordAudit } from '../auth/audit';
import { toLedgerActor } from '../auth/ledger-actor';
import { authorize, missing } from '../auth/policy';
import { getPool } from '../db/pool';
import { AppError } from '../errors';
import { isUuid } from '../ids';
import { type FulfilResult, fulfil } from './fulfil';
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
  });
  try {
    return await fulfil(purchaseId, 'support');
  } catch (error) {
    throw asPaymentError(error);
  }
}
