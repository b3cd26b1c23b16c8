import { expect } from '@playwright/test';
import {
  askApi,
  beginPurchase,
  book,
  buy,
  foundCustomer,
  type PageOf,
  pagesOf,
  payAtStripe,
  spend,
  untilPurchase,
} from './customer';
import { e2eEnvironment } from './environment';
import type { Screen } from './screens';
import { control, disputeAtBank, refundAtStripe } from './stripe-side';

const DAY_MS = 86_400_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();

const inConsole = (name: string, route: string, path: string): Screen => ({
  name,
  route: `/admin${route}`,
  path: `/admin${path}`,
  as: e2eEnvironment().operator.email,
});

const receipt = (page: PageOf, name: string, id: string): Screen =>
  page(name, '/receipts/[purchase]', `/receipts/${id}`);

const returned = (page: PageOf, name: string, id: string): Screen =>
  page(name, '/top-up/return', `/top-up/return?purchase=${id}`);

/** One payment has come, one is on its way for days, one was never made. */
async function moneyArriving(email: string): Promise<Screen[]> {
  const customer = await foundCustomer('Aurora Analytics', email);
  await buy(customer);
  await spend(customer, '1240.5', { contextDescription: 'Quarterly report' });
  const arriving = await beginPurchase(customer);
  await payAtStripe(arriving, { isDelayed: true });
  await untilPurchase(arriving, customer, { status: 'processing' });
  const leftOpen = await beginPurchase(customer);
  const page = pagesOf(customer, email);
  return [
    page('arriving-overview', ''),
    page('arriving-receipts', '/receipts'),
    receipt(page, 'arriving-purchase', arriving.id),
    returned(page, 'arriving-return', arriving.id),
    receipt(page, 'left-open-purchase', leftOpen.id),
    returned(page, 'waiting-return', leftOpen.id),
    page('canceled-top-up', '/top-up', `/top-up?canceled=${leftOpen.id}`),
  ];
}

/** Few credits are left for few days, and those who asked for it were told. */
async function lowBalance(email: string): Promise<Screen[]> {
  const customer = await foundCustomer('Beacon Studio', email);
  await buy(customer);
  const { id } = await book<{ id: string }>(customer, '/v1/alerts', { kind: 'balance_below', amount: '500' });
  await spend(customer, '1830', { occurredAt: daysAgo(2), feature: 'chat' });
  await spend(customer, '2410.25', { occurredAt: daysAgo(1), feature: 'reports' });
  await spend(customer, '640', { feature: 'chat', contextDescription: 'Support desk' });
  const read = () => askApi<object>('GET', `/v1/alerts/${id}?customerId=${customer.id}`);
  await expect.poll(read, { timeout: 60_000 }).toMatchObject({ firedAt: expect.any(String) });
  const page = pagesOf(customer, email);
  return [page('low-overview', ''), page('low-alerts', '/alerts')];
}

/** Everything was spent before the money went back. */
async function debt(email: string): Promise<Screen[]> {
  const customer = await foundCustomer('Cedar & Partners', email);
  const bought = await buy(customer);
  await spend(customer, '5250', { contextDescription: 'Archive of 2025' });
  await refundAtStripe(bought.id, 2_000);
  await untilPurchase(bought, customer, { refundedMinor: '2000' });
  const page = pagesOf(customer, email);
  return [
    page('debt-overview', ''),
    page('debt-receipts', '/receipts'),
    page('debt-top-up', '/top-up'),
    receipt(page, 'debt-purchase', bought.id),
    inConsole('debt-customer', '/customers/[customer]', `/customers/${customer.id}`),
  ];
}

/** The cardholder asked the bank for the money back, and nobody has decided yet. */
async function disputed(email: string): Promise<Screen[]> {
  const customer = await foundCustomer('Delta Freight', email);
  const { id } = await buy(customer);
  await spend(customer, '1250', { contextDescription: 'Route planning' });
  await disputeAtBank(id);
  const read = () => askApi<object>('GET', `/v1/customers/${customer.id}`);
  await expect.poll(read, { timeout: 60_000 }).toMatchObject({ status: 'flagged' });
  const page = pagesOf(customer, email);
  return [
    page('disputed-overview', ''),
    page('disputed-usage', '/usage'),
    receipt(page, 'disputed-purchase', id),
    inConsole('disputed-purchase-in-console', '/purchases/[purchase]', `/purchases/${id}`),
    inConsole('disputed-customer', '/customers/[customer]', `/customers/${customer.id}`),
  ];
}

/** Credits that are there and cannot be spent now, on everything, or by everybody. */
async function setAside(email: string): Promise<Screen[]> {
  const customer = await foundCustomer('Elm Street Clinic', email);
  await buy(customer);
  await spend(customer, '310', { contextDescription: 'Discharge letters' });
  for (const amount of ['120', '75.5']) await book(customer, '/v1/holds', { amount, ttlSeconds: 86_400 });
  await book(customer, '/v1/grants', { amount: '400', features: ['transcription'], expiresAt: daysAgo(-20) });
  await book(customer, '/v1/grants', { amount: '1000', effectiveAt: daysAgo(-5) });
  const team = await book<{ id: string }>(customer, '/v1/teams', { name: 'Front desk' });
  await book(customer, '/v1/transfers', { amount: '250', from: {}, to: { teamId: team.id } });
  return [pagesOf(customer, email)('set-aside-overview', '')];
}

/** Purchases that ended otherwise than paid for: refunded in part, refused by the bank, waiting for the operator. */
async function otherEnds(email: string): Promise<Screen[]> {
  const customer = await foundCustomer('Fjord Publishing', email);
  const refunded = await buy(customer);
  await refundAtStripe(refunded.id, 1_000);
  await untilPurchase(refunded, customer, { refundedMinor: '1000' });
  const refused = await beginPurchase(customer);
  await payAtStripe(refused, { isDelayed: true });
  await untilPurchase(refused, customer, { status: 'processing' });
  await control(`sessions/${refused.session}/settle`, { result: 'failed' });
  await untilPurchase(refused, customer, { status: 'failed' });
  const inReview = await beginPurchase(customer);
  await control(`objects/${inReview.session}/alter`, { amount_total: 4_500, amount_subtotal: 4_500 });
  await payAtStripe(inReview);
  await untilPurchase(inReview, customer, { status: 'review' });
  const page = pagesOf(customer, email);
  const purchase = (name: string, id: string) => inConsole(name, '/purchases/[purchase]', `/purchases/${id}`);
  return [
    page('other-ends-receipts', '/receipts'),
    receipt(page, 'refunded-purchase', refunded.id),
    receipt(page, 'refused-purchase', refused.id),
    returned(page, 'refused-return', refused.id),
    receipt(page, 'review-purchase', inReview.id),
    returned(page, 'review-return', inReview.id),
    purchase('refunded-purchase-in-console', refunded.id),
    purchase('refund-preview', `${refunded.id}?refund=10`),
    purchase('review-purchase-in-console', inReview.id),
  ];
}

/** All of these need nothing but the API and Stripe. */
export const moneySituations = async (email: string): Promise<Screen[]> =>
  (
    await Promise.all([
      moneyArriving(email),
      lowBalance(email),
      debt(email),
      disputed(email),
      setAside(email),
      otherEnds(email),
    ])
  ).flat();
