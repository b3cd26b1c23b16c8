/** From database rows to planned values. */

import type { GrantState, HoldState, Leg, PastTransaction, WalletState } from '../plan/state';
import type {
  ActorKind,
  GrantSource,
  HoldStatus,
  Metadata,
  Mode,
  OverdraftPolicy,
  TransactionKind,
  WalletOwnerKind,
} from '../types';
import { toMs } from './sql';

type Instant = Date | number;

export interface WalletRow {
  id: string;
  mode: Mode;
  owner_kind: WalletOwnerKind;
  owner_id: string;
  settled_micro: bigint;
  held_micro: bigint;
  debt_micro: bigint;
  version: bigint;
  overdraft_policy: OverdraftPolicy;
  overdraft_micro: bigint;
  is_guarded: boolean;
  next_event_at: Instant;
  last_booked_at: Instant;
  created_at: Instant;
}

export const WALLET_COLUMNS = `id, mode, owner_kind, owner_id, settled_micro, held_micro, debt_micro, version,
  overdraft_policy, overdraft_micro, is_guarded, next_event_at, last_booked_at, created_at`;

export const toWalletState = (row: WalletRow): WalletState => ({
  id: row.id,
  mode: row.mode,
  ownerKind: row.owner_kind,
  ownerId: row.owner_id,
  createdAt: toMs(row.created_at),
  isNew: false,
  settled: row.settled_micro,
  held: row.held_micro,
  debt: row.debt_micro,
  version: row.version,
  policy: row.overdraft_policy,
  overdraft: row.overdraft_micro,
  isGuarded: row.is_guarded,
  nextEventAt: toMs(row.next_event_at),
  lastBookedAt: toMs(row.last_booked_at),
  heldOverdraft: 0n,
  mayUnguard: false,
  open: [],
  beyond: [],
  horizon: null,
  isComplete: false,
  loadedCount: 0,
});

export interface SlimGrantRow {
  id: string;
  wallet_id: string;
  remaining_micro: bigint;
  held_micro: bigint;
  priority: number;
  unit_cost_nano: bigint;
  features: string[];
  effective_at: Instant;
  expires_at: Instant;
  created_at: Instant;
}

export interface GrantRow extends SlimGrantRow {
  is_started: boolean;
  ended_at: Instant | null;
  end_reason: 'expired' | 'voided' | null;
  source: GrantSource;
  amount_micro: bigint;
  currency: string | null;
  purchase_id: string | null;
  parent_id: string | null;
  external_ref: string | null;
  description: string | null;
  reason: string | null;
  metadata: Metadata | null;
}

export const SLIM_GRANT_COLUMNS = `g.id, g.wallet_id, g.remaining_micro, g.held_micro, g.priority, g.unit_cost_nano,
  g.features, g.effective_at, g.expires_at, g.created_at`;

export const GRANT_COLUMNS = `${SLIM_GRANT_COLUMNS}, g.is_started, g.ended_at, g.end_reason, g.source, g.amount_micro,
  g.currency, g.purchase_id, g.parent_id, g.external_ref, g.description, g.reason, g.metadata`;

const isWhole = (row: SlimGrantRow | GrantRow): row is GrantRow => 'amount_micro' in row;

/** Slim rows come from the open grants only: these have started and not ended. */
export function toGrantState(row: SlimGrantRow | GrantRow): GrantState {
  const whole = isWhole(row) ? row : null;
  return {
    id: row.id,
    walletId: row.wallet_id,
    isNew: false,
    remaining: row.remaining_micro,
    held: row.held_micro,
    priority: row.priority,
    unitCost: row.unit_cost_nano,
    features: row.features,
    effectiveAt: toMs(row.effective_at),
    expiresAt: toMs(row.expires_at),
    createdAt: toMs(row.created_at),
    isStarted: whole?.is_started ?? true,
    endedAt: whole?.ended_at == null ? null : toMs(whole.ended_at),
    endReason: whole?.end_reason ?? null,
    isListed: false,
    termsChanged: false,
    details: whole && toGrantDetails(whole),
  };
}

export const toGrantDetails = (row: GrantRow): GrantState['details'] => ({
  source: row.source,
  amount: row.amount_micro,
  currency: row.currency,
  purchaseId: row.purchase_id,
  parentId: row.parent_id,
  externalRef: row.external_ref,
  description: row.description,
  reason: row.reason,
  metadata: row.metadata,
});

export interface HoldRow {
  id: string;
  wallet_id: string;
  amount_micro: bigint;
  captured_micro: bigint;
  status: HoldStatus;
  member_id: string | null;
  api_key_id: string | null;
  feature: string | null;
  context_id: string | null;
  context_description: string | null;
  metadata: Metadata | null;
  actor_kind: ActorKind;
  actor_id: string | null;
  placed_at: Instant;
  expires_at: Instant;
  ended_at: Instant | null;
  leg_grants: (string | null)[];
  leg_amounts: string[];
}

/** A hold with its legs in the order of placement. */
export const HOLD_COLUMNS = `h.id, h.wallet_id, h.amount_micro, h.captured_micro, h.status, h.member_id, h.api_key_id,
  h.feature, h.context_id, h.context_description, h.metadata, h.actor_kind, h.actor_id, h.placed_at, h.expires_at,
  h.ended_at,
  ARRAY(SELECT a.grant_id::text FROM hold_allocations a
        WHERE a.workspace_id = $1 AND a.hold_id = h.id ORDER BY a.leg) AS leg_grants,
  ARRAY(SELECT a.amount_micro::text FROM hold_allocations a
        WHERE a.workspace_id = $1 AND a.hold_id = h.id ORDER BY a.leg) AS leg_amounts`;

const toLegs = (grants: (string | null)[], amounts: string[]): Leg[] =>
  grants.map((grantId, index) => ({ grantId, amount: BigInt(amounts[index] ?? 0) }));

export const toHoldState = (row: HoldRow): HoldState => ({
  id: row.id,
  walletId: row.wallet_id,
  isNew: false,
  amount: row.amount_micro,
  captured: row.captured_micro,
  status: row.status,
  memberId: row.member_id,
  apiKeyId: row.api_key_id,
  feature: row.feature,
  contextId: row.context_id,
  contextDescription: row.context_description,
  metadata: row.metadata,
  actorKind: row.actor_kind,
  actorId: row.actor_id,
  placedAt: toMs(row.placed_at),
  expiresAt: toMs(row.expires_at),
  endedAt: row.ended_at === null ? null : toMs(row.ended_at),
  legs: toLegs(row.leg_grants, row.leg_amounts),
});

export interface PastRow {
  id: string;
  wallet_id: string;
  mode: Mode;
  kind: TransactionKind;
  amount_micro: bigint;
  member_id: string | null;
  api_key_id: string | null;
  feature: string | null;
  context_id: string | null;
  context_description: string | null;
  hold_id: string | null;
  grant_id: string | null;
  occurred_at: Instant;
  leg_grants: (string | null)[];
  leg_amounts: string[];
  given_back: string;
}

export const toPastTransaction = (row: PastRow): PastTransaction => ({
  id: row.id,
  walletId: row.wallet_id,
  mode: row.mode,
  kind: row.kind,
  amount: row.amount_micro,
  memberId: row.member_id,
  apiKeyId: row.api_key_id,
  feature: row.feature,
  contextId: row.context_id,
  contextDescription: row.context_description,
  holdId: row.hold_id,
  grantId: row.grant_id,
  occurredAt: toMs(row.occurred_at),
  legs: toLegs(row.leg_grants, row.leg_amounts),
  givenBack: BigInt(row.given_back),
});
