import { formatAmount } from '../amount-text';
import type { WebhookEvent } from '../webhooks/enqueue';
import { type PurchaseRow, totalOf } from './purchase-row';

/** What customers' endpoints are told of a purchase: credits as decimal text, money in minor units as text. */
const dataOf = (row: PurchaseRow) => ({
  purchaseId: row.id,
  customerId: row.workspace_id,
  packId: row.pack_id,
  credits: formatAmount(row.credit_micro),
  bonus: formatAmount(row.bonus_micro),
  totalMinor: totalOf(row).toString(),
  currency: row.currency,
});

export const purchaseEvent = (type: 'purchase.paid' | 'purchase.failed', row: PurchaseRow): WebhookEvent => ({
  workspaceId: row.workspace_id,
  mode: row.mode,
  type,
  data: dataOf(row),
});

/** `booked` are sums over all refunds of the purchase; they shrink when a refund does not go through. */
export const refundEvent = (
  row: PurchaseRow,
  booked: { minor: bigint; creditMicro: bigint; bonusMicro: bigint },
): WebhookEvent => ({
  workspaceId: row.workspace_id,
  mode: row.mode,
  type: 'refund.booked',
  data: {
    ...dataOf(row),
    refundedMinor: booked.minor.toString(),
    refundedCredits: formatAmount(booked.creditMicro),
    refundedBonus: formatAmount(booked.bonusMicro),
  },
});
