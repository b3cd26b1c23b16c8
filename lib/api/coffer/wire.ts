import type {
  BalanceView,
  BudgetView,
  Figures,
  GrantView,
  HoldResult,
  HoldView,
  LedgerActor,
  OverdraftResult,
  TransactionView,
  WalletOwner,
  WalletView,
} from '../../ledger/types';
import { formatAmount, formatUnitCost } from '../amount';
import { formatInstant } from '../dates';

/**
 * What the ledger answers, in the words of Coffer's API: amounts as decimal text of credits, times in UTC with
 * milliseconds, absent things as null. `balance` is all there is, `reservedBalance` what holds set aside of it,
 * `availableBalance` the rest.
 */
const instantOrNull = (at: Date | null): string | null => (at === null ? null : formatInstant(at));

export const toWireFigures = ({ settledMicro, heldMicro, availableMicro, debtMicro }: Figures) => ({
  balance: formatAmount(settledMicro),
  reservedBalance: formatAmount(heldMicro),
  availableBalance: formatAmount(availableMicro),
  debt: formatAmount(debtMicro),
});

/** Whose wallet: both null is the customer's own. */
export const toWireOwner = (owner: WalletOwner) => ({
  userId: owner.kind === 'member' ? owner.memberId : null,
  teamId: owner.kind === 'team' ? owner.teamId : null,
});

const toWireActor = ({ kind, id }: LedgerActor) => ({ kind, id });

export const toWireTransaction = (row: TransactionView) => ({
  id: row.id,
  walletId: row.walletId,
  sequence: Number(row.seq),
  kind: row.kind,
  amount: formatAmount(row.amountMicro),
  balanceBefore: formatAmount(row.balanceBeforeMicro),
  balanceAfter: formatAmount(row.balanceAfterMicro),
  onBehalfOf: row.memberId,
  keyId: row.apiKeyId,
  feature: row.feature,
  contextId: row.contextId,
  contextDescription: row.contextDescription,
  holdId: row.holdId,
  grantId: row.grantId,
  relatedId: row.relatedId,
  actor: toWireActor(row.actor),
  reason: row.reason,
  metadata: row.metadata,
  createdAt: formatInstant(row.bookedAt),
  occurredAt: formatInstant(row.occurredAt),
});

export const toWireGrant = (grant: GrantView) => ({
  id: grant.id,
  walletId: grant.walletId,
  ...toWireOwner(grant.owner),
  source: grant.source,
  status: grant.status,
  amount: formatAmount(grant.amountMicro),
  remaining: formatAmount(grant.remainingMicro),
  reserved: formatAmount(grant.heldMicro),
  priority: grant.priority,
  unitCost: formatUnitCost(grant.unitCostNano),
  currency: grant.currency,
  features: grant.features,
  effectiveAt: formatInstant(grant.effectiveAt),
  expiresAt: instantOrNull(grant.expiresAt),
  endedAt: instantOrNull(grant.endedAt),
  purchaseId: grant.purchaseId,
  parentId: grant.parentId,
  externalRef: grant.externalRef,
  description: grant.description,
  reason: grant.reason,
  metadata: grant.metadata,
  createdAt: formatInstant(grant.createdAt),
});

export const toWireHold = (hold: HoldView) => ({
  id: hold.id,
  walletId: hold.walletId,
  ...toWireOwner(hold.owner),
  status: hold.status,
  amount: formatAmount(hold.amountMicro),
  captured: formatAmount(hold.capturedMicro),
  onBehalfOf: hold.memberId,
  keyId: hold.apiKeyId,
  feature: hold.feature,
  contextId: hold.contextId,
  contextDescription: hold.contextDescription,
  metadata: hold.metadata,
  placedAt: formatInstant(hold.placedAt),
  expiresAt: formatInstant(hold.expiresAt),
  endedAt: instantOrNull(hold.endedAt),
});

export const toWireHeld = ({ hold, ...figures }: HoldResult) => ({
  holdId: hold.id,
  ...toWireFigures(figures),
  hold: toWireHold(hold),
});

export const toWireWallet = (wallet: WalletView | OverdraftResult['wallet']) => ({
  id: wallet.id,
  ...toWireOwner(wallet.owner),
  overdraft: wallet.overdraftPolicy,
  overdraftLimit: wallet.overdraftPolicy === 'limit' ? formatAmount(wallet.overdraftMicro) : null,
  createdAt: instantOrNull(wallet.createdAt),
});

export const toWireBalance = (view: BalanceView) => ({
  walletId: view.walletId,
  asOf: formatInstant(view.asOf),
  ...toWireFigures(view),
  scheduled: formatAmount(view.scheduledMicro),
  scoped: view.scoped.map(({ features, availableMicro }) => ({
    features,
    availableBalance: formatAmount(availableMicro),
  })),
  nextExpiry: view.nextExpiry && {
    at: formatInstant(view.nextExpiry.at),
    amount: formatAmount(view.nextExpiry.amountMicro),
  },
  grants: view.grants.map(toWireGrant),
  grantCount: view.grantCount,
  lastBookedAt: instantOrNull(view.lastBookedAt),
});

export const toWireBudget = (budget: BudgetView) => ({
  id: budget.id,
  scope: budget.scope === 'api_key' ? 'key' : budget.scope === 'member' ? 'user' : 'customer',
  scopeId: budget.scopeId,
  period: budget.period,
  limit: formatAmount(budget.limitMicro),
  used: formatAmount(budget.usedMicro),
  reserved: formatAmount(budget.heldMicro),
  remaining: formatAmount(budget.remainingMicro),
  periodStart: instantOrNull(budget.periodStart),
  periodEnd: instantOrNull(budget.periodEnd),
  createdAt: formatInstant(budget.createdAt),
});
