import type Stripe from 'stripe';
import { customerRoutes } from '../resources/customers';
import type { Sandbox } from '../sandbox';

/** A customer made without the network. */
export function newCustomerFor(sandbox: Sandbox, form: Record<string, string> = {}): Stripe.Customer {
  const create = customerRoutes.find(({ method, path }) => method === 'POST' && path === '/v1/customers');
  if (!create) throw new Error('customers can be made');
  return create.run(sandbox, { id: '', other: '' }, form).answer as Stripe.Customer;
}
