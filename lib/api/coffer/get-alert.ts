import { readRule } from '../../alerts/rules';
import { getPool } from '../../db/pool';
import { operation } from '../operation';
import { toWireAlert } from './alert-wire';

/** GET /v1/alerts/{alertId}. Errors: not_found. */
export const getAlert = operation({
  summary: 'Get an alert',
  policy: 'alerts:view',
  run: async ({ params: { alertId = '' } }, { scope }) => readRule(getPool(), scope, alertId),
  output: (rule) => ({ data: toWireAlert(rule) }),
});
