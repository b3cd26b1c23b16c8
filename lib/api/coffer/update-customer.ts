import { z } from 'zod';
import { authorize } from '../../auth/policy';
import { LOCALES } from '../../i18n/locales';
import { changeSettingsIn } from '../../workspace/settings';
import { once, orConflict } from '../once';
import { writeOperation } from '../operation';
import { forgetResolved } from '../resolve';
import { label, timeZone, writeBody } from '../schema';
import { readCustomer, TAKEN_CUSTOMER, toWireCustomer } from './customer-row';
import { clearable, currency, email } from './fields';

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
    locale: z.enum(LOCALES).meta({ description: 'Language of mails to the billing contact.' }).optional(),
    taxId: clearable(label(60, 'Printed on receipts.')),
  }),
  run: async ({ body: { customerId: _, dryRun, ...wanted } }, ctx) => {
    if (wanted.externalId !== undefined) authorize(ctx.actor, 'customers:manage');
    const written = await once(
      ctx,
      async (client) => {
        const { workspaceId, actor } = ctx.scope;
        const { requestId, ip } = ctx.call;
        await orConflict(changeSettingsIn(client, { workspaceId, actor, requestId, ip }, wanted), TAKEN_CUSTOMER);
        return readCustomer(client, workspaceId);
      },
      { dryRun },
    );
    forgetResolved();
    return written;
  },
  output: (customer) => ({ data: toWireCustomer(customer) }),
});
