import { describe, expect, it } from 'vitest';
import { order, useSandbox } from './testing/client';

const box = useSandbox();

/** A customer with a card, a tax id, a payment and one that waits for the bank; then it is deleted. */
async function deleteOne() {
  const { stripe } = box;
  const { id } = await stripe.customers.create({ name: 'Acme' });
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: id });
  await stripe.customers.createTaxId(id, { type: 'eu_vat', value: 'DE123456789' });
  const charge = { amount: 2_500, currency: 'usd', customer: id, payment_method: card.id };
  const paid = await stripe.paymentIntents.create({ ...charge, off_session: true, confirm: true });
  const open = await stripe.paymentIntents.create(charge);
  const deleted = await stripe.customers.del(id);
  return { id, card: card.id, charge, paid, open, deleted };
}

const missing = { statusCode: 400, code: 'resource_missing', param: 'customer' };

describe('a customer who was deleted', () => {
  it('is read as deleted, and told of by an event that has them as they were', async () => {
    const { id, deleted } = await deleteOne();
    expect(deleted).toMatchObject({ id, object: 'customer', deleted: true });
    expect(await box.stripe.customers.retrieve(id)).toMatchObject({ id, object: 'customer', deleted: true });
    const [event] = (await box.stripe.events.list({ type: 'customer.deleted', limit: 1 })).data;
    expect(event?.data.object).toMatchObject({ id, name: 'Acme' });
    expect((await box.stripe.customers.list({ limit: 100 })).data.map((customer) => customer.id)).not.toContain(id);
  });

  it('is refused wherever they are used, in the words of a customer that never was', async () => {
    const { stripe } = box;
    const { id, charge, open } = await deleteOne();
    const uses = [
      stripe.paymentIntents.create({ ...charge, off_session: true, confirm: true }),
      stripe.paymentIntents.confirm(open.id, { payment_method: 'pm_card_visa', return_url: 'http://shop.test/' }),
      stripe.checkout.sessions.create(order(id)),
      stripe.setupIntents.create({ customer: id }),
      stripe.paymentMethods.attach('pm_card_visa', { customer: id }),
      stripe.billingPortal.sessions.create({ customer: id }),
      stripe.paymentMethods.list({ customer: id }),
      stripe.paymentIntents.list({ customer: id }),
      stripe.checkout.sessions.list({ customer: id }),
      stripe.charges.list({ customer: id }),
      stripe.invoices.list({ customer: id }),
      stripe.setupIntents.list({ customer: id }),
    ];
    for (const use of uses)
      await expect(use).rejects.toMatchObject({ ...missing, message: `No such customer: '${id}'` });
    for (const use of [stripe.customers.update(id, { name: 'B' }), stripe.customers.del(id)]) {
      await expect(use).rejects.toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'id' });
    }
  });

  it('leaves no card behind, but what they paid, which can be refunded, and what they did not, which can be withdrawn', async () => {
    const { stripe } = box;
    const { id, card, paid, open } = await deleteOne();
    expect((await stripe.paymentMethods.retrieve(card)).customer).toBeNull();
    expect(await stripe.paymentIntents.retrieve(paid.id)).toMatchObject({ status: 'succeeded', customer: id });
    expect((await stripe.paymentIntents.list({ limit: 100 })).data.map((intent) => intent.id)).toContain(paid.id);
    expect(await stripe.refunds.create({ payment_intent: paid.id })).toMatchObject({ status: 'succeeded' });
    expect(await stripe.paymentIntents.cancel(open.id)).toMatchObject({ status: 'canceled' });
  });
});
