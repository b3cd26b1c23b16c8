import { describe, expect, it } from 'vitest';
import { newId } from '../ids';
import { payWithCard } from './pay-with-card';
import { listSavedCards } from './saved-cards';
import { sweepPurchases } from './sweep';
import { PACK, type TestWorkspace, useInstallation } from './testing/installation';

const shop = useInstallation();
const CARDS = { good: 'pm_card_visa', declines: 'pm_card_chargeCustomerFail', asks: 'pm_card_authenticationRequired' };

/** A workspace whose customer has this card saved; answers the card as Stripe names it then. */
async function withCard(kind: keyof typeof CARDS): Promise<{ workspace: TestWorkspace; cardId: string }> {
  const workspace = await shop.newWorkspace();
  const customer = await shop.box.stripe.customers.create({});
  await shop.database.pool.query('UPDATE workspaces SET stripe_customer_id = $2 WHERE id = $1', [
    workspace.id,
    customer.id,
  ]);
  await shop.box.stripe.paymentMethods.attach(CARDS[kind], { customer: customer.id });
  const [card] = await listSavedCards(customer.id);
  return { workspace, cardId: card!.id };
}

const pay = ({ workspace, cardId }: { workspace: TestWorkspace; cardId: string }, purchaseId = newId()) =>
  payWithCard(workspace.owner, { workspaceId: workspace.id, item: { packId: shop.packId }, purchaseId, cardId });

describe('a saved card', () => {
  it('pays at once and is charged once, however often the form is sent', async () => {
    const buyer = await withCard('good');
    const purchaseId = newId();
    await Promise.all(Array.from({ length: 4 }, () => pay(buyer, purchaseId)));
    expect(await shop.purchase(purchaseId)).toMatchObject({ status: 'paid', payment_kind: 'card' });
    expect(await shop.credited(purchaseId)).toEqual([PACK.creditMicro, PACK.bonusMicro]);
    const { data } = await shop.box.stripe.paymentIntents.list({ limit: 100 });
    expect(data.filter(({ metadata }) => metadata.coffer_purchase_id === purchaseId)).toHaveLength(1);
  });

  it('that is declined credits nothing', async () => {
    const { purchaseId } = await pay(await withCard('declines'));
    expect((await shop.purchase(purchaseId)).status).toBe('failed');
    expect(await shop.credited(purchaseId)).toEqual([]);
  });

  it('whose bank wants to see its owner leads to Stripe’s page, and the first payment can never be made', async () => {
    const buyer = await withCard('asks');
    const first = newId();
    const { purchaseId, checkoutUrl } = await pay(buyer, first);
    expect(purchaseId).not.toBe(first);
    expect(checkoutUrl).toBe((await shop.purchase(purchaseId)).checkout_url);
    expect((await shop.purchase(first)).status).toBe('failed');
    expect((await pay(buyer, first)).checkoutUrl).toContain('/return?purchase=');
  });

  it('of somebody else is refused', async () => {
    const [mine, theirs] = [await withCard('good'), await withCard('good')];
    await expect(pay({ workspace: mine.workspace, cardId: theirs.cardId })).rejects.toMatchObject({
      code: 'validation_failed',
    });
  });

  it('is charged once, also by a form that comes again when Stripe has forgotten its key', async () => {
    const buyer = await withCard('good');
    const purchaseId = newId();
    await shop.box.control('faults', { kind: 'timeout_after', on: 'POST /v1/payment_intents', times: 3 });
    await pay(buyer, purchaseId);
    await shop.box.control('calm', {});
    await shop.box.control('clock', { advanceSeconds: 90_000 });
    await shop.database.pool.query(`UPDATE purchases SET created_at = created_at - interval '25 hours' WHERE id = $1`, [
      purchaseId,
    ]);
    await pay(buyer, purchaseId);
    expect((await shop.purchase(purchaseId)).status).toBe('paid');
    const { data } = await shop.box.stripe.paymentIntents.list({ limit: 100 });
    expect(data.filter(({ metadata }) => metadata.coffer_purchase_id === purchaseId)).toHaveLength(1);
  });

  it('is charged once when the answer gets lost, and the sweep credits it', async () => {
    const buyer = await withCard('good');
    const purchaseId = newId();
    await shop.box.control('faults', { kind: 'timeout_after', on: 'POST /v1/payment_intents', times: 3 });
    await pay(buyer, purchaseId);
    await shop.box.control('calm', {});
    await shop.makeDue();
    await sweepPurchases();
    expect((await shop.purchase(purchaseId)).status).toBe('paid');
    expect(await shop.credited(purchaseId)).toEqual([PACK.creditMicro, PACK.bonusMicro]);
  });
});
