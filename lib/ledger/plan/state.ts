/**
 * What the planner works on: the locked rows as plain values. Instants are epoch milliseconds; Infinity is "never",
 * -Infinity "not yet". Only Books changes them, so that a refused operation can be undone.
 */
import type {
  ActorKind,
  BudgetPeriod,
  BudgetScope,
  GrantSource,
  HoldStatus,
  Metadata,
  Mode,
  OverdraftPolicy,
  TransactionKind,
  WalletOwnerKind,
} from '../types';

export interface WalletState {
  readonly id: string;
  readonly mode: Mode;
  readonly ownerKind: WalletOwnerKind;
  readonly ownerId: string;
  readonly createdAt: number;
  /** Not in the database yet. */
  readonly isNew: boolean;
  settled: bigint;
  held: bigint;
  debt: bigint;
  version: bigint;
  policy: OverdraftPolicy;
  overdraft: bigint;
  isGuarded: boolean;
  nextEventAt: number;
  lastBookedAt: number;
  /** Part of held that no grant backs; known for guarded wallets only. */
  heldOverdraft: bigint;
  /** A reason for the guard went away: the engine asks the database whether another is left. */
  mayUnguard: boolean;
  /** Open grants in burn order, up to the last one loaded. */
  open: GrantState[];
  /** Open grants that became known but lie after the last one loaded. */
  beyond: GrantState[];
  /** The last one loaded; grants after it are not known yet unless isComplete. */
  horizon: BurnPlace | null;
  /** Every open grant is known. */
  isComplete: boolean;
  /** How many of the database's open grants were read, for the next read. */
  loadedCount: number;
}

/** What only lists and copies of a grant need; spends do without. */
export interface GrantDetails {
  source: GrantSource;
  amount: bigint;
  currency: string | null;
  purchaseId: string | null;
  parentId: string | null;
  externalRef: string | null;
  description: string | null;
  reason: string | null;
  metadata: Metadata | null;
}

/** What decides a grant's place in the burn order. */
export interface BurnPlace {
  readonly priority: number;
  readonly expiresAt: number;
  readonly unitCost: bigint;
  readonly effectiveAt: number;
  readonly createdAt: number;
  readonly id: string;
}

export interface GrantState {
  readonly id: string;
  readonly walletId: string;
  readonly isNew: boolean;
  remaining: bigint;
  held: bigint;
  readonly priority: number;
  readonly unitCost: bigint;
  readonly features: readonly string[];
  readonly effectiveAt: number;
  expiresAt: number;
  readonly createdAt: number;
  isStarted: boolean;
  endedAt: number | null;
  endReason: 'expired' | 'voided' | null;
  /** Stands in its wallet's open or beyond list. */
  isListed: boolean;
  /** More than remaining and held has changed. */
  termsChanged: boolean;
  details: GrantDetails | null;
}

export interface Leg {
  /** Null: the wallet's debt, or for a hold its overdraft. */
  grantId: string | null;
  amount: bigint;
}

export interface HoldState {
  readonly id: string;
  readonly walletId: string;
  readonly isNew: boolean;
  readonly amount: bigint;
  captured: bigint;
  status: HoldStatus;
  readonly memberId: string | null;
  readonly apiKeyId: string | null;
  readonly feature: string | null;
  readonly contextId: string | null;
  readonly contextDescription: string | null;
  readonly metadata: Metadata | null;
  readonly actorKind: ActorKind;
  readonly actorId: string | null;
  readonly placedAt: number;
  expiresAt: number;
  endedAt: number | null;
  /** In burn order at placement. */
  readonly legs: readonly Leg[];
}

/** A transaction to be written. */
export interface TransactionDraft {
  readonly id: string;
  readonly walletId: string;
  readonly mode: Mode;
  readonly seq: bigint;
  readonly kind: TransactionKind;
  readonly amount: bigint;
  readonly before: bigint;
  readonly after: bigint;
  readonly memberId: string | null;
  readonly apiKeyId: string | null;
  readonly feature: string | null;
  readonly contextId: string | null;
  readonly contextDescription: string | null;
  readonly holdId: string | null;
  readonly grantId: string | null;
  readonly relatedId: string | null;
  readonly actorKind: ActorKind;
  readonly actorId: string | null;
  readonly reason: string | null;
  readonly metadata: Metadata | null;
  readonly bookedAt: number;
  readonly occurredAt: number;
  readonly legs: readonly Leg[];
}

/** A written transaction that an operation goes back to: a spend to reverse, a freeze to release. */
export interface PastTransaction {
  readonly id: string;
  readonly walletId: string;
  readonly mode: Mode;
  readonly kind: TransactionKind;
  /** Signed. */
  readonly amount: bigint;
  readonly memberId: string | null;
  readonly apiKeyId: string | null;
  readonly feature: string | null;
  readonly contextId: string | null;
  readonly contextDescription: string | null;
  readonly holdId: string | null;
  readonly grantId: string | null;
  readonly occurredAt: number;
  readonly legs: readonly Leg[];
  /** Positive: what rows related to it have already given back. */
  givenBack: bigint;
}

export interface BudgetState {
  readonly id: string;
  readonly scope: BudgetScope;
  readonly scopeId: string;
  readonly period: BudgetPeriod;
  readonly limit: bigint;
}

export interface CounterState {
  readonly budget: BudgetState;
  readonly periodStart: number;
  used: bigint;
  held: bigint;
}
