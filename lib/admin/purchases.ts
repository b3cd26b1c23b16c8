import type { PurchaseStatus } from '@/prisma/generated/enums';
import type { Actor } from '../auth/actor';
import { authorize } from '../auth/policy';
import type { Road } from '../billing/types';
import { isUuid } from '../ids';
import { Conditions } from '../ledger/read/conditions';
import type { Mode, Page } from '../ledger/types';
import { likePart, pageRows } from './page-rows';

/** Roads and statuses, in the order of menus. */
export const ROADS = ['webhook', 'return', 'sweep', 'support'] as const satisfies readonly Road[];
export const PURCHASE_STATUSES = [
  'pending',
  'processing',
  'paid',
  'failed',
  'canceled',
  'expired',
  'review',
] as const satisfies readonly PurchaseStatus[];

export interface PurchaseFilter {
  status?: PurchaseStatus;
  customerId?: string;
  /** Part of the customer's name, slug or external id; or the id of a customer, a purchase, or of one of Stripe's objects. */
  text?: string;
  currency?: string;
  road?: Road;
  /** UTC dates YYYY-MM-DD of when it began, both inclusive. */
  fromDate?: string;
  toDate?: string;
}

export interface PurchaseLine {
  workspaceId: string;
  workspaceName: string;
  id: string;
  mode: Mode;
  status: PurchaseStatus;
  packName: string | null;
  creditMicro: bigint;
  bonusMicro: bigint;
  totalMinor: bigint;
  refundedMinor: bigint;
  currency: string;
  /** `card`: a saved card was charged without its owner. */
  paymentKind: 'checkout' | 'card';
  fulfilledBy: Road | null;
  createdAt: Date;
  paidAt: Date | null;
}

const SELECT = `SELECT p.workspace_id AS "workspaceId", w.name AS "workspaceName", p.id, p.mode::text AS mode,
  p.status::text AS status, k.name AS "packName", p.credit_micro AS "creditMicro", p.bonus_micro AS "bonusMicro",
  p.price_minor + p.fee_minor AS "totalMinor", p.refunded_minor AS "refundedMinor", p.currency,
  p.payment_kind AS "paymentKind", p.fulfilled_by AS "fulfilledBy", p.created_at AS "createdAt", p.paid_at AS "paidAt"
  FROM purchases p JOIN workspaces w ON w.id = p.workspace_id LEFT JOIN packs k ON k.id = p.pack_id`;

const STRIPE_ID = /^(cs|pi|re|du|dp|ch|cus)_[A-Za-z0-9_]+$/;

function addText(where: Conditions, text: string): void {
  if (isUuid(text)) where.add('(p.id = ? OR p.workspace_id = ?)', text, text);
  else if (STRIPE_ID.test(text)) {
    where.add(
      `(p.checkout_session_id = ? OR p.payment_intent_id = ? OR p.stripe_customer_id = ?
        OR p.id IN (SELECT purchase_id FROM refunds WHERE id = ? UNION ALL SELECT purchase_id FROM disputes WHERE stripe_id = ?))`,
      text,
      text,
      text,
      text,
      text,
    );
  } else {
    const part = likePart(text);
    where.add('(w.name ILIKE ? OR w.slug ILIKE ? OR w.external_id ILIKE ?)', part, part, part);
  }
}

/** Purchases of all customers, newest first. Errors: unauthenticated, forbidden. */
export async function searchAllPurchases(
  actor: Actor,
  filter: PurchaseFilter,
  page: { cursor?: string | null; limit?: number } = {},
): Promise<Page<PurchaseLine>> {
  authorize(actor, 'operator:view');
  const where = new Conditions()
    .add('true')
    .addIf('p.status = ?::purchase_status', filter.status)
    .addId('p.workspace_id = ?', filter.customerId)
    .addIf('p.currency = ?', filter.currency?.toLowerCase())
    .addIf('p.fulfilled_by = ?', filter.road)
    .addIf('p.created_at >= ?::date', filter.fromDate)
    .addIf("p.created_at < ?::date + interval '1 day'", filter.toDate);
  const text = filter.text?.trim();
  if (text) addText(where, text);
  return pageRows<PurchaseLine>(page, { select: SELECT, where, alias: 'p' });
}
