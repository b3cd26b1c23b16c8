import { getPool } from '../../db/pool';
import { operation } from '../operation';
import { readCustomer, toWireCustomer } from './customer-row';

/** GET /v1/customers/{customerId}: by our id or the operator's own. Errors: not_found. */
export const getCustomer = operation({
  summary: 'Get a customer',
  policy: 'workspace:view',
  run: async (_input, { scope }) => readCustomer(getPool(), scope.workspaceId),
  output: (customer) => ({ data: toWireCustomer(customer) }),
});
