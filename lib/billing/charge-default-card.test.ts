import { describe, expect, it } from 'vitest';
import { newId } from '../ids';
import { chargeDefaultCard } from './charge-default-card';
import { useInstallation } from './testing/installation';

const shop = useInstallation();
const CREDIT = 1_000_000n;

/** A charge of 5 dollars for 10 credits whose answer was lost, and what it takes to ask for it again. */
async function lost() {
  const workspace = await shop.newWorkspace();
  const { stripe } = shop.box;
  const { id: customer } = await stripe.customers.create({});
  const { id: card } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
  await shop.database.pool.query('UPDATE workspaces SET stripe_customer_id = $2 WHERE id = $1', [
    workspace.id,
    customer,
  ]);
  const key = newId();
  const charge = () =>
    chargeDefaultCard({
      ...{ workspaceId: workspace.id, mode: 'live', actor: { kind: 'api_key', id: newId() } },
      ...{ creditMicro: 10n * CREDIT, amountMinor: 500n, currency: 'usd', description: null },
      idempotency: { credentialId: workspace.id, key, requestHash: Buffer.alloc(32) },
    });
  await shop.box.control('faults', { kind: 'timeout_after', on: 'POST /v1/payment_intents', times: 3 });
  await expect(charge()).rejects.toMatchObject({ code: 'payment_provider_failed' });
  await shop.box.control('calm', {});
  /** The first call has long been given up. */
  const wait = (interval: string) =>
    shop.database.pool.query(`UPDATE purchases SET created_at = created_at - $2::interval WHERE workspace_id = $1`, [
      workspace.id,
      interval,
    ]);
  const paid = async () => (await stripe.paymentIntents.list({ customer })).data.map(({ amount }) => amount);
  return { workspace, customer, card, charge, wait, paid };
}

describe('a charge whose answer was lost, asked for again with the same key', () => {
  it('is found, not made once more, when Stripe has forgotten the key', async () => {
    const { charge, wait, paid } = await lost();
    await shop.box.control('clock', { advanceSeconds: 90_000 });
    await wait('25 hours');
    expect(await charge()).toMatchObject({ replayed: true, grant: { amountMicro: 10n * CREDIT } });
    expect(await paid()).toEqual([500]);
  });

  it('is found when the card that paid is not saved any more', async () => {
    const { card, charge, paid } = await lost();
    await shop.box.stripe.paymentMethods.detach(card);
    expect(await charge()).toMatchObject({ replayed: true, grant: { amountMicro: 10n * CREDIT } });
    expect(await paid()).toEqual([500]);
  });

  it('is not known while Stripe does not answer', async () => {
    const { charge, wait, paid } = await lost();
    await wait('5 minutes');
    await shop.box.control('faults', { kind: 'error_429', on: 'GET /v1/payment_intents*', times: 3 });
    await expect(charge()).rejects.toMatchObject({ code: 'payment_provider_failed' });
    await shop.box.control('calm', {});
    expect(await paid()).toEqual([500]);
  });

  it('is found when another card is the default by now', async () => {
    const { customer, charge, paid } = await lost();
    const { stripe } = shop.box;
    const { id: other } = await stripe.paymentMethods.attach('pm_card_mastercard', { customer });
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: other } });
    expect(await charge()).toMatchObject({ replayed: true, grant: { amountMicro: 10n * CREDIT } });
    expect(await paid()).toEqual([500]);
  });

  it('is not ended by a look at it while the first call may still be waiting', async () => {
    const { workspace, charge } = await lost();
    await shop.box.control('faults', { kind: 'error_409', on: 'POST /v1/payment_intents', times: 3 });
    await expect(charge()).rejects.toMatchObject({ code: 'payment_provider_failed' });
    await shop.box.control('calm', {});
    const { rows } = await shop.database.pool.query('SELECT status FROM purchases WHERE workspace_id = $1', [
      workspace.id,
    ]);
    expect(rows).toEqual([{ status: 'pending' }]);
  });

  it('stands in the audit log, once', async () => {
    const { workspace, charge } = await lost();
    await charge();
    const { rows } = await shop.database.pool.query(
      'SELECT action, actor_kind, after FROM audit_log WHERE workspace_id = $1',
      [workspace.id],
    );
    const after = { amount: '10', priceMinor: '500', currency: 'usd' };
    expect(rows).toEqual([{ action: 'purchase.charge', actor_kind: 'api_key', after }]);
  });
});
