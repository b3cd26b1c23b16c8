import type { Actor } from '../auth/actor';
import { authorize } from '../auth/policy';
import { getPool } from '../db/pool';
import { isUuid } from '../ids';
import { Conditions } from '../ledger/read/conditions';
import type { Page } from '../ledger/types';
import { likePart, pageRows } from './page-rows';

export const CUSTOMER_STATUSES = ['active', 'flagged', 'closed'] as const;
export type CustomerStatus = (typeof CUSTOMER_STATUSES)[number];

export interface CustomerFilter {
  /** Part of the name, the slug, the external id or the billing contact's address; or our id, whole. */
  text?: string;
  status?: CustomerStatus;
  cursor?: string;
}

export interface CustomerLine {
  id: string;
  slug: string;
  name: string;
  externalId: string | null;
  status: CustomerStatus;
  currency: string;
  createdAt: Date;
  /** Of all live wallets, as booked. */
  settledMicro: bigint;
  members: number;
}

const SELECT = `SELECT w.id, w.slug, w.name, w.external_id AS "externalId", w.status, w.currency, w.created_at AS "createdAt",
  (SELECT coalesce(sum(v.settled_micro), 0)::bigint FROM wallets v WHERE v.workspace_id = w.id AND v.mode = 'live')
    AS "settledMicro",
  (SELECT count(*)::int FROM members m WHERE m.workspace_id = w.id AND m.removed_at IS NULL) AS members
  FROM workspaces w`;

/** Customers, newest first. Errors: unauthenticated, forbidden. */
export async function listCustomers(actor: Actor, filter: CustomerFilter): Promise<Page<CustomerLine>> {
  authorize(actor, 'customers:view');
  const where = new Conditions().add('true').addIf('w.status = ?', filter.status);
  const text = filter.text?.trim();
  if (text && isUuid(text)) where.add('w.id = ?', text);
  else if (text) {
    const part = likePart(text);
    where.add(
      '(w.name ILIKE ? OR w.slug ILIKE ? OR w.external_id ILIKE ? OR w.billing_email ILIKE ?)',
      part,
      part,
      part,
      part,
    );
  }
  return pageRows<CustomerLine>({ cursor: filter.cursor }, { select: SELECT, where, alias: 'w' });
}

/** Name and place of a customer, for headings. null: there is none. The caller has authorised. */
export async function findCustomer(id: string): Promise<CustomerHead | null> {
  if (!isUuid(id)) return null;
  const { rows } = await getPool().query<CustomerHead>(
    `SELECT w.id, w.slug, w.name, w.external_id AS "externalId", w.status, w.currency, w.time_zone AS "timeZone",
       w.billing_email AS "billingEmail", w.locale, w.tax_id AS "taxId", w.backdate_hours AS "backdateHours",
       w.stripe_customer_id AS "stripeCustomerId", w.created_at AS "createdAt"
     FROM workspaces w WHERE w.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

export interface CustomerHead {
  id: string;
  slug: string;
  name: string;
  externalId: string | null;
  status: CustomerStatus;
  currency: string;
  timeZone: string;
  billingEmail: string | null;
  locale: string;
  taxId: string | null;
  backdateHours: number;
  stripeCustomerId: string | null;
  createdAt: Date;
}
