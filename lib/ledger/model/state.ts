/**
 * A reference ledger in memory: what the rules say, in the plainest way. It keeps whole histories, works every figure out
 * anew, and shares no code with the engine or the readers. Amounts are micro-credits, instants are epoch milliseconds,
 * null is "never".
 */
import type {
  ActorKind,
  BudgetPeriod,
  BudgetScope,
  GrantSource,
  HoldStatus,
  Metadata,
  OverdraftPolicy,
  TransactionKind,
  WalletOwner,
} from '../types';

export interface Leg {
  /** Null: debt; for a hold: overdraft. */
  grant: ModelGrant | null;
  amount: bigint;
}

export interface ModelGrant {
  id: string;
  wallet: ModelWallet;
  source: GrantSource;
  amount: bigint;
  remaining: bigint;
  priority: number;
  unitCost: bigint;
  currency: string | null;
  features: string[];
  effectiveAt: number;
  expiresAt: number | null;
  createdAt: number;
  started: boolean;
  endedAt: number | null;
  endReason: 'expired' | 'voided' | null;
  parent: ModelGrant | null;
  externalRef: string | null;
  description: string | null;
  reason: string | null;
  metadata: Metadata | null;
}

export interface ModelTransaction {
  /** Taken over from the service once it has answered. */
  id: string;
  wallet: ModelWallet;
  seq: bigint;
  kind: TransactionKind;
  amount: bigint;
  before: bigint;
  after: bigint;
  legs: Leg[];
  memberId: string | null;
  apiKeyId: string | null;
  feature: string | null;
  contextId: string | null;
  contextDescription: string | null;
  hold: ModelHold | null;
  grant: ModelGrant | null;
  related: ModelTransaction | null;
  actorKind: ActorKind;
  actorId: string | null;
  reason: string | null;
  metadata: Metadata | null;
  bookedAt: number;
  occurredAt: number;
}

export interface ModelHold {
  id: string;
  wallet: ModelWallet;
  amount: bigint;
  captured: bigint;
  status: HoldStatus;
  legs: Leg[];
  memberId: string | null;
  apiKeyId: string | null;
  feature: string | null;
  contextId: string | null;
  contextDescription: string | null;
  metadata: Metadata | null;
  placedAt: number;
  expiresAt: number;
  endedAt: number | null;
}

export interface ModelWallet {
  /** Empty until the service has made it. */
  id: string;
  owner: WalletOwner;
  policy: OverdraftPolicy;
  overdraft: bigint;
  grants: ModelGrant[];
  holds: ModelHold[];
  transactions: ModelTransaction[];
}

export interface ModelBudget {
  id: string;
  scope: BudgetScope;
  scopeId: string;
  period: BudgetPeriod;
  limit: bigint;
}

/** A rule says no: one of these codes. */
export class Refusal extends Error {
  readonly codes: string[];
  constructor(
    codes: string | string[],
    readonly facts: Record<string, unknown> = {},
  ) {
    super(`refused: ${codes}`);
    this.codes = [codes].flat();
  }
}

const sum = (amounts: bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
export const least = (...amounts: bigint[]): bigint => amounts.reduce((a, b) => [a, b][Number(b < a)] as bigint);
export const most = (...amounts: bigint[]): bigint => amounts.reduce((a, b) => [a, b][Number(b > a)] as bigint);

export const openHolds = (wallet: ModelWallet): ModelHold[] => wallet.holds.filter(({ status }) => status === 'open');

export const heldOf = (grant: ModelGrant): bigint =>
  sum(
    openHolds(grant.wallet).flatMap(({ legs }) =>
      legs.filter((leg) => leg.grant === grant).map(({ amount }) => amount),
    ),
  );

export const freeOf = (grant: ModelGrant): bigint => grant.remaining - heldOf(grant);

export const settledOf = (wallet: ModelWallet): bigint => sum(wallet.transactions.map(({ amount }) => amount));

export const debtOf = (wallet: ModelWallet): bigint =>
  -sum(
    wallet.transactions.flatMap(({ legs }) => legs.filter(({ grant }) => grant === null).map(({ amount }) => amount)),
  );

export const heldIn = (wallet: ModelWallet): bigint => sum(openHolds(wallet).map(({ amount }) => amount));

export const heldOverdraft = (wallet: ModelWallet): bigint =>
  sum(openHolds(wallet).flatMap(({ legs }) => legs.filter(({ grant }) => grant === null).map(({ amount }) => amount)));

export const availableIn = (wallet: ModelWallet): bigint => settledOf(wallet) - heldIn(wallet);

const order = <T extends number | bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** priority, end (none last), cost, start, creation, id */
export const burnsBefore = (a: ModelGrant, b: ModelGrant): number =>
  order(a.priority, b.priority) ||
  order(a.expiresAt ?? Number.MAX_VALUE, b.expiresAt ?? Number.MAX_VALUE) ||
  order(a.unitCost, b.unitCost) ||
  order(a.effectiveAt, b.effectiveAt) ||
  order(a.createdAt, b.createdAt) ||
  order(a.id, b.id);

export const isActive = (grant: ModelGrant): boolean => grant.started && grant.endedAt === null;

/** What may be taken from, first to burn first; `feature` undefined: scopes do not matter. */
export const spendable = (wallet: ModelWallet, feature: string | null | undefined): ModelGrant[] =>
  wallet.grants
    .filter((grant) => isActive(grant) && freeOf(grant) > 0n)
    .filter(
      ({ features }) =>
        feature === undefined || features.length === 0 || (feature !== null && features.includes(feature)),
    )
    .sort(burnsBefore);

export interface Posting {
  kind: TransactionKind;
  legs: Leg[];
  occurredAt: number;
  bookedAt: number;
  actorKind: ActorKind;
  actorId: string | null;
  memberId?: string | null;
  apiKeyId?: string | null;
  feature?: string | null;
  contextId?: string | null;
  contextDescription?: string | null;
  hold?: ModelHold | null;
  grant?: ModelGrant | null;
  related?: ModelTransaction | null;
  reason?: string | null;
  metadata?: Metadata | null;
}

/** Adds a row to the chain: the only thing that moves credits. */
export function post(wallet: ModelWallet, posting: Posting): ModelTransaction {
  const before = settledOf(wallet);
  const amount = sum(posting.legs.map((leg) => leg.amount));
  for (const leg of posting.legs) if (leg.grant) leg.grant.remaining += leg.amount;
  const row: ModelTransaction = {
    memberId: null,
    apiKeyId: null,
    feature: null,
    contextId: null,
    contextDescription: null,
    hold: null,
    grant: null,
    related: null,
    reason: null,
    metadata: null,
    ...posting,
    legs: posting.legs.filter((leg) => leg.amount !== 0n),
    id: '',
    wallet,
    seq: BigInt(wallet.transactions.length + 1),
    amount,
    before,
    after: before + amount,
  };
  wallet.transactions.push(row);
  return row;
}
