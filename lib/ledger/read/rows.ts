/**
 * Rows as SQL hands them to the readers. A row travels as one JSON object: amounts as text, because JSON numbers lose
 * digits beyond 2^53; instants as milliseconds since 1970; what never ends as null.
 */
import type { Pool, PoolClient } from '@/lib/db/pool';
import type {
  GrantStatus,
  GrantView,
  HoldView,
  LedgerActor,
  Metadata,
  TransactionView,
  WalletOwner,
  WalletOwnerKind,
  WalletView,
} from '../types';

export type Db = Pool | PoolClient;

/** The instant a read answers for: the caller's clock, else the database's, in whole milliseconds. */
export const nowSql = (parameter: string): string =>
  `coalesce(${parameter}::timestamptz, date_trunc('milliseconds', clock_timestamp()))`;

const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::bigint`;
const finiteMs = (column: string): string =>
  `CASE WHEN isfinite(${column}) THEN (extract(epoch FROM ${column}) * 1000)::bigint END`;

/** A grant `g` of wallet `w`. */
export const GRANT_JSON = `json_build_object(
  'id', g.id, 'walletId', g.wallet_id, 'ownerKind', w.owner_kind, 'ownerId', w.owner_id, 'source', g.source,
  'amount', g.amount_micro::text, 'remaining', g.remaining_micro::text, 'held', g.held_micro::text,
  'priority', g.priority, 'unitCost', g.unit_cost_nano::text, 'currency', g.currency, 'features', g.features,
  'effectiveAt', ${ms('g.effective_at')}, 'expiresAt', ${finiteMs('g.expires_at')}, 'isStarted', g.is_started,
  'isOpen', g.is_open, 'endedAt', ${ms('g.ended_at')}, 'endReason', g.end_reason, 'purchaseId', g.purchase_id,
  'parentId', g.parent_id, 'externalRef', g.external_ref, 'description', g.description, 'reason', g.reason,
  'metadata', g.metadata, 'createdAt', ${ms('g.created_at')})`;

export interface GrantRow {
  id: string;
  walletId: string;
  ownerKind: WalletOwnerKind;
  ownerId: string;
  source: GrantView['source'];
  amount: string;
  remaining: string;
  held: string;
  priority: number;
  unitCost: string;
  currency: string | null;
  features: string[];
  effectiveAt: number;
  expiresAt: number | null;
  isStarted: boolean;
  isOpen: boolean;
  endedAt: number | null;
  endReason: 'expired' | 'voided' | null;
  purchaseId: string | null;
  parentId: string | null;
  externalRef: string | null;
  description: string | null;
  reason: string | null;
  metadata: Metadata | null;
  createdAt: number;
}

export const toOwner = (kind: WalletOwnerKind, id: string): WalletOwner => {
  if (kind === 'member') return { kind, memberId: id };
  return kind === 'team' ? { kind, teamId: id } : { kind };
};

/** The owner's column value: the workspace's own id stands for its wallet. */
export const ownerId = (owner: WalletOwner, workspaceId: string): string => {
  if (owner.kind === 'member') return owner.memberId;
  return owner.kind === 'team' ? owner.teamId : workspaceId;
};

export const toDate = (at: number | null): Date | null => (at === null ? null : new Date(at));

export function toGrantView(row: GrantRow, status: GrantStatus): GrantView {
  return {
    id: row.id,
    walletId: row.walletId,
    owner: toOwner(row.ownerKind, row.ownerId),
    source: row.source,
    status,
    amountMicro: BigInt(row.amount),
    remainingMicro: BigInt(row.remaining),
    heldMicro: BigInt(row.held),
    priority: row.priority,
    unitCostNano: BigInt(row.unitCost),
    currency: row.currency,
    features: row.features,
    effectiveAt: new Date(row.effectiveAt),
    expiresAt: toDate(row.expiresAt),
    endedAt: toDate(row.endedAt),
    purchaseId: row.purchaseId,
    parentId: row.parentId,
    externalRef: row.externalRef,
    description: row.description,
    reason: row.reason,
    metadata: row.metadata,
    createdAt: new Date(row.createdAt),
  };
}

/** Columns of a transaction `t`, for TransactionRow. */
export const TRANSACTION_COLUMNS = `t.id, t.wallet_id, t.seq, t.kind, t.amount_micro, t.balance_before_micro,
  t.balance_after_micro, t.member_id, t.api_key_id, t.feature, t.context_id, t.context_description, t.hold_id,
  t.grant_id, t.related_id, t.actor_kind, t.actor_id, t.reason, t.metadata, t.booked_at, t.occurred_at`;

export interface TransactionRow {
  id: string;
  wallet_id: string;
  seq: bigint;
  kind: TransactionView['kind'];
  amount_micro: bigint;
  balance_before_micro: bigint;
  balance_after_micro: bigint;
  member_id: string | null;
  api_key_id: string | null;
  feature: string | null;
  context_id: string | null;
  context_description: string | null;
  hold_id: string | null;
  grant_id: string | null;
  related_id: string | null;
  actor_kind: LedgerActor['kind'];
  actor_id: string | null;
  reason: string | null;
  metadata: Metadata | null;
  booked_at: Date;
  occurred_at: Date;
}

export function toTransactionView(row: TransactionRow): TransactionView {
  return {
    id: row.id,
    walletId: row.wallet_id,
    seq: row.seq,
    kind: row.kind,
    amountMicro: row.amount_micro,
    balanceBeforeMicro: row.balance_before_micro,
    balanceAfterMicro: row.balance_after_micro,
    memberId: row.member_id,
    apiKeyId: row.api_key_id,
    feature: row.feature,
    contextId: row.context_id,
    contextDescription: row.context_description,
    holdId: row.hold_id,
    grantId: row.grant_id,
    relatedId: row.related_id,
    actor: { kind: row.actor_kind, id: row.actor_id },
    reason: row.reason,
    metadata: row.metadata,
    bookedAt: row.booked_at,
    occurredAt: row.occurred_at,
  };
}

/** Columns of a hold `h` of wallet `w`; a hold that ran out counts as expired before anybody books it. `at`: the instant. */
export const holdColumns = (at: string): string => `h.id, h.wallet_id, w.owner_kind, w.owner_id, h.amount_micro,
  h.captured_micro, h.member_id, h.api_key_id, h.feature, h.context_id, h.context_description, h.metadata, h.placed_at,
  h.expires_at,
  CASE WHEN h.status = 'open' AND h.expires_at <= ${at} THEN 'expired' ELSE h.status END AS status,
  CASE WHEN h.status = 'open' AND h.expires_at <= ${at} THEN h.expires_at ELSE h.ended_at END AS ended_at`;

export interface HoldRow {
  id: string;
  wallet_id: string;
  owner_kind: WalletOwnerKind;
  owner_id: string;
  status: HoldView['status'];
  amount_micro: bigint;
  captured_micro: bigint;
  member_id: string | null;
  api_key_id: string | null;
  feature: string | null;
  context_id: string | null;
  context_description: string | null;
  metadata: Metadata | null;
  placed_at: Date;
  expires_at: Date;
  ended_at: Date | null;
}

export function toHoldView(row: HoldRow): HoldView {
  return {
    id: row.id,
    walletId: row.wallet_id,
    owner: toOwner(row.owner_kind, row.owner_id),
    status: row.status,
    amountMicro: row.amount_micro,
    capturedMicro: row.captured_micro,
    memberId: row.member_id,
    apiKeyId: row.api_key_id,
    feature: row.feature,
    contextId: row.context_id,
    contextDescription: row.context_description,
    metadata: row.metadata,
    placedAt: row.placed_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
  };
}

export interface WalletRow {
  id: string;
  workspace_id: string;
  mode: WalletView['mode'];
  owner_kind: WalletOwnerKind;
  owner_id: string;
  overdraft_policy: WalletView['overdraftPolicy'];
  overdraft_micro: bigint;
  created_at: Date;
}

export const toWalletView = (row: WalletRow): WalletView => ({
  id: row.id,
  workspaceId: row.workspace_id,
  mode: row.mode,
  owner: toOwner(row.owner_kind, row.owner_id),
  overdraftPolicy: row.overdraft_policy,
  overdraftMicro: row.overdraft_micro,
  createdAt: row.created_at,
});
