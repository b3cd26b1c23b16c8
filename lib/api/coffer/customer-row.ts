import { missing } from '../../auth/policy';
import type { Pool, PoolClient } from '../../db/pool';
import { formatInstant } from '../dates';

/** A customer as rows have it. */
export interface CustomerRow {
  id: string;
  externalId: string | null;
  slug: string;
  name: string;
  timeZone: string;
  currency: string;
  billingEmail: string | null;
  locale: string;
  taxId: string | null;
  status: string;
  createdAt: Date;
}

export const CUSTOMER_COLUMNS = `w.id, w.external_id AS "externalId", w.slug, w.name, w.time_zone AS "timeZone",
  w.currency, w.billing_email AS "billingEmail", w.locale, w.tax_id AS "taxId", w.status, w.created_at AS "createdAt"`;

export { TAKEN_CUSTOMER } from '../../workspace/create';

/** The customer. Errors: not_found. */
export async function readCustomer(db: Pool | PoolClient, workspaceId: string): Promise<CustomerRow> {
  const { rows } = await db.query<CustomerRow>(`SELECT ${CUSTOMER_COLUMNS} FROM workspaces w WHERE w.id = $1`, [
    workspaceId,
  ]);
  if (!rows[0]) throw missing('customer');
  return rows[0];
}

export const toWireCustomer = (row: CustomerRow) => ({
  id: row.id,
  externalId: row.externalId,
  slug: row.slug,
  name: row.name,
  timeZone: row.timeZone,
  currency: row.currency,
  billingEmail: row.billingEmail,
  locale: row.locale,
  taxId: row.taxId,
  status: row.status,
  createdAt: formatInstant(row.createdAt),
});
