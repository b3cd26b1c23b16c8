/** What the reference ledger answers, in the shapes of the service. */
import type {
  BalanceView,
  Figures,
  GrantStatus,
  GrantView,
  HoldView,
  TransactionView,
  UsageGrouping,
  UsageInterval,
} from '../types';
import type { ModelLedger } from './ledger';
import {
  availableIn,
  burnsBefore,
  debtOf,
  freeOf,
  heldIn,
  heldOf,
  isActive,
  type ModelGrant,
  type ModelHold,
  type ModelTransaction,
  type ModelWallet,
  settledOf,
} from './state';
import { DateTimeParts } from './wall-clock';

const date = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

export const figuresOf = (wallet: ModelWallet): Figures => ({
  settledMicro: settledOf(wallet),
  heldMicro: heldIn(wallet),
  availableMicro: availableIn(wallet),
  debtMicro: debtOf(wallet),
});

export function statusOf(grant: ModelGrant): GrantStatus {
  if (grant.endReason) return grant.endReason;
  if (!grant.started) return 'scheduled';
  return grant.remaining === 0n ? 'consumed' : 'active';
}

export const grantView = (grant: ModelGrant): GrantView => ({
  id: grant.id,
  walletId: grant.wallet.id,
  owner: grant.wallet.owner,
  source: grant.source,
  status: statusOf(grant),
  amountMicro: grant.amount,
  remainingMicro: grant.remaining,
  heldMicro: heldOf(grant),
  priority: grant.priority,
  unitCostNano: grant.unitCost,
  currency: grant.currency,
  features: grant.features,
  effectiveAt: new Date(grant.effectiveAt),
  expiresAt: date(grant.expiresAt),
  endedAt: date(grant.endedAt),
  purchaseId: null,
  parentId: grant.parent?.id ?? null,
  externalRef: grant.externalRef,
  description: grant.description,
  reason: grant.reason,
  metadata: grant.metadata,
  createdAt: new Date(grant.createdAt),
});

export const transactionView = (row: ModelTransaction): TransactionView => ({
  id: row.id,
  walletId: row.wallet.id,
  seq: row.seq,
  kind: row.kind,
  amountMicro: row.amount,
  balanceBeforeMicro: row.before,
  balanceAfterMicro: row.after,
  memberId: row.memberId,
  apiKeyId: row.apiKeyId,
  feature: row.feature,
  contextId: row.contextId,
  contextDescription: row.contextDescription,
  holdId: row.hold?.id ?? null,
  grantId: row.grant?.id ?? null,
  relatedId: row.related?.id ?? null,
  actor: { kind: row.actorKind, id: row.actorId },
  reason: row.reason,
  metadata: row.metadata,
  bookedAt: new Date(row.bookedAt),
  occurredAt: new Date(row.occurredAt),
});

export const holdView = (hold: ModelHold): HoldView => ({
  id: hold.id,
  walletId: hold.wallet.id,
  owner: hold.wallet.owner,
  status: hold.status,
  amountMicro: hold.amount,
  capturedMicro: hold.captured,
  memberId: hold.memberId,
  apiKeyId: hold.apiKeyId,
  feature: hold.feature,
  contextId: hold.contextId,
  contextDescription: hold.contextDescription,
  metadata: hold.metadata,
  placedAt: new Date(hold.placedAt),
  expiresAt: new Date(hold.expiresAt),
  endedAt: date(hold.endedAt),
});

/** The balance of a wallet in which nothing is due; `asOf` is what it is dated. */
export function balanceView(wallet: ModelWallet, asOf: number): BalanceView {
  const active = wallet.grants.filter(isActive);
  const scoped = new Map<string, bigint>();
  for (const grant of active.filter(({ features }) => features.length > 0)) {
    const key = JSON.stringify([...grant.features].sort());
    scoped.set(key, (scoped.get(key) ?? 0n) + freeOf(grant));
  }
  const ends = active
    .filter((grant) => grant.expiresAt !== null && freeOf(grant) > 0n)
    .map(({ expiresAt }) => expiresAt ?? 0);
  const at = ends.length > 0 ? Math.min(...ends) : null;
  const grants = wallet.grants.filter(({ started, remaining }) => started && remaining > 0n).sort(burnsBefore);
  const last = wallet.transactions.at(-1);
  return {
    walletId: wallet.id === '' ? null : wallet.id,
    asOf: new Date(asOf),
    ...figuresOf(wallet),
    scheduledMicro: wallet.grants
      .filter(({ started, endedAt }) => !started && endedAt === null)
      .reduce((total, { amount }) => total + amount, 0n),
    scoped: [...scoped]
      .filter(([, amount]) => amount > 0n)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, availableMicro]) => ({ features: JSON.parse(key) as string[], availableMicro })),
    grants: grants.map(grantView),
    grantCount: grants.length,
    nextExpiry:
      at === null
        ? null
        : {
            at: new Date(at),
            amountMicro: active
              .filter(({ expiresAt }) => expiresAt === at)
              .reduce((total, grant) => total + freeOf(grant), 0n),
          },
    lastBookedAt: date(last?.bookedAt ?? null),
  };
}

/** All rows, in the order of the workspace's feed. */
export const rowsOf = (ledger: ModelLedger): ModelTransaction[] =>
  ledger.wallets
    .flatMap(({ transactions }) => transactions)
    .sort((a, b) => a.bookedAt - b.bookedAt || (a.id < b.id ? -1 : 1));

/** Monday's date of the week, the first of the month, or the date itself. */
function bucketOf(interval: UsageInterval, date: string): string {
  if (interval === 'day') return date;
  if (interval === 'month') return `${date.slice(0, 8)}01`;
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

const GROUP_KEY: Record<UsageGrouping, (row: ModelTransaction) => string> = {
  none: () => '',
  member: ({ memberId }) => memberId ?? '',
  key: ({ apiKeyId }) => apiKeyId ?? '',
  feature: ({ feature }) => feature ?? '',
  kind: ({ kind }) => kind,
};

export interface ModelUsageQuery {
  timeZone: string;
  interval: UsageInterval;
  fromDate: string;
  toDate: string;
  groupBy: UsageGrouping;
  keep: (row: ModelTransaction) => boolean;
}

const zones = new Map<string, DateTimeParts>();

/** Used amount and count by bucket and group, of the rows themselves; the first bucket is dated by the range. */
export function usageOf(ledger: ModelLedger, query: ModelUsageQuery): Map<string, { amount: bigint; count: bigint }> {
  const zone = zones.get(query.timeZone) ?? new DateTimeParts(query.timeZone);
  zones.set(query.timeZone, zone);
  const sums = new Map<string, { amount: bigint; count: bigint }>();
  for (const row of rowsOf(ledger).filter(query.keep)) {
    const date = zone.dateOf(row.occurredAt);
    if (date < query.fromDate || date > query.toDate) continue;
    const bucket = bucketOf(query.interval, date);
    const key = `${[bucket, query.fromDate].sort()[1]} ${GROUP_KEY[query.groupBy](row)}`;
    const sum = sums.get(key) ?? { amount: 0n, count: 0n };
    sums.set(key, { amount: sum.amount - row.amount, count: sum.count + 1n });
  }
  return sums;
}
