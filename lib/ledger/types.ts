/**
 * The ledger's words as types. Amounts are micro-credits (bigint; 1 credit = 1_000_000n), times are instants.
 * Nothing here knows a wire format, Stripe or Next.
 */
import type {
  ActorKind,
  BudgetPeriod,
  BudgetScope,
  GrantSource,
  HoldStatus,
  Mode,
  OverdraftPolicy,
  TransactionKind,
  WalletOwnerKind,
} from '@/prisma/generated/enums';
import type { PoolClient } from '../db/pool';

export type {
  ActorKind,
  BudgetPeriod,
  BudgetScope,
  GrantSource,
  HoldStatus,
  Mode,
  OverdraftPolicy,
  TransactionKind,
  WalletOwnerKind,
};

/** Who does it: written on every row. */
export interface LedgerActor {
  kind: ActorKind;
  /** User, key or job id; null for the system. */
  id: string | null;
  /** Set when an API key is used: the rollups' key dimension and the key's budget. */
  apiKeyId?: string | null;
}

/** Whose credits: the workspace's own wallet, or one inside it. */
export type WalletOwner =
  | { kind: 'workspace' }
  | { kind: 'member'; memberId: string }
  | { kind: 'team'; teamId: string };

/** Part of every call: which books, and who. */
export interface Scope {
  workspaceId: string;
  mode: Mode;
  actor: LedgerActor;
}

/** A request is done once per credential and key; the reply is stored with the effect. */
export interface Idempotency {
  credentialId: string;
  /** 1 to 255 visible ASCII characters. */
  key: string;
  /** SHA-256 over method, path and canonical body: another body under the same key is refused (422). */
  requestHash: Buffer;
  /** Of the request: a refusal that is answered again names the request that was refused. */
  requestId?: string;
}

/** Options that every writing call takes. */
export interface WriteOptions {
  idempotency?: Idempotency;
  /** Runs all checks and answers as if done, then undoes it. Never stored for replay. */
  dryRun?: boolean;
  /**
   * Runs in the same database transaction once the change is made: the caller's own record of it (an audit row). Not in
   * a dry run, a repetition or a refusal.
   */
  alongside?: (client: PoolClient) => Promise<void>;
}

/** What a writing call answers. */
export interface Written<T> {
  result: T;
  /** True when the effect is of an earlier call with the same key. */
  replayed: boolean;
}

export type Metadata = Record<string, unknown>;

/** What usage is about; all optional. */
export interface UsageContext {
  /** On behalf of whom: the charts' member dimension and the member's budget. */
  memberId?: string | null;
  feature?: string | null;
  contextId?: string | null;
  contextDescription?: string | null;
  metadata?: Metadata | null;
}

// ------------------------------------------------------------------------------------------------ writing

export interface GrantInput extends Scope, Omit<WriteOptions, 'alongside'> {
  /** As in other calls, and is handed the grant. Of several made together, the first one's counts for all. */
  alongside?: (client: PoolClient, result: GrantResult) => Promise<void>;
  owner: WalletOwner;
  amountMicro: bigint;
  source: GrantSource;
  /** Lower burns first. Default 100. */
  priority?: number;
  /** Default: now. Later: not spendable and no transaction until then. */
  effectiveAt?: Date | null;
  /** Exclusive end; null: never. */
  expiresAt?: Date | null;
  /** 1e-9 minor units of currency per credit. Default 0: free. */
  unitCostNano?: bigint;
  currency?: string | null;
  /** Empty: good for all features. */
  features?: string[];
  purchaseId?: string | null;
  externalRef?: string | null;
  description?: string | null;
  reason?: string | null;
  metadata?: Metadata | null;
}

export interface ConsumeInput extends Scope, WriteOptions, UsageContext {
  owner: WalletOwner;
  amountMicro: bigint;
  /** When it happened; default now. Back to the workspace's backdate limit, at most 5 minutes ahead. */
  occurredAt?: Date | null;
  /** `workspace`: what this wallet cannot pay in full is spent, in full, from the workspace's. */
  fallback?: 'workspace' | null;
  reason?: string | null;
}

