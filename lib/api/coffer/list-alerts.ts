import { readRules } from '../../alerts/rule-row';
import { getPool } from '../../db/pool';
import { operation } from '../operation';
import { readQuery } from '../schema';
import { toWireAlert } from './alert-wire';

/** GET /v1/alerts: all of them, 50 at most, oldest first. Errors: validation_failed. */
export const listAlerts = operation({
  summary: 'List alerts',
  policy: 'alerts:view',
  query: readQuery({}),
  run: async (_input, { scope }) => readRules(getPool(), scope),
  output: (rules) => ({ data: rules.map(toWireAlert), page: { next: null, previous: null } }),
});
