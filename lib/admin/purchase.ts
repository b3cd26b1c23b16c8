import type { Actor } from '../auth/actor';
import { authorize, missing } from '../auth/policy';
import {
  listDisputes,
  listRefunds,
  previewRefund,
  type Refundable,
  type RefundPreview,
  readRefundable,
} from '../billing';
import type { PurchaseRow } from '../billing/purchase-row';
import type { DisputeView, RefundView } from '../billing/types';
import { getPool } from '../db/pool';
import { isAppError } from '../errors';
import { isUuid } from '../ids';
import { getLedger } from '../ledger';
import { auditOfTarget, type NamedAuditLine } from './audit';
import { readFrozen, type ShownGrant } from './shown-grant';

export interface PurchaseEventLine {
  id: string;
  type: string;
  receivedAt: Date;
  processedAt: Date | null;
  nextTryAt: Date | null;
  attempts: number;
  error: string | null;
}

export interface FailedRefund extends RefundView {
  failureReason: string | null;
}

/** One step of what happened, oldest first. */
export interface TimelineStep {
  at: Date;
  kind: 'begun' | 'paid' | 'refund' | 'dispute' | 'event' | 'operator';
  /** Of the refund, dispute, event or audit row: its status, type or action. */
  what: string;
  detail: string | null;
  by: string | null;
}

export interface PurchaseDetail {
  row: PurchaseRow;
  customer: { id: string; slug: string; name: string; status: string };
  packName: string | null;
  /** Who bought: address of a person, name of a key. */
  buyer: string | null;
  refunds: FailedRefund[];
  disputes: DisputeView[];
  events: PurchaseEventLine[];
  grants: ShownGrant[];
  audit: NamedAuditLine[];
  timeline: TimelineStep[];
  /** null while it is not paid. */
  refundable: Refundable | null;
}

interface DetailRow extends PurchaseRow {
  customer_slug: string;
  customer_name: string;
  customer_status: string;
  pack_name: string | null;
  buyer: string | null;
}

async function findDetail(purchaseId: string): Promise<DetailRow> {
  const { rows } = isUuid(purchaseId)
    ? await getPool().query<DetailRow>(
        `SELECT p.*, w.slug AS customer_slug, w.name AS customer_name, w.status AS customer_status, k.name AS pack_name,
           coalesce(u.email, a.name) AS buyer
         FROM purchases p JOIN workspaces w ON w.id = p.workspace_id LEFT JOIN packs k ON k.id = p.pack_id
         LEFT JOIN users u ON u.id = p.actor_id LEFT JOIN api_keys a ON a.id = p.actor_id WHERE p.id = $1`,
        [purchaseId],
      )
    : { rows: [] };
  if (!rows[0]) throw missing('purchase');
  return rows[0];
}

/** What Stripe told of this purchase: of its session, its payment, or something about that payment. */
async function readEvents(row: PurchaseRow): Promise<PurchaseEventLine[]> {
  const { rows } = await getPool().query<PurchaseEventLine>(
    `SELECT id, type, received_at AS "receivedAt", processed_at AS "processedAt", next_try_at AS "nextTryAt", attempts, error
     FROM stripe_events
     WHERE (payload->'data'->'object'->>'id') = ANY($1) OR (payload->'data'->'object'->>'payment_intent') = $2
     ORDER BY received_at, id LIMIT 100`,
    [[row.checkout_session_id, row.payment_intent_id].filter(Boolean), row.payment_intent_id],
  );
  return rows;
}

async function readFailures(row: PurchaseRow): Promise<Map<string, string | null>> {
  const { rows } = await getPool().query<{ id: string; reason: string | null }>(
    'SELECT id, failure_reason AS reason FROM refunds WHERE workspace_id = $1 AND purchase_id = $2',
    [row.workspace_id, row.id],
  );
  return new Map(rows.map(({ id, reason }) => [id, reason]));
}

type Parts = Pick<PurchaseDetail, 'refunds' | 'disputes' | 'events' | 'audit'>;

function toTimeline(row: DetailRow, { refunds, disputes, events, audit }: Parts): TimelineStep[] {
  const steps: TimelineStep[] = [
    { at: row.created_at, kind: 'begun', what: row.payment_kind, detail: null, by: row.buyer },
    ...(row.paid_at
      ? [{ at: row.paid_at, kind: 'paid' as const, what: row.fulfilled_by ?? '', detail: null, by: null }]
      : []),
    ...refunds.map(({ createdAt, status, id }) => ({
      at: createdAt,
      kind: 'refund' as const,
      what: status,
      detail: id,
      by: null,
    })),
    ...disputes.map(({ createdAt, status, stripeId }) => ({
      at: createdAt,
      kind: 'dispute' as const,
      what: status,
      detail: stripeId,
      by: null,
    })),
    ...events.map(({ receivedAt, type, error }) => ({
      at: receivedAt,
      kind: 'event' as const,
      what: type,
      detail: error,
      by: null,
    })),
    ...audit.map((line) => ({
      at: line.createdAt,
      kind: 'operator' as const,
      what: line.action,
      detail: line.reason,
      by: line.actorName,
    })),
  ];
  return steps.sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** Everything about one purchase. Errors: unauthenticated, forbidden, not_found. */
export async function readPurchaseDetail(actor: Actor, purchaseId: string): Promise<PurchaseDetail> {
  authorize(actor, 'operator:view');
  const row = await findDetail(purchaseId);
  const { workspace_id: workspaceId } = row;
  const [refunds, failures, allDisputes] = await Promise.all([
    listRefunds(workspaceId, row.id),
    readFailures(row),
    listDisputes(workspaceId),
  ]);
  const [events, audit, grants] = await Promise.all([
    readEvents(row),
    auditOfTarget(workspaceId, [row.id]),
    getLedger().listGrants({ workspaceId, mode: row.mode, purchaseId: row.id }, { limit: 50, order: 'asc' }),
  ]);
  const refundable = row.status === 'paid' ? await readRefundable(actor, { workspaceId, purchaseId: row.id }) : null;
  const parts: Parts = {
    refunds: refunds.map((refund) => ({ ...refund, failureReason: failures.get(refund.id) ?? null })),
    disputes: allDisputes.filter((dispute) => dispute.purchaseId === row.id),
    events,
    audit,
  };
  return {
    row,
    customer: {
      id: workspaceId,
      slug: row.customer_slug,
      name: row.customer_name,
      status: row.customer_status,
    },
    packName: row.pack_name,
    buyer: row.buyer,
    ...parts,
    grants: await readFrozen(workspaceId, grants.items),
    timeline: toTimeline(row, parts),
    refundable,
  };
}

/** What a refund of so much would do; null: that much cannot be refunded. Errors: forbidden, not_found. */
export async function tryRefund(
  actor: Actor,
  input: { workspaceId: string; purchaseId: string; amountMinor: bigint },
): Promise<RefundPreview | null> {
  try {
    return await previewRefund(actor, input);
  } catch (error) {
    if (isAppError(error) && (error.code === 'validation_failed' || error.code === 'conflict')) return null;
    throw error;
  }
}
