import { type ModelBudget, type ModelWallet, openHolds } from './state';
import type { DateTimeParts } from './wall-clock';

export interface Touch {
  memberId: string | null;
  apiKeyId: string | null;
  at: number;
}

const applies = (budget: ModelBudget, touch: { memberId: string | null; apiKeyId: string | null }): boolean =>
  budget.scope === 'workspace' || budget.scopeId === (budget.scope === 'member' ? touch.memberId : touch.apiKeyId);

/** The name of the period an instant lies in: a local date, a local month, or always. */
const periodName = (budget: ModelBudget, at: number, zone: DateTimeParts): string =>
  budget.period === 'lifetime' ? '' : zone.dateOf(at).slice(0, budget.period === 'day' ? 10 : 7);

/** What counts in the budget's period that `at` lies in, from the rows and the open holds. */
export function useOf(budget: ModelBudget, at: number, wallets: ModelWallet[], zone: DateTimeParts) {
  const period = periodName(budget, at, zone);
  let used = 0n;
  let held = 0n;
  for (const wallet of wallets) {
    for (const row of wallet.transactions) {
      if (!['consume', 'capture', 'reverse'].includes(row.kind)) continue;
      if (applies(budget, row) && periodName(budget, row.occurredAt, zone) === period) used -= row.amount;
    }
    for (const hold of openHolds(wallet)) {
      if (applies(budget, hold) && periodName(budget, hold.placedAt, zone) === period) held += hold.amount;
    }
  }
  return { used, held };
}

/** Whether every budget that the use falls under has room for it. */
export const budgetsAllow = (
  budgets: ModelBudget[],
  touch: Touch,
  amount: bigint,
  wallets: ModelWallet[],
  zone: DateTimeParts,
): boolean =>
  budgets
    .filter((budget) => applies(budget, touch))
    .every((budget) => {
      const { used, held } = useOf(budget, touch.at, wallets, zone);
      return used + held + amount <= budget.limit;
    });
