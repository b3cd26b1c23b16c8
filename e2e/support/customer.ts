import { expect } from '@playwright/test';
import { callApi } from './api';
import { e2eEnvironment } from './environment';
import { queryDemo } from './query';
import type { Screen } from './screens';
import { control } from './stripe-side';

/** A customer of the operator's, and what happens to it through the API, as a program would do it. */
export interface Customer {
  id: string;
  /** Path of its overview. */
  home: string;
}

/** A call by the operator's key; answers its `data`. */
export async function askApi<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
  const reply = await callApi(e2eEnvironment().operator.key, method, path, body ? { body } : {});
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body.data as T;
}

/** A new customer whose owner is somebody who has signed in before, as if invited to it. */
export async function foundCustomer(name: string, email: string): Promise<Customer> {
  const { id, slug } = await askApi<{ id: string; slug: string }>('POST', '/v1/customers', {
    name,
    timeZone: 'Europe/Berlin',
    billingEmail: email,
  });
  await queryDemo(
    `INSERT INTO members (workspace_id, id, user_id, name, email, role)
     SELECT $1, gen_random_uuid(), id, 'Jo Weber', email, 'owner' FROM users WHERE email = $2`,
    [id, email],
  );
  return { id, home: `/w/${slug}` };
}

/** A page of a customer as its owner sees it, by its route below the workspace; `path` where that is another. */
export type PageOf = (name: string, route: string, path?: string) => Screen;

export const pagesOf =
  ({ home }: Customer, email: string): PageOf =>
  (name, route, path = route) => ({ name, route: `/w/[workspace]${route}`, path: home + path, as: email });

/** A write for a customer: a grant, a hold, a spend. */
export const book = <T>({ id }: Customer, path: string, body: object): Promise<T> =>
  askApi<T>('POST', path, { customerId: id, ...body });

export const spend = (customer: Customer, amount: string, more: object = {}): Promise<unknown> =>
  book(customer, '/v1/credits/consume', { amount, feature: 'reports', ...more });

export interface Purchase {
  id: string;
  /** Stripe's checkout session. */
  session: string;
}

/** Begins a purchase over 50 dollars for 5,000 credits and a bonus of 250, and leaves Stripe's page open. */
export async function beginPurchase(customer: Customer): Promise<Purchase> {
  const packs = await askApi<{ id: string; priceMinor: string }[]>('GET', `/v1/packs?customerId=${customer.id}`);
  const packId = packs.find(({ priceMinor }) => priceMinor === '5000')?.id;
  const { id, checkoutUrl } = await book<{ id: string; checkoutUrl: string }>(customer, '/v1/checkout-links', {
    packId,
  });
  return { id, session: new URL(checkoutUrl).pathname.split('/').at(-1) ?? '' };
}

/** The buyer pays on Stripe's page, by card or by a bank debit that takes days. */
export const payAtStripe = ({ session }: Purchase, { isDelayed = false } = {}): Promise<unknown> =>
  control(`sessions/${session}/pay`, { delayed: isDelayed });

/** Waits until a purchase stands like this: Stripe's event has come. */
export async function untilPurchase({ id }: Purchase, customer: Customer, like: Record<string, string>): Promise<void> {
  const read = () => askApi<object>('GET', `/v1/purchases/${id}?customerId=${customer.id}`);
  await expect.poll(read, { timeout: 60_000 }).toMatchObject(like);
}

/** Buys as `beginPurchase` begins it, and has the credits. */
export async function buy(customer: Customer): Promise<Purchase> {
  const purchase = await beginPurchase(customer);
  await payAtStripe(purchase);
  await untilPurchase(purchase, customer, { status: 'paid' });
  return purchase;
}