export interface HoldInput extends Scope, WriteOptions, UsageContext {
  owner: WalletOwner;
  amountMicro: bigint;
  /** Default 900, at most 604_800 (7 days). */
  ttlSeconds?: number;
  fallback?: 'workspace' | null;
}

export interface CaptureInput extends Scope, WriteOptions {
  holdId: string;
  /** Default: all that is held. */
  amountMicro?: bigint;
  /** `consume`: what goes beyond the hold is spent under the ordinary limits, together with the capture or not at all. */
  excess?: 'refuse' | 'consume';
  occurredAt?: Date | null;
}

export interface ReverseInput extends Scope, WriteOptions {
  transactionId: string;
  /** Default: all that has not been reversed yet. */
  amountMicro?: bigint;
  reason: string;
}

export interface AdjustInput extends Scope, WriteOptions {
  owner: WalletOwner;
  /** Signed, not zero. */
  amountMicro: bigint;
  reason: string;
  metadata?: Metadata | null;
}

export interface TransferInput extends Scope, WriteOptions {
  from: WalletOwner;
  to: WalletOwner;
  amountMicro: bigint;
  reason?: string | null;
}

/** One spend of a batch; mode, actor and key are the batch's. */
export type BatchItem = Omit<ConsumeInput, keyof Scope | keyof WriteOptions>;

export interface ConsumeBatchInput extends Scope, WriteOptions {
  /** 1 to 1000, done in this order. */
  items: BatchItem[];
  /** All or nothing; otherwise each item stands for itself. */
  atomic: boolean;
}

export interface ExtendHoldInput extends Scope, WriteOptions {
  holdId: string;
  /** From now on; never shortens the hold. At most 7 days after it was placed. */
  ttlSeconds: number;
}

export interface ReleaseInput extends Scope, WriteOptions {
  holdId: string;
}

export interface VoidGrantInput extends Scope, WriteOptions {
  grantId: string;
  reason: string;
}

export interface ChangeExpiryInput extends Scope, WriteOptions {
  grantId: string;
  /** Exclusive; null: never. */
  expiresAt: Date | null;
  /** Only this much of it: it becomes a grant of its own, with the same cost. Default: the whole grant. */
  amountMicro?: bigint;
  reason?: string | null;
}

export interface SetOverdraftInput extends Scope, WriteOptions {
  owner: WalletOwner;
  policy: OverdraftPolicy;
  /** The most debt that policy `limit` allows. */
  limitMicro?: bigint;
}

export interface SetBudgetInput extends Scope, WriteOptions {
  scope: BudgetScope;
  /** The member or key; left out for the workspace. */
  scopeId?: string | null;
  period: BudgetPeriod;
  limitMicro: bigint;
}

export interface CopyKeyBudgetsInput {
  /** Of both keys; null: they are the operator's. */
  workspaceId: string | null;
  fromKeyId: string;
  toKeyId: string;
}

export interface RemoveBudgetInput extends Scope, WriteOptions {
  budgetId: string;
}

/** A dispute was opened: what the grant has free is taken out of the balance until it is decided. */
export interface FreezeGrantInput extends Scope {
  grantId: string;
  reason: string;
  /** The dispute or purchase the row is about. */
  relatedId?: string | null;
}

/** A dispute was won: exactly what that row froze comes back. */
export interface UnfreezeGrantInput extends Scope {
  /** The dispute_hold row. */
  transactionId: string;
  reason: string;
}

/** What a grant has free repays the debt of its wallet. */
export interface RepayDebtInput extends Scope {
  grantId: string;
}

