import type Stripe from 'stripe';
import { z } from 'zod';
import { newStripeId } from '../ids';
import type { Sandbox } from '../sandbox';
import { type Route, route } from '../wire/api';
import { invalidRequest, resourceMissing } from '../wire/errors';
import { listPage } from '../wire/list';
import { listParams, params, text } from '../wire/params';
import { findCustomer } from './customers';

/** How the kinds of tax id look that this sandbox knows. */
const SHAPES = {
  eu_vat: /^[A-Z]{2}[A-Z0-9]{2,13}$/,
  gb_vat: /^GB[0-9]{9,12}$/,
  ch_vat: /^CHE-?[0-9]{3}\.?[0-9]{3}\.?[0-9]{3} ?(MWST|TVA|IVA)$/,
  no_vat: /^[0-9]{9}MVA$/,
  us_ein: /^[0-9]{2}-?[0-9]{7}$/,
} as const;
export type TaxIdKind = keyof typeof SHAPES;
const KINDS = Object.keys(SHAPES) as TaxIdKind[];

/** The kind of tax id that somebody in this country has. */
export function kindFor(country: string): TaxIdKind {
  const special: Record<string, TaxIdKind> = { GB: 'gb_vat', CH: 'ch_vat', NO: 'no_vat', US: 'us_ein' };
  return special[country] ?? 'eu_vat';
}

export const isTaxId = (type: TaxIdKind, value: string): boolean => SHAPES[type].test(value.trim());

/** Keeps a tax id with its customer, once. */
export function keepTaxId(sandbox: Sandbox, customer: string, type: TaxIdKind, value: string): Stripe.TaxId {
  for (const known of sandbox.data.taxIds.values()) {
    if (known.customer === customer && known.type === type && known.value === value) return known;
  }
  const taxId: Stripe.TaxId = {
    id: newStripeId('txi'),
    object: 'tax_id',
    country: type === 'eu_vat' ? value.slice(0, 2) : type.slice(0, 2).toUpperCase(),
    created: sandbox.clock.now(),
    customer,
    customer_account: null,
    livemode: false,
    owner: { type: 'customer', customer, customer_account: null },
    type,
    value,
    verification: { status: 'pending', verified_address: null, verified_name: null },
  };
  sandbox.data.taxIds.set(taxId.id, taxId);
  sandbox.emit('customer.tax_id.created', taxId);
  return taxId;
}

function findTaxId(sandbox: Sandbox, customer: string, id: string): Stripe.TaxId {
  const taxId = sandbox.data.taxIds.get(id);
  if (!taxId || taxId.customer !== customer) throw resourceMissing('tax_id', id);
  return taxId;
}

export const taxIdRoutes: Route[] = [
  route(
    'POST',
    '/v1/customers/:id/tax_ids',
    params({ type: z.enum(KINDS, { error: 'is not supported by this sandbox' }), value: text }),
    (sandbox, { id, params: { type, value } }) => {
      findCustomer(sandbox, id);
      if (!isTaxId(type, value)) {
        throw invalidRequest(`Invalid value for ${type}.`, { code: 'tax_id_invalid', param: 'value' });
      }
      return keepTaxId(sandbox, id, type, value);
    },
  ),
  route('GET', '/v1/customers/:id/tax_ids', listParams({}), (sandbox, { id, params: asked }) => {
    findCustomer(sandbox, id);
    return listPage(
      `/v1/customers/${id}/tax_ids`,
      sandbox.data.taxIds.values(),
      asked,
      ({ customer }) => customer === id,
    );
  }),
  route('GET', '/v1/customers/:id/tax_ids/:other', params({}), (sandbox, { id, other }) =>
    findTaxId(sandbox, id, other),
  ),
  route('DELETE', '/v1/customers/:id/tax_ids/:other', params({}), (sandbox, { id, other }) => {
    const taxId = findTaxId(sandbox, id, other);
    sandbox.data.taxIds.delete(other);
    sandbox.emit('customer.tax_id.deleted', taxId);
    return { id: other, object: 'tax_id', deleted: true } satisfies Stripe.DeletedTaxId;
  }),
];
