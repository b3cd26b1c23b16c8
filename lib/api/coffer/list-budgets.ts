import { operation } from '../operation';
import { readQuery } from '../schema';
import { toWireBudget } from './wire';

/** GET /v1/budgets: every budget with what is used, held and left in the period that now lies in. */
export const listBudgets = operation({
  summary: 'List budgets',
  policy: 'budgets:view',
  query: readQuery({}),
  run: async (_input, { ledger, actor, scope: { workspaceId, mode } }) => {
    const budgets = await ledger.listBudgets({ workspaceId, mode });
    // A key that speaks for one member sees what caps that member: nobody else's limits.
    return actor.memberId === null
      ? budgets
      : budgets.filter(
          ({ scope, scopeId }) => scope === 'workspace' || scopeId === actor.memberId || scopeId === actor.keyId,
        );
  },
  output: (budgets) => ({ data: budgets.map(toWireBudget), page: { next: null, previous: null } }),
});