/** Takes back credits whose money went back. */
export interface RefundGrantInput extends Scope {
  grantId: string;
  amountMicro: bigint;
  /** What the grant cannot give any more becomes debt, or is forgiven. */
  shortfall: 'debt' | 'write_off';
  reason: string;
  relatedId?: string | null;
}

// ------------------------------------------------------------------------------------------------ views

export interface WalletView {
  id: string;
  workspaceId: string;
  mode: Mode;
  owner: WalletOwner;
  overdraftPolicy: OverdraftPolicy;
  overdraftMicro: bigint;
  createdAt: Date;
}

export type GrantStatus = 'scheduled' | 'active' | 'consumed' | 'expired' | 'voided';

export interface GrantView {
  id: string;
  walletId: string;
  owner: WalletOwner;
  source: GrantSource;
  status: GrantStatus;
  amountMicro: bigint;
  remainingMicro: bigint;
  heldMicro: bigint;
  priority: number;
  unitCostNano: bigint;
  currency: string | null;
  features: string[];
  effectiveAt: Date;
  expiresAt: Date | null;
  endedAt: Date | null;
  purchaseId: string | null;
  parentId: string | null;
  externalRef: string | null;
  description: string | null;
  reason: string | null;
  metadata: Metadata | null;
  createdAt: Date;
}

export interface TransactionView {
  id: string;
  walletId: string;
  /** Place in the wallet's chain: 1, 2, 3, … */
  seq: bigint;
  kind: TransactionKind;
  /** Signed. */
  amountMicro: bigint;
  balanceBeforeMicro: bigint;
  balanceAfterMicro: bigint;
  memberId: string | null;
  apiKeyId: string | null;
  feature: string | null;
  contextId: string | null;
  contextDescription: string | null;
  holdId: string | null;
  grantId: string | null;
  relatedId: string | null;
  actor: LedgerActor;
  reason: string | null;
  metadata: Metadata | null;
  bookedAt: Date;
  occurredAt: Date;
}

export interface HoldView {
  id: string;
  walletId: string;
  owner: WalletOwner;
  status: HoldStatus;
  amountMicro: bigint;
  capturedMicro: bigint;
  memberId: string | null;
  apiKeyId: string | null;
  feature: string | null;
  contextId: string | null;
  contextDescription: string | null;
  metadata: Metadata | null;
  placedAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
}

/** A wallet's figures at one instant. settled - held = available. */
export interface Figures {
  settledMicro: bigint;
  heldMicro: bigint;
  availableMicro: bigint;
  debtMicro: bigint;
}

export interface BalanceView extends Figures {
  /** null while nothing was ever granted to this owner: all figures are zero. */
  walletId: string | null;
  asOf: Date;
  /** Granted, but not effective yet; not part of the figures. */
  scheduledMicro: bigint;
  /** Part of available that only some features may use. */
  scoped: { features: string[]; availableMicro: bigint }[];
  /** Grants with something left (what an open hold keeps of an ended one too), in burn order: the first 200. */
  grants: GrantView[];
  /** How many there are in all. */
  grantCount: number;
  nextExpiry: { at: Date; amountMicro: bigint } | null;
  /** Time of the newest booking, null when there is none. */
  lastBookedAt: Date | null;
}

export interface ConsumeResult extends Figures {
  transaction: TransactionView;
}

export interface GrantResult extends Figures {
  grant: GrantView;
  walletId: string;
  /** null while the grant has not started. */
  transaction: TransactionView | null;
}

export interface HoldResult extends Figures {
  hold: HoldView;
}

export interface CaptureResult extends Figures {
  hold: HoldView;
  transaction: TransactionView;
  /** The consume for what went beyond the hold. */
  excessTransaction: TransactionView | null;
}

/** A refusal as plain data: what AppError says, without the stack. */
export interface RefusalView {
  code: string;
  status: number;
  title: string;
  detail: string | null;
  facts: Record<string, unknown>;
}

export type BatchOutcome = { ok: true; result: ConsumeResult } | { ok: false; refusal: RefusalView };

