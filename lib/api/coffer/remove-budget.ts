import { missing } from '../../auth/policy';
import { isUuid } from '../../ids';
import { writeOperation } from '../operation';
import { toWireBudget } from './wire';

/** DELETE /v1/budgets/{budgetId}: what was capped is no longer. Errors: not_found. */
export const removeBudget = writeOperation({
  summary: 'Remove a budget',
  policy: 'budgets:manage',
  run: async ({ params: { budgetId = '' } }, ctx) => {
    if (!isUuid(budgetId)) throw missing('budget');
    return ctx.ledger.removeBudget({ ...ctx.write(), budgetId: budgetId.toLowerCase() });
  },
  output: (budget) => ({ data: toWireBudget(budget) }),
});
