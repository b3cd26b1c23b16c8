import type Stripe from 'stripe';
import { z } from 'zod';
import { newStripeId } from '../ids';
import type { Sandbox } from '../sandbox';
import { type Route, route } from '../wire/api';
import { invalidRequest, resourceMissing } from '../wire/errors';
import { listPage } from '../wire/list';
import { listParams, metadata, params, text } from '../wire/params';

const fields = {
  name: text.optional(),
  email: text.optional(),
  description: text.optional(),
  phone: text.optional(),
  metadata,
};

const invoice_settings = z.strictObject({ default_payment_method: text.optional() }).optional();

/** A customer that is there and not deleted. `param`: which parameter named it. */
export function findCustomer({ data }: Sandbox, id: string, param = 'id'): Stripe.Customer {
  const customer = data.customers.get(id);
  if (!customer || customer.deleted) throw resourceMissing('customer', id, param, param === 'id' ? 404 : 400);
  return customer;
}

const withoutEmpty = (given: Record<string, string> | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== ''));

function newCustomer(sandbox: Sandbox, given: Partial<Record<string, string>>, meta?: Record<string, string>) {
  const customer: Stripe.Customer = {
    id: newStripeId('cus', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: sandbox.clock.now(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: given.description || null,
    discount: null,
    email: given.email || null,
    invoice_prefix: newStripeId('x', 8).slice(2).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: withoutEmpty(meta),
    name: given.name || null,
    next_invoice_sequence: 1,
    phone: given.phone || null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
  sandbox.data.customers.set(customer.id, customer);
  sandbox.emit('customer.created', customer);
  return customer;
}

export const customerRoutes: Route[] = [
  route('POST', '/v1/customers', params(fields), (sandbox, { params: { metadata: meta, expand: _, ...given } }) =>
    newCustomer(sandbox, given, meta),
  ),
  route('GET', '/v1/customers', listParams({ email: z.string().optional() }), (sandbox, { params: asked }) => {
    const present = [...sandbox.data.customers.values()].filter(
      (customer): customer is Stripe.Customer => !customer.deleted,
    );
    return listPage('/v1/customers', present, asked, ({ email }) => !asked.email || email === asked.email);
  }),
  route('GET', '/v1/customers/:id', params({}), (sandbox, { id }) => {
    const customer = sandbox.data.customers.get(id);
    if (!customer) throw resourceMissing('customer', id);
    return customer;
  }),
  route('POST', '/v1/customers/:id', params({ ...fields, invoice_settings }), (sandbox, { id, params: changes }) => {
    const customer = findCustomer(sandbox, id);
    const chosen = changes.invoice_settings?.default_payment_method;
    if (chosen === '') customer.invoice_settings.default_payment_method = null;
    if (chosen) {
      const method = sandbox.data.paymentMethods.get(chosen);
      if (method?.customer !== id) throw resourceMissing('PaymentMethod', chosen, 'invoice_settings', 400);
      customer.invoice_settings.default_payment_method = chosen;
    }
    for (const field of ['name', 'email', 'description', 'phone'] as const) {
      const value = changes[field];
      if (value !== undefined) customer[field] = value || null;
    }
    customer.metadata = withoutEmpty({ ...customer.metadata, ...changes.metadata });
    sandbox.emit('customer.updated', customer);
    return customer;
  }),
  route('DELETE', '/v1/customers/:id', params({}), (sandbox, { id }) => {
    const customer = findCustomer(sandbox, id);
    if (!customer) throw invalidRequest('already deleted');
    const deleted: Stripe.DeletedCustomer = { id, object: 'customer', deleted: true };
    sandbox.data.customers.set(id, deleted);
    sandbox.emit('customer.deleted', customer);
    return deleted;
  }),
];
