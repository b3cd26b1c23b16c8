import { removeRuleIn } from '../../alerts/rules';
import { once } from '../once';
import { writeOperation } from '../operation';
import { alertChangeOf, toWireAlert } from './alert-wire';

/** DELETE /v1/alerts/{alertId}. Errors: not_found. */
export const removeAlert = writeOperation({
  summary: 'Remove an alert',
  policy: 'alerts:manage',
  run: async ({ params: { alertId = '' } }, ctx) =>
    once(ctx, (client) => removeRuleIn(client, alertChangeOf(ctx), alertId)),
  output: (rule) => ({ data: toWireAlert(rule) }),
});
