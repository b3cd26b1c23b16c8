import type { PurchaseStatus } from '@/prisma/generated/enums';
import type { Pool, PoolClient } from '../db/pool';
import type { ActorKind, Mode } from '../ledger/types';
import type { Road } from './types';

/** A row of `purchases` as PostgreSQL gives it. */
export interface PurchaseRow {
  workspace_id: string;
  id: string;
  mode: Mode;
  wallet_id: string | null;
  pack_id: string | null;
  status: PurchaseStatus;
  credit_micro: bigint;
  bonus_micro: bigint;
  price_minor: bigint;
  /** The operator's processing fee, on top of the price. */
  fee_minor: bigint;
  /** Contained in price and fee; 0 until Stripe has worked it out. */
  tax_minor: bigint;
  currency: string;
  valid_days: number | null;
  bonus_valid_days: number | null;
  /** `card`: a saved card is charged directly, so there is no Checkout Session. */
  payment_kind: 'checkout' | 'card';
  /** pm_… that its owner chose on our page; null: Stripe's page asks, or nobody was there. */
  card_id: string | null;
  /** Stripe was asked to work out and collect tax. */
  collects_tax: boolean;
  stripe_customer_id: string | null;
  checkout_session_id: string | null;
  payment_intent_id: string | null;
  checkout_url: string | null;
  receipt_url: string | null;
  refunded_minor: bigint;
  refunded_credit_micro: bigint;
  refunded_bonus_micro: bigint;
  fulfilled_by: Road | null;
  review_reason: string | null;
  /** How a person ended a review; null: nobody had to, or it is not ended. */
  resolution: 'credited' | 'dismissed' | 'refunded' | null;
  actor_kind: ActorKind;
  actor_id: string | null;
  created_at: Date;
  paid_at: Date | null;
}

/** What Stripe charges, in minor units: tax is in it. */
export const totalOf = (row: Pick<PurchaseRow, 'price_minor' | 'fee_minor'>): bigint => row.price_minor + row.fee_minor;

/** The purchase, or null. The id alone names it: it is unique over all workspaces. */
export async function findPurchaseRow(db: Pool | PoolClient, purchaseId: string): Promise<PurchaseRow | null> {
  const { rows } = await db.query<PurchaseRow>('SELECT * FROM purchases WHERE id = $1', [purchaseId]);
  return rows[0] ?? null;
}

/** The purchase that a Checkout Session belongs to, or null. */
export async function findPurchaseBySession(db: Pool | PoolClient, sessionId: string): Promise<PurchaseRow | null> {
  const { rows } = await db.query<PurchaseRow>('SELECT * FROM purchases WHERE checkout_session_id = $1', [sessionId]);
  return rows[0] ?? null;
}