export interface ConsumeBatchResult {
  /** In the order of the items. */
  outcomes: BatchOutcome[];
  doneCount: number;
  refusedCount: number;
}

export interface ReverseResult extends Figures {
  transaction: TransactionView;
  /** Of the spend, after this reversal. */
  reversibleMicro: bigint;
  /** Rows for what went back to a grant that has ended, and left again at once. */
  endedTransactions: TransactionView[];
}

export interface AdjustResult extends Figures {
  transaction: TransactionView;
  /** The grant that a positive adjustment made. */
  grant: GrantView | null;
}

export interface TransferResult {
  out: TransactionView;
  in: TransactionView;
  from: Figures;
  to: Figures;
  /** One for each grant that gave. */
  grants: GrantView[];
}

export interface VoidGrantResult extends Figures {
  grant: GrantView;
  /** Null when nothing was left to take. */
  transaction: TransactionView | null;
}

export interface ChangeExpiryResult extends Figures {
  /** The grant that now ends at the asked time: the same one, or the part that was split off. */
  grant: GrantView;
  /** What was split from; null when the whole grant was changed. */
  remainder: GrantView | null;
  transaction: TransactionView;
}

export interface OverdraftResult extends Figures {
  /** Without id and age where there is no wallet: no overdraft is what its owner has already. */
  wallet: Omit<WalletView, 'id' | 'createdAt'> & { id: string | null; createdAt: Date | null };
}

export interface RefundGrantResult extends Figures {
  grant: GrantView;
  /** Null when nothing was left and the shortfall is written off. */
  transaction: TransactionView | null;
  /** What the grant could not give. */
  shortfallMicro: bigint;
}

export interface RepayDebtResult extends Figures {
  grant: GrantView;
  /** Zero: nothing was owed, or nothing of the grant was free. */
  repaidMicro: bigint;
}

export interface FreezeGrantResult extends Figures {
  grant: GrantView;
  /** Null when nothing was free. */
  transaction: TransactionView | null;
}

// ------------------------------------------------------------------------------------------------ reading

export interface BalanceQuery {
  workspaceId: string;
  mode: Mode;
  owner: WalletOwner;
  /** A past instant; default now. */
  asOf?: Date | null;
  /** Default true. Without: grants, scoped and nextExpiry stay empty, and a past balance costs the same at any age. */
  withGrants?: boolean;
}

/** One wallet and its figures now. */
export interface WalletFigures extends WalletView, Figures {}

export interface WorkspaceFigures extends Figures {
  asOf: Date;
  scheduledMicro: bigint;
  walletCount: number;
  /** Largest available first, at most 500. */
  wallets: WalletFigures[];
}

export interface WalletFilter {
  workspaceId: string;
  mode: Mode;
  ownerKind?: WalletOwnerKind;
}

export interface GrantFilter {
  workspaceId: string;
  mode: Mode;
  /** Only these, as far as there are such. */
  ids?: string[];
  walletId?: string;
  owner?: WalletOwner;
  statuses?: GrantStatus[];
  sources?: GrantSource[];
  purchaseId?: string;
  externalRef?: string;
}

export interface HoldFilter {
  workspaceId: string;
  mode: Mode;
  /** Only these, as far as there are such. */
  ids?: string[];
  walletId?: string;
  owner?: WalletOwner;
  statuses?: HoldStatus[];
  memberId?: string;
  apiKeyId?: string;
}

export interface BudgetFilter {
  workspaceId: string;
  mode: Mode;
  scope?: BudgetScope;
  scopeId?: string;
}

export interface BudgetView {
  id: string;
  workspaceId: string;
  mode: Mode;
  scope: BudgetScope;
  scopeId: string;
  period: BudgetPeriod;
  limitMicro: bigint;
  /** Of the period that now lies in, by occurredAt. */
  usedMicro: bigint;
  /** Open holds that were placed in it. */
  heldMicro: bigint;
  /** limit - used - held, never below zero. */
  remainingMicro: bigint;
  /** The period's edges, end exclusive; null: a lifetime budget has none. */
  periodStart: Date | null;
  periodEnd: Date | null;
  createdAt: Date;
}

