import { assert } from '../../assert';
import { AppError } from '../../errors';
import type { BudgetPeriod, BudgetScope } from '../types';
import { max, toCreditText } from './amounts';
import type { Books } from './books';
import { periodAt } from './period';
import type { BudgetState, CounterState } from './state';

/** Use of credits that budgets may count: on whose behalf, with which key, and when it happened. */
export interface BudgetTouch {
  memberId: string | null;
  apiKeyId: string | null;
  at: number;
}

const SCOPES: readonly BudgetScope[] = ['workspace', 'member', 'api_key'];
const PERIODS: readonly BudgetPeriod[] = ['day', 'month', 'lifetime'];
const SCOPE_WORDS = { workspace: 'workspace', member: 'member', api_key: 'API key' } as const;

/** The order in which budgets are asked, and the first that refuses is named. */
export const compareBudgets = (a: BudgetState, b: BudgetState): number =>
  SCOPES.indexOf(a.scope) - SCOPES.indexOf(b.scope) || PERIODS.indexOf(a.period) - PERIODS.indexOf(b.period);

export const appliesTo = (budget: BudgetState, touch: BudgetTouch): boolean =>
  budget.scope === 'workspace' ||
  (budget.scope === 'member' ? budget.scopeId === touch.memberId : budget.scopeId === touch.apiKeyId);

export const counterKey = (budgetId: string, periodStart: number): string => `${budgetId} ${periodStart}`;

function countersOf(books: Books, touch: BudgetTouch): CounterState[] {
  return books.budgets
    .filter((budget) => appliesTo(budget, touch))
    .map((budget) => {
      const { start } = periodAt(budget.period, touch.at, books.timeZone);
      const counter = books.counters.get(counterKey(budget.id, start));
      assert(counter, 'the counters an operation touches are locked before it is planned');
      return counter;
    });
}

/** Counts use (negative: given back) and what is held in every budget it falls under, without asking the limit. */
export function countInBudgets(books: Books, touch: BudgetTouch, delta: { used?: bigint; held?: bigint }): void {
  if (books.budgets.length === 0) return;
  for (const counter of countersOf(books, touch)) books.addToCounter(counter, delta);
}

/**
 * Refuses what a budget does not allow: used + held + asked beyond its limit.
 * Errors: budget_exceeded (402) with the first budget that refuses.
 */
export function checkBudgets(books: Books, touch: BudgetTouch, askedMicro: bigint, availableMicro: bigint): void {
  if (books.budgets.length === 0) return;
  for (const counter of countersOf(books, touch)) {
    const { budget, used, held } = counter;
    const remaining = max(0n, budget.limit - used - held);
    if (used + held + askedMicro <= budget.limit) continue;
    const { end } = periodAt(budget.period, touch.at, books.timeZone);
    const until =
      budget.period === 'lifetime'
        ? 'Ask for a higher budget.'
        : `Ask for a higher budget, or wait for the next ${budget.period}, which begins at ${new Date(end).toISOString()}.`;
    throw new AppError('budget_exceeded', {
      detail:
        `The ${budget.period} budget of this ${SCOPE_WORDS[budget.scope]} has ${toCreditText(remaining)} of ` +
        `${toCreditText(budget.limit)} credits left, ${toCreditText(askedMicro)} were asked for. ${until}`,
      facts: {
        limit: 'budget',
        requestedMicro: askedMicro,
        availableMicro,
        budgetId: budget.id,
        scope: budget.scope,
        scopeId: budget.scopeId,
        period: budget.period,
        limitMicro: budget.limit,
        usedMicro: used,
        heldMicro: held,
        remainingMicro: remaining,
        periodEndAt: Number.isFinite(end) ? new Date(end) : null,
      },
    });
  }
}
