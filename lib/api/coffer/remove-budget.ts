import { missing } from '../../auth/policy';
import { isUuid } from '../../ids';
import { type AuditNote, writeOperation } from '../operation';
import { toWireBudget } from './wire';

/** DELETE /v1/budgets/{budgetId}: what was capped is no longer. Errors: not_found. */
export const removeBudget = writeOperation({
  summary: 'Remove a budget',
  policy: 'budgets:manage',
  run: async ({ params: { budgetId = '' } }, ctx) => {
    if (!isUuid(budgetId)) throw missing('budget');
    const id = budgetId.toLowerCase();
    const audit: AuditNote = { action: 'budget.remove', targetKind: 'budget', targetId: id };
    return ctx.ledger.removeBudget({ ...ctx.write(false, audit), budgetId: id });
  },
  output: (budget) => ({ data: toWireBudget(budget) }),
});
