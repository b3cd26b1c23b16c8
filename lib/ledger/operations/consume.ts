import { isAppError } from '../../errors';
import type { FastSpend } from '../engine/fast-consume';
import { storeSpend } from '../engine/idempotency';
import type { Job, PlanView } from '../engine/job';
import { type BudgetTouch, checkBudgets, countInBudgets } from '../plan/budgets';
import {
  apiKeyOf,
  checkInstant,
  checkNamed,
  checkPositive,
  checkText,
  checkUsage,
  isAcceptedTime,
  occurredAt,
} from '../plan/checks';
import { availableIn, planSpend } from '../plan/spend';
import type { TransactionDraft, WalletState } from '../plan/state';
import { toFigures, toTransactionView } from '../plan/views';
import type { BatchItem, ConsumeInput, ConsumeResult, LedgerActor, Scope, WalletOwner, WriteOptions } from '../types';

export const WORKSPACE: WalletOwner = { kind: 'workspace' };

export function checkSpend(item: BatchItem): void {
  checkPositive(item.amountMicro);
  checkUsage(item);
  checkText(item.reason, 'reason');
  checkInstant(item.occurredAt, 'occurredAt');
  checkNamed(item.memberId, 'member');
}

/** On whose behalf: whoever is named, else the member whose wallet it is. */
export const memberOf = (item: { memberId?: string | null; owner: WalletOwner }): string | null =>
  item.memberId ?? (item.owner.kind === 'member' ? item.owner.memberId : null);

export const spendOwners = (item: {
  owner: WalletOwner;
  amountMicro: bigint;
  fallback?: 'workspace' | null;
}): Job<unknown>['owners'] => {
  const own = { owner: item.owner, burnMicro: item.amountMicro, mayCreate: false };
  if (item.fallback !== 'workspace' || item.owner.kind === 'workspace') return [own];
  return [own, { owner: WORKSPACE, burnMicro: item.amountMicro, mayCreate: false }];
};

const touchOf = (item: BatchItem, actor: LedgerActor, now: number): BudgetTouch => ({
  memberId: memberOf(item),
  apiKeyId: apiKeyOf(actor),
  at: item.occurredAt?.getTime() ?? now,
});

/** Where its use counts; a wallet whose clock is ahead of ours counts at its own time. */
export const spendTouches = (view: PlanView, item: BatchItem, actor: LedgerActor): BudgetTouch[] =>
  item.occurredAt && !isAcceptedTime(view.books, item.occurredAt.getTime())
    ? []
    : spendOwners(item).map(({ owner }) => touchOf(item, actor, view.books.nowIn(view.walletOf(owner))));

/** The wallet that pays in full: the one named, else, where the caller asked for it, the workspace's. */
export function payFrom<T>(
  view: PlanView,
  item: Pick<BatchItem, 'owner' | 'fallback'>,
  pay: (wallet: WalletState) => T,
): T {
  try {
    return pay(view.walletOf(item.owner));
  } catch (error) {
    const hasFallback = item.fallback === 'workspace' && item.owner.kind !== 'workspace';
    if (!hasFallback || !isAppError(error) || error.code !== 'insufficient_credits') throw error;
    try {
      return pay(view.walletOf(WORKSPACE));
    } catch (second) {
      if (!isAppError(second) || second.code !== 'insufficient_credits') throw second;
      error.facts.fallback = second.facts;
      throw error;
    }
  }
}

/** One spend: credits first, then budgets; from then on it succeeds. */
export function planConsume(view: PlanView, actor: LedgerActor, item: BatchItem): ConsumeResult {
  const { books } = view;
  return payFrom(view, item, (wallet) => {
    const at = occurredAt(books, books.nowIn(wallet), item.occurredAt);
    const legs = planSpend(wallet, { amount: item.amountMicro, feature: item.feature ?? null });
    const touch = touchOf(item, actor, at);
    checkBudgets(books, touch, item.amountMicro, availableIn(wallet));
    const draft: TransactionDraft = books.post(wallet, {
      kind: 'consume',
      amount: -item.amountMicro,
      legs: legs.map((leg) => ({ grantId: leg.grantId, amount: -leg.amount })),
      actor,
      occurredAt: at,
      memberId: touch.memberId,
      apiKeyId: touch.apiKeyId,
      feature: item.feature ?? null,
      contextId: item.contextId ?? null,
      contextDescription: item.contextDescription ?? null,
      reason: item.reason ?? null,
      metadata: item.metadata ?? null,
    });
    countInBudgets(books, touch, { used: item.amountMicro });
    return { transaction: toTransactionView(draft), ...toFigures(wallet) };
  });
}

/**
 * Spends credits from a wallet, in burn order. Units: micro-credits.
 * Errors: insufficient_credits, budget_exceeded, not_found, occurred_at_out_of_range, validation_failed.
 */
export function consumeJob(input: ConsumeInput): Job<ConsumeResult> {
  checkSpend(input);
  return {
    workspaceId: input.workspaceId,
    mode: input.mode,
    actor: input.actor,
    idempotency: input.idempotency,
    isDryRun: input.dryRun ?? false,
    alongside: input.alongside,
    owners: spendOwners(input),
    memberIds: input.memberId ? [input.memberId] : [],
    needs: {},
    touches: (view) => spendTouches(view, input, input.actor),
    store: storeSpend,
    plan: (view) => planConsume(view, input.actor, input),
  };
}

/** The parts of a job that every call has. */
export const scopeOf = (input: Scope & WriteOptions) => ({
  workspaceId: input.workspaceId,
  mode: input.mode,
  actor: input.actor,
  idempotency: input.idempotency,
  isDryRun: input.dryRun ?? false,
  alongside: input.alongside,
});

/** The same spend for the single statement; null when it asks for what only the locking path can do. */
export function toFastSpend(input: ConsumeInput, walletId: string, now: Date | null): FastSpend | null {
  if (input.dryRun || input.occurredAt || input.alongside) return null;
  return {
    workspaceId: input.workspaceId,
    walletId,
    amountMicro: input.amountMicro,
    actor: input.actor,
    apiKeyId: apiKeyOf(input.actor),
    memberId: memberOf(input),
    feature: input.feature ?? null,
    contextId: input.contextId ?? null,
    contextDescription: input.contextDescription ?? null,
    reason: input.reason ?? null,
    metadata: input.metadata ?? null,
    idempotency: input.idempotency,
    now,
  };
}
