import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { useSandbox } from './testing/client';

const box = useSandbox();
const BACK = 'http://shop.test/settings';

async function open(flow?: Stripe.BillingPortal.SessionCreateParams.FlowData) {
  const { id } = await box.stripe.customers.create({ email: 'ada@example.test' });
  const session = await box.stripe.billingPortal.sessions.create({
    customer: id,
    return_url: BACK,
    ...(flow && { flow_data: flow }),
  });
  return { customer: id, session };
}
const press = (url: string, fields: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
const cards = async (customer: string) => (await box.stripe.paymentMethods.list({ customer })).data;
const defaultOf = async (customer: string) =>
  ((await box.stripe.customers.retrieve(customer)) as Stripe.Customer).invoice_settings.default_payment_method;

describe('the billing portal', () => {
  it('lists cards, says that it is a sandbox, and leads back to the shop', async () => {
    const { customer, session } = await open();
    await box.stripe.paymentMethods.attach('pm_card_visa', { customer });
    const page = await (await fetch(session.url)).text();
    expect(page).toContain('Sandbox');
    expect(page).toContain('visa ending in 4242');
    expect(page).toContain(`href="${BACK}"`);
  });

  it('adds cards, the first as the default, changes the default, and removes', async () => {
    const { customer, session } = await open();
    await press(session.url, { action: 'add', card: '4242424242424242' });
    await press(session.url, { action: 'add', card: '5555 5555 5555 4444' });
    const [second, first] = await cards(customer);
    expect(await defaultOf(customer)).toBe(first?.id);
    await press(session.url, { action: 'default', method: second!.id });
    expect(await defaultOf(customer)).toBe(second?.id);
    await press(session.url, { action: 'remove', method: second!.id });
    expect(await defaultOf(customer)).toBeNull();
    expect(await cards(customer)).toHaveLength(1);
    const { data } = await box.stripe.events.list({ limit: 3 });
    expect(data.map(({ type }) => type)).toEqual(['customer.updated', 'payment_method.detached', 'customer.updated']);
  });

  it('sends a card that needs its owner over the bank’s page', async () => {
    const { customer, session } = await open();
    const toBank = await press(session.url, { action: 'add', card: '4000002500003155' });
    expect(await cards(customer)).toEqual([]);
    const bank = new URL(toBank.headers.get('location')!, box.server.url).toString();
    const back = await press(bank, { action: 'complete' });
    await fetch(back.headers.get('location')!);
    const [card] = await cards(customer);
    expect(card?.card?.last4).toBe('3155');
    expect(await defaultOf(customer)).toBe(card?.id);
  });

  it('says why a card is not taken', async () => {
    const { customer, session } = await open();
    for (const card of ['4000000000000002', '4111111111111111']) {
      expect(await (await press(session.url, { action: 'add', card })).text()).toContain('role="alert"');
    }
    expect(await cards(customer)).toEqual([]);
  });

  it('ends a flow for a new card where its caller said, with that card as the default', async () => {
    const done = 'http://shop.test/card-saved';
    const { customer, session } = await open({
      type: 'payment_method_update',
      after_completion: { type: 'redirect', redirect: { return_url: done } },
    });
    await box.stripe.paymentMethods.attach('pm_card_visa', { customer });
    const reply = await press(session.url, { action: 'add', card: '5555555555554444' });
    expect(reply.headers.get('location')).toBe(done);
    const fresh = (await cards(customer)).find(({ card }) => card?.brand === 'mastercard');
    expect(await defaultOf(customer)).toBe(fresh?.id);
  });

  it('touches no other customer’s cards, and ends after an hour', async () => {
    const [mine, other] = [await open(), await open()];
    const card = await box.stripe.paymentMethods.attach('pm_card_visa', { customer: other.customer });
    await press(mine.session.url, { action: 'remove', method: card.id });
    expect(await cards(other.customer)).toHaveLength(1);
    await box.control('clock', { advanceSeconds: 3_601 });
    expect(await (await fetch(mine.session.url)).text()).toContain('This page has ended');
  });

  it('is set up by configurations', async () => {
    const made = await box.stripe.billingPortal.configurations.create({
      features: { payment_method_update: { enabled: true } },
      default_return_url: BACK,
    });
    expect(made).toMatchObject({ active: true, is_default: false, features: { invoice_history: { enabled: false } } });
    const changed = await box.stripe.billingPortal.configurations.update(made.id, { active: false });
    expect(changed.active).toBe(false);
    const { id } = await box.stripe.customers.create({});
    const refusal = box.stripe.billingPortal.sessions.create({ customer: id, configuration: made.id });
    await expect(refusal).rejects.toMatchObject({ statusCode: 400 });
  });
});
