import { authorize } from '../../auth/policy';
import type { PoolClient } from '../../db/pool';
import { audit, changesOf, definedOf, once, orConflict } from '../once';
import { writeOperation } from '../operation';
import { forgetResolved } from '../resolve';
import { label, timeZone, writeBody } from '../schema';
import { type CustomerRow, readCustomer, TAKEN_CUSTOMER, toWireCustomer } from './customer-row';
import { clearable, currency, email } from './fields';

const save = (client: PoolClient, row: CustomerRow) =>
  client.query(
    `UPDATE workspaces SET external_id = $2, name = $3, time_zone = $4, currency = $5, billing_email = $6 WHERE id = $1`,
    [row.id, row.externalId, row.name, row.timeZone, row.currency, row.billingEmail],
  );

/**
 * PATCH /v1/customers/{customerId}: what is left out stays, null clears. The externalId is the operator's name for the
 * customer, so only the operator's keys change it. Errors: not_found, forbidden, validation_failed, conflict.
 */
export const updateCustomer = writeOperation({
  summary: 'Update a customer',
  policy: 'workspace:update',
  body: writeBody({
    name: label(200, 'What people call the customer.').optional(),
    externalId: clearable(label(255, "The operator's own id. Only the operator's keys change it.")),
    timeZone: timeZone.meta({ description: 'IANA zone in which days begin and end.' }).optional(),
    currency: currency.optional(),
    billingEmail: clearable(email),
  }),
  run: async ({ body: { customerId: _, dryRun, ...wanted } }, ctx) => {
    if (wanted.externalId !== undefined) authorize(ctx.actor, 'customers:manage');
    const written = await once(
      ctx,
      async (client) => {
        const before = await readCustomer(client, ctx.scope.workspaceId, { lock: true });
        const after = { ...before, ...definedOf(wanted) };
        const changes = changesOf(before, after);
        if (!changes) return before;
        await orConflict(save(client, after), TAKEN_CUSTOMER);
        await audit(client, ctx, {
          action: 'workspace.update',
          targetKind: 'workspace',
          targetId: before.id,
          ...changes,
        });
        return after;
      },
      { dryRun },
    );
    forgetResolved();
    return written;
  },
  output: (customer) => ({ data: toWireCustomer(customer) }),
});
