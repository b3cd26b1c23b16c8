import { z } from 'zod';
import { createDefaultAlerts } from '../../alerts/defaults';
import { slugsFor } from '../../auth/slug';
import type { PoolClient } from '../../db/pool';
import { AppError } from '../../errors';
import { newWorkspaceId } from '../../ids';
import { audit, once, orConflict } from '../once';
import { writeOperation } from '../operation';
import { dryRun, label, optional, timeZone } from '../schema';
import { CUSTOMER_COLUMNS, type CustomerRow, TAKEN_CUSTOMER, toWireCustomer } from './customer-row';
import { currency, email } from './fields';

const CustomerBody = z.strictObject({
  dryRun: optional(dryRun),
  name: label(200, 'What people call the customer.'),
  externalId: optional(label(255, "The operator's own id: works wherever a customer is named.")),
  timeZone: optional(timeZone.meta({ description: 'IANA zone in which days begin and end; default UTC.' })),
  currency: optional(currency),
  billingEmail: optional(email),
});

/** Under the first free slug made of the name; a taken one never shows to the caller. */
async function insertCustomer(client: PoolClient, body: z.output<typeof CustomerBody>): Promise<CustomerRow> {
  const id = newWorkspaceId();
  for (const slug of slugsFor(body.name, id)) {
    const { rows } = await client.query<CustomerRow>(
      `INSERT INTO workspaces AS w (id, external_id, slug, name, time_zone, currency, billing_email)
       VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (slug) DO NOTHING RETURNING ${CUSTOMER_COLUMNS}`,
      [
        id,
        body.externalId ?? null,
        slug,
        body.name,
        body.timeZone ?? 'UTC',
        body.currency ?? 'usd',
        body.billingEmail ?? null,
      ],
    );
    if (rows[0]) return rows[0];
  }
  throw new AppError('unavailable', { detail: 'No free address for this name. Try again.', retryAfterSeconds: 1 });
}

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
        const customer = await orConflict(insertCustomer(client, body), TAKEN_CUSTOMER);
        const { id, slug, name, externalId, timeZone, currency, billingEmail } = customer;
        await createDefaultAlerts(client, id);
        await audit(client, ctx, {
          workspaceId: id,
          action: 'workspace.create',
          targetKind: 'workspace',
          targetId: id,
          after: { slug, name, externalId, timeZone, currency, billingEmail },
        });
        return customer;
      },
      body,
    ),
  output: (customer) => ({ data: toWireCustomer(customer) }),
});
