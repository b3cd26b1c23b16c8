import { z } from 'zod';
import { Conditions } from '../../ledger/read/conditions';
import { operation } from '../operation';
import { pageRows } from '../page-rows';
import { pageQuery, toPageRequest, toWirePage } from '../paging';
import { label, listOf } from '../schema';
import { CUSTOMER_COLUMNS, type CustomerRow, toWireCustomer } from './customer-row';

const STATUSES = ['active', 'flagged', 'closed'] as const;

/** GET /v1/customers: all of them, newest first; for the operator's keys. Errors: validation_failed. */
export const listCustomers = operation({
  summary: 'List customers',
  policy: 'customers:view',
  query: z.strictObject({
    ...pageQuery,
    externalId: label(255, "The operator's own id.").optional(),
    status: listOf(STATUSES, 'One or several of: active, flagged (a payment is disputed), closed.').optional(),
  }),
  run: async ({ query }) => {
    const where = new Conditions()
      .add('true')
      .addIf('w.external_id = ?', query.externalId)
      .addIf('w.status = ANY(?)', query.status);
    const select = `SELECT ${CUSTOMER_COLUMNS} FROM workspaces w`;
    return pageRows<CustomerRow>(toPageRequest(query), { select, where, alias: 'w' });
  },
  output: (page) => toWirePage(page, toWireCustomer),
});
