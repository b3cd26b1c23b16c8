import { z } from 'zod';
import { AppError } from '../../errors';
import { formatAmount } from '../amount';
import { type AuditNote, writeOperation } from '../operation';
import { resolveKey, resolveMember } from '../resolve';
import { amountFromZero, optional, userRef, writeBody } from '../schema';
import { toWireBudget } from './wire';

/**
 * POST /v1/budgets: caps what the customer, one user or one key may spend in a period, from now on; sets the limit anew
 * when there is such a budget. Errors: not_found, validation_failed.
 */
export const setBudget = writeOperation({
  summary: 'Set a budget',
  policy: 'budgets:manage',
  body: writeBody({
    userId: optional(userRef),
    keyId: optional(z.string().meta({ format: 'uuid', description: 'The API key it caps.' })),
    period: z.enum(['day', 'month', 'lifetime']).meta({ description: "In the customer's zone." }),
    limit: amountFromZero('Credits; 0 allows nothing.'),
  }),
  run: async ({ body }, ctx) => {
    if (body.userId !== undefined && body.keyId !== undefined) {
      throw new AppError('validation_failed', {
        detail: 'A budget caps a user or a key, not both.',
        fields: [{ path: ['keyId'], message: 'must be left out with userId' }],
      });
    }
    const target =
      body.userId !== undefined
        ? ({ scope: 'member', scopeId: await resolveMember(body.userId, ctx) } as const)
        : body.keyId !== undefined
          ? ({ scope: 'api_key', scopeId: await resolveKey(body.keyId, ctx) } as const)
          : ({ scope: 'workspace' } as const);
    const audit: AuditNote = {
      action: 'budget.set',
      targetKind: target.scope,
      targetId: target.scope === 'workspace' ? ctx.scope.workspaceId : target.scopeId,
      after: { period: body.period, limit: formatAmount(body.limit) },
    };
    return ctx.ledger.setBudget({
      ...ctx.write(body.dryRun, audit),
      ...target,
      period: body.period,
      limitMicro: body.limit,
    });
  },
  output: (budget) => ({ data: toWireBudget(budget) }),
});
