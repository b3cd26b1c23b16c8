import { missing } from '../auth/policy';
import { getPool } from '../db/pool';
import { isAppError } from '../errors';
import { isUuid } from '../ids';
import type { Page, PageRequest } from '../ledger/types';
import { log } from '../log';
import { fulfil } from './fulfil';
import { type PurchaseRow, totalOf } from './purchase-row';
import { isStripeError, loggable } from './stripe';
import type { PurchaseState, PurchaseView, RefundView } from './types';

export type ViewRow = PurchaseRow & { pack_name: string | null };

export const SELECT_VIEW =
  'SELECT purchases.*, packs.name AS pack_name FROM purchases LEFT JOIN packs ON packs.id = purchases.pack_id';

export const toView = (row: ViewRow): PurchaseView => ({
  workspaceId: row.workspace_id,
  id: row.id,
  mode: row.mode,
  status: row.status,
  packId: row.pack_id,
  packName: row.pack_name,
  creditMicro: row.credit_micro,
  bonusMicro: row.bonus_micro,
  priceMinor: row.price_minor,
  feeMinor: row.fee_minor,
  taxMinor: row.tax_minor,
  collectsTax: row.collects_tax,
  totalMinor: totalOf(row),
  currency: row.currency,
  validDays: row.valid_days,
  bonusValidDays: row.bonus_valid_days,
  checkoutUrl: row.status === 'pending' ? row.checkout_url : null,
  receiptUrl: row.receipt_url,
  paymentKind: row.payment_kind,
  refundedMinor: row.refunded_minor,
  refundedCreditMicro: row.refunded_credit_micro,
  refundedBonusMicro: row.refunded_bonus_micro,
  fulfilledBy: row.fulfilled_by,
  reviewReason: row.review_reason,
  actorId: row.actor_id,
  createdAt: row.created_at,
  paidAt: row.paid_at,
});

/** A purchase of this workspace. The caller has authorised. Errors: not_found, for a foreign one too. */
export async function getPurchase(workspaceId: string, purchaseId: string): Promise<PurchaseView> {
  const { rows } = isUuid(purchaseId)
    ? await getPool().query<ViewRow>(`${SELECT_VIEW} WHERE purchases.workspace_id = $1 AND purchases.id = $2`, [
        workspaceId,
        purchaseId,
      ])
    : { rows: [] };
  if (!rows[0]) throw missing('purchase');
  return toView(rows[0]);
}

/** The refunds of a purchase, oldest first. The caller has authorised. */
export async function listRefunds(workspaceId: string, purchaseId: string): Promise<RefundView[]> {
  if (!isUuid(purchaseId)) return [];
  const { rows } = await getPool().query<{ id: string; amount_minor: bigint; status: string; created_at: Date }>(
    `SELECT id, amount_minor, status, created_at FROM refunds WHERE workspace_id = $1 AND purchase_id = $2
     ORDER BY created_at, id`,
    [workspaceId, purchaseId],
  );
  return rows.map((row) => ({
    id: row.id,
    amountMinor: row.amount_minor,
    status: row.status,
    createdAt: row.created_at,
  }));
}

/** Read without asking Stripe: for polling. The caller has authorised. Errors: not_found. */
export async function getPurchaseState(workspaceId: string, purchaseId: string): Promise<PurchaseState> {
  const purchase = await getPurchase(workspaceId, purchaseId);
  return { purchase, isFinal: purchase.status !== 'pending' && purchase.status !== 'processing' };
}

/**
 * The return page's road: asks Stripe, applies what it says, and answers the state. A Stripe that does not answer is no
 * error here: the state stays open, and the webhook or the sweep brings it on. The caller has authorised.
 * Errors: not_found.
 */
export async function resumeReturn(workspaceId: string, purchaseId: string): Promise<PurchaseState> {
  const before = await getPurchaseState(workspaceId, purchaseId);
  if (before.isFinal) return before;
  try {
    await fulfil(purchaseId, 'return');
  } catch (error) {
    if (!isStripeError(error) && !(isAppError(error) && error.code === 'unavailable')) throw error;
    log.warn({ purchaseId, err: loggable(error) }, 'the return page could not ask Stripe');
    return before;
  }
  return getPurchaseState(workspaceId, purchaseId);
}

interface Cursor {
  at: string;
  id: string;
  isBackward: boolean;
}

const encodeCursor = (row: PurchaseRow, isBackward: boolean): string =>
  Buffer.from(`${isBackward ? 'b' : 'f'} ${row.created_at.toISOString()} ${row.id}`).toString('base64url');

/** null for what is not one of ours: an unknown cursor shows the first page. */
function decodeCursor(text: string | null | undefined): Cursor | null {
  const [direction, at, id] = Buffer.from(text ?? '', 'base64url')
    .toString('utf8')
    .split(' ');
  if (!direction || !at || !id || !isUuid(id) || Number.isNaN(Date.parse(at))) return null;
  return { at, id, isBackward: direction === 'b' };
}

/** The workspace's purchases, newest first. The caller has authorised. */
export async function listPurchases(workspaceId: string, request: PageRequest = {}): Promise<Page<PurchaseView>> {
  const limit = Math.min(Math.max(request.limit ?? 50, 1), 200);
  const cursor = decodeCursor(request.cursor);
  const isBackward = cursor?.isBackward ?? false;
  const beyond = cursor ? `AND (purchases.created_at, purchases.id) ${isBackward ? '>' : '<'} ($3, $4)` : '';
  const direction = isBackward ? 'ASC' : 'DESC';
  const { rows } = await getPool().query<ViewRow>(
    `${SELECT_VIEW} WHERE purchases.workspace_id = $1 ${beyond}
     ORDER BY purchases.created_at ${direction}, purchases.id ${direction} LIMIT $2`,
    [workspaceId, limit + 1, ...(cursor ? [cursor.at, cursor.id] : [])],
  );
  const hasMore = rows.length > limit;
  const page = rows.slice(0, limit);
  if (isBackward) page.reverse();
  const first = page[0];
  const last = page.at(-1);
  return {
    items: page.map(toView),
    next: last && (isBackward || hasMore) ? encodeCursor(last, false) : null,
    previous: first && (isBackward ? hasMore : cursor !== null) ? encodeCursor(first, true) : null,
  };
}