/** What made one grant burn before the next. */
export type BurnReason = 'priority' | 'expires_at' | 'unit_cost' | 'effective_at' | 'created_at' | 'id';

export interface ExplainedAllocation {
  /** Null: the wallet's debt. */
  grant: GrantView | null;
  /** Signed, as the transaction's amount. */
  amountMicro: bigint;
  /** Why it stands before the next one; null for the last, for debt, and where the order was recorded by an earlier row. */
  before: BurnReason | null;
}

export interface Explanation {
  transaction: TransactionView;
  /** In the order in which the grants were used. */
  allocations: ExplainedAllocation[];
  /** What decided the order: today's rule, the hold that set the grants aside, or the spend that is reversed. */
  orderBy: 'burn_order' | 'hold' | 'reversed_transaction';
  /** The hold this row is about, and every row of it. */
  hold: HoldView | null;
  holdTransactions: TransactionView[];
  /** The row this one reverses, or the other side of a transfer. */
  related: TransactionView | null;
  /** Rows that reverse this one. */
  reversals: TransactionView[];
  /** What reversals have not given back yet, as a positive figure; zero for rows that cannot be reversed. */
  reversibleMicro: bigint;
}

export interface TransactionFilter {
  workspaceId: string;
  mode: Mode;
  /** Absent: all wallets of the workspace. */
  walletId?: string;
  owner?: WalletOwner;
  kinds?: TransactionKind[];
  memberId?: string;
  apiKeyId?: string;
  feature?: string;
  contextId?: string;
  grantId?: string;
  holdId?: string;
  /** On occurredAt: from inclusive, to exclusive. */
  from?: Date;
  to?: Date;
  minAmountMicro?: bigint;
  maxAmountMicro?: bigint;
  /** Case-insensitive part of context id, context description, reason or feature. */
  text?: string;
}

export interface Page<T> {
  items: T[];
  /** Opaque; null at the end. */
  next: string | null;
  previous: string | null;
}

export interface PageRequest {
  /** 1 to 200; default 50. */
  limit?: number;
  /** A cursor from an earlier page. */
  cursor?: string | null;
  /** Newest first unless `asc`. */
  order?: 'asc' | 'desc';
}

export type UsageInterval = 'day' | 'week' | 'month';
export type UsageGrouping = 'none' | 'member' | 'key' | 'feature' | 'kind';

export interface UsageQuery {
  workspaceId: string;
  mode: Mode;
  walletId?: string;
  memberId?: string;
  apiKeyId?: string;
  feature?: string;
  /** Default consume, capture and reverse: what was used, less what was given back. */
  kinds?: TransactionKind[];
  /** IANA zone in which days begin and end. */
  timeZone: string;
  interval?: UsageInterval;
  /** Local dates YYYY-MM-DD, both inclusive. */
  fromDate: string;
  toDate: string;
  groupBy?: UsageGrouping;
}

export interface UsageBucket {
  /** Local date on which the bucket begins, YYYY-MM-DD. */
  date: string;
  /** The bucket's edges, end exclusive. */
  startAt: Date;
  endAt: Date;
  /** Positive = used. Empty buckets are there with zero. */
  totalMicro: bigint;
  count: bigint;
  /** By group key ('' = none); all keys of the report are in each bucket. */
  groups: Record<string, { amountMicro: bigint; count: bigint }>;
}

export interface UsageReport {
  timeZone: string;
  interval: UsageInterval;
  buckets: UsageBucket[];
  totalMicro: bigint;
  count: bigint;
  /** Sorted by amount, largest first; sum = total. */
  groups: { key: string; amountMicro: bigint; count: bigint }[];
}
