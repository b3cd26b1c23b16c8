import { readRule, updateRuleIn } from '../../alerts/rules';
import { wakeAlerts } from '../../alerts/wake';
import { AppError } from '../../errors';
import { once } from '../once';
import { writeOperation } from '../operation';
import { writeBody } from '../schema';
import {
  alertChangeOf,
  deliveryFields,
  misfitsOf,
  recipientsOf,
  thresholdFields,
  thresholdOf,
  toWireAlert,
} from './alert-wire';

/**
 * PATCH /v1/alerts/{alertId}: what is left out stays. Another threshold, or enabling it, arms it anew.
 * Errors: not_found, validation_failed.
 */
export const updateAlert = writeOperation({
  summary: 'Update an alert',
  policy: 'alerts:manage',
  body: writeBody({ ...thresholdFields, ...deliveryFields }),
  run: async ({ params: { alertId = '' }, body }, ctx) => {
    const recipients = body.recipients && (await recipientsOf(body.recipients, ctx));
    const { channels, isEnabled } = body;
    const written = await once(
      ctx,
      async (client) => {
        const { kind } = (await readRule(client, ctx.scope, alertId, { lock: true })).threshold;
        const { extra, missing } = misfitsOf(kind, body);
        if (extra.length > 0) {
          const fields = extra.map((name) => ({ path: [name], message: `does not go with ${kind}` }));
          throw new AppError('validation_failed', { detail: `The threshold does not fit the kind ${kind}.`, fields });
        }
        const threshold = missing === null ? thresholdOf(kind, body) : undefined;
        return updateRuleIn(client, alertChangeOf(ctx), alertId, { threshold, recipients, channels, isEnabled });
      },
      body,
    );
    wakeAlerts(ctx.scope.workspaceId);
    return written;
  },
  output: (rule) => ({ data: toWireAlert(rule) }),
});
