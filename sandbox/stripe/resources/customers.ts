import type Stripe from 'stripe';
import { z } from 'zod';
import { newStripeId } from '../ids';
import type { Sandbox } from '../sandbox';
import { type Route, route } from '../wire/api';
import { resourceMissing } from '../wire/errors';
import { listPage } from '../wire/list';
import { listParams, metadata, params, text } from '../wire/params';
import { attach, findMethod } from './payment-methods';

/** An empty value takes an address away. */
const address = z
  .union([
    z.literal(''),
    z.strictObject({
      line1: text.optional(),
      line2: text.optional(),
      city: text.optional(),
      state: text.optional(),
      postal_code: text.optional(),
      country: text.optional(),
    }),
  ])
  .optional();

const fields = {
  name: text.optional(),
  email: text.optional(),
  description: text.optional(),
  phone: text.optional(),
  address,
  tax_exempt: z.enum(['none', 'exempt', 'reverse', '']).optional(),
  preferred_locales: z.array(text).optional(),
  invoice_settings: z.strictObject({ default_payment_method: text.optional() }).optional(),
  metadata,
};
const createParams = params({ ...fields, payment_method: text.optional() });
const updateParams = params(fields);
type Changes = z.output<typeof updateParams>;

/** A customer that is there and not deleted. `param`: which parameter named it. */
export function findCustomer({ data }: Sandbox, id: string, param = 'id'): Stripe.Customer {
  const customer = data.customers.get(id);
  if (!customer || customer.deleted) throw resourceMissing('customer', id, param, param === 'id' ? 404 : 400);
  return customer;
}

/** What a list is asked for by `customer`: one who is not there (any more) has no list. */
export function checkCustomer(sandbox: Sandbox, id: string | undefined): void {
  if (id !== undefined) findCustomer(sandbox, id, 'customer');
}

const withoutEmpty = (given: Record<string, string> | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== ''));

function fullAddress(given: Changes['address']): Stripe.Address | null {
  if (!given) return null;
  return {
    city: given.city || null,
    country: given.country || null,
    line1: given.line1 || null,
    line2: given.line2 || null,
    postal_code: given.postal_code || null,
    state: given.state || null,
  };
}

/** Writes what was given onto the customer; returns what stood there before. */
function write(customer: Stripe.Customer, changes: Changes): Partial<Stripe.Customer> {
  const before: Partial<Stripe.Customer> = {};
  const set = <K extends 'name' | 'email' | 'description' | 'phone' | 'address' | 'preferred_locales' | 'tax_exempt'>(
    field: K,
    value: Stripe.Customer[K] | undefined,
  ) => {
    if (value === undefined || value === customer[field]) return;
    before[field] = customer[field];
    customer[field] = value;
  };
  for (const field of ['name', 'email', 'description', 'phone'] as const) {
    set(field, changes[field] === undefined ? undefined : changes[field] || null);
  }
  if (changes.address !== undefined) set('address', fullAddress(changes.address));
  if (changes.tax_exempt !== undefined) set('tax_exempt', changes.tax_exempt || 'none');
  set('preferred_locales', changes.preferred_locales);
  if (changes.metadata) {
    before.metadata = customer.metadata;
    customer.metadata = withoutEmpty({ ...customer.metadata, ...changes.metadata });
  }
  return before;
}

function newCustomer(sandbox: Sandbox, given: Changes): Stripe.Customer {
  const customer: Stripe.Customer = {
    id: newStripeId('cus', 14),
    object: 'customer',
    address: null,
    balance: 0,
    created: sandbox.clock.now(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: newStripeId('x', 8).slice(2).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
  write(customer, given);
  sandbox.data.customers.set(customer.id, customer);
  sandbox.emit('customer.created', customer);
  return customer;
}

/** The card that pays by default, one of the customer's own; an empty text takes it away. */
function chooseDefault(sandbox: Sandbox, customer: Stripe.Customer, chosen: string): void {
  if (chosen !== '' && sandbox.data.paymentMethods.get(chosen)?.customer !== customer.id) {
    throw resourceMissing('PaymentMethod', chosen, 'invoice_settings[default_payment_method]', 400);
  }
  customer.invoice_settings.default_payment_method = chosen || null;
}

function updateCustomer(sandbox: Sandbox, customer: Stripe.Customer, changes: Changes): Stripe.Customer {
  const chosen = changes.invoice_settings?.default_payment_method;
  const settings = { ...customer.invoice_settings };
  if (chosen !== undefined) chooseDefault(sandbox, customer, chosen);
  const before = write(customer, changes);
  sandbox.emit('customer.updated', customer, {
    ...before,
    ...(chosen !== undefined && {
      invoice_settings: { default_payment_method: settings.default_payment_method },
    }),
  });
  return customer;
}

export const customerRoutes: Route[] = [
  route('POST', '/v1/customers', createParams, (sandbox, { params: given }) => {
    const customer = newCustomer(sandbox, given);
    const method = given.payment_method && attach(sandbox, findMethod(sandbox, given.payment_method), customer.id);
    const chosen = given.invoice_settings?.default_payment_method;
    if (chosen !== undefined) {
      chooseDefault(sandbox, customer, method && chosen === given.payment_method ? method.id : chosen);
    }
    return customer;
  }),
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
  route('POST', '/v1/customers/:id', updateParams, (sandbox, { id, params: changes }) =>
    updateCustomer(sandbox, findCustomer(sandbox, id), changes),
  ),
  route('DELETE', '/v1/customers/:id', params({}), (sandbox, { id }) => {
    const customer = findCustomer(sandbox, id);
    const deleted: Stripe.DeletedCustomer = { id, object: 'customer', deleted: true };
    sandbox.data.customers.set(id, deleted);
    for (const method of sandbox.data.paymentMethods.values()) if (method.customer === id) method.customer = null;
    for (const taxId of sandbox.data.taxIds.values()) if (taxId.customer === id) sandbox.data.taxIds.delete(taxId.id);
    sandbox.emit('customer.deleted', customer);
    return deleted;
  }),
];
