import { z } from 'zod';
import { createWorkspaceIn } from '../../workspace/create';
import { once } from '../once';
import { writeOperation } from '../operation';
import { dryRun, label, optional, timeZone } from '../schema';
import { readCustomer, toWireCustomer } from './customer-row';
import { currency, email } from './fields';

const CustomerBody = z.strictObject({
  dryRun: optional(dryRun),
  name: label(200, 'What people call the customer.'),
  externalId: optional(label(255, "The operator's own id: works wherever a customer is named.")),
  timeZone: optional(timeZone.meta({ description: 'IANA zone in which days begin and end; default UTC.' })),
  currency: optional(currency),
  billingEmail: optional(email),
});

/**
 * POST /v1/customers: a workspace with nobody in it; invite its first owner from the console. For the operator's keys.
 * Errors: validation_failed, conflict (externalId taken).
 */
export const createCustomer = writeOperation({
  summary: 'Create a customer',
  policy: 'customers:manage',
  body: CustomerBody,
  run: async ({ body }, ctx) =>
    once(
      ctx,
      async (client) => {
        const { requestId, ip } = ctx.call;
        const id = await createWorkspaceIn(
          client,
          { actor: ctx.scope.actor, requestId, ip },
          {
            name: body.name,
            externalId: body.externalId ?? null,
            timeZone: body.timeZone ?? 'UTC',
            currency: body.currency ?? 'usd',
            billingEmail: body.billingEmail ?? null,
          },
        );
        return readCustomer(client, id);
      },
      body,
    ),
  output: (customer) => ({ data: toWireCustomer(customer) }),
});
