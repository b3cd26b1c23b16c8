import { describe, expect, it } from 'vitest';
import { newId } from '../ids';
import { evaluate } from './auto-top-up/evaluate';
import { sweepAutoTopUps } from './auto-top-up/sweep';
import {
  attemptsOf,
  available,
  type RuleWorkspace,
  ruleOf,
  switchOn,
  workspaceWithCard,
} from './auto-top-up/testing/rules';
import { openBillingPortal, resumeCardSetup, startCardSetup } from './card-setup';
import { payWithCard } from './pay-with-card';
import { startPurchase } from './purchase';
import { sweepPurchases } from './sweep';
import { useInstallation } from './testing/installation';

const shop = useInstallation();

const fault = (kind: string, on: string) => shop.box.control('faults', { kind, on, times: 9 });
const CHARGE = 'POST /v1/payment_intents';

/** As an operator does in Stripe's dashboard; nothing of it arrives here. */
const deleteAtStripe = async (customerId: string | null) => {
  await shop.box.control('calm', {});
  await shop.box.stripe.customers.del(customerId!);
};
const age = (workspace: { id: string }, by: string) =>
  shop.database.pool.query('UPDATE purchases SET created_at = created_at - $2::interval WHERE workspace_id = $1', [
    workspace.id,
    by,
  ]);
const sweep = async () => {
  await shop.makeDue();
  await sweepPurchases();
};
const customerOf = async ({ id }: { id: string }) => {
  const { rows } = await shop.database.pool.query<{ stripe_customer_id: string }>(
    'SELECT stripe_customer_id FROM workspaces WHERE id = $1',
    [id],
  );
  return rows[0]!.stripe_customer_id;
};

describe('a customer who was deleted at Stripe', () => {
  it('and whose checkout never came to be leaves a purchase that ends', async () => {
    const workspace = await shop.newWorkspace();
    const purchaseId = newId();
    await fault('timeout_before', 'POST /v1/checkout/sessions');
    const begun = startPurchase(workspace.owner, {
      workspaceId: workspace.id,
      item: { packId: shop.packId },
      purchaseId,
    });
    await expect(begun).rejects.toMatchObject({ code: 'payment_provider_failed' });
    await deleteAtStripe((await shop.purchase(purchaseId)).stripe_customer_id);
    await age(workspace, '1 hour');
    await sweep();
    expect(await shop.purchase(purchaseId)).toMatchObject({ status: 'expired' });
  });

  it('after paying has what was paid credited', async () => {
    const workspace = await shop.newWorkspace();
    await shop.box.control('webhooks', { drop: 1 });
    const { purchaseId, sessionId } = await shop.begin(workspace);
    await shop.box.press(sessionId, 'pay');
    await deleteAtStripe((await shop.purchase(purchaseId)).stripe_customer_id);
    await sweep();
    expect(await shop.purchase(purchaseId)).toMatchObject({ status: 'paid', fulfilled_by: 'sweep' });
  });

  /** The saved card is charged automatically, and Stripe's answer is lost. */
  const charge = async (kind: 'timeout_before' | 'timeout_after'): Promise<RuleWorkspace> => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    await switchOn(shop, workspace);
    await shop.box.control('webhooks', { drop: 1 });
    await fault(kind, CHARGE);
    await evaluate(workspace.id, 'sweep');
    await deleteAtStripe(workspace.customerId);
    await age(workspace, '2 minutes');
    return workspace;
  };

  it('after a charge whose answer was lost has it found, and credited once', async () => {
    const workspace = await charge('timeout_after');
    await sweepAutoTopUps();
    await sweep();
    expect(await attemptsOf(shop, workspace)).toMatchObject([{ state: 'succeeded' }]);
    expect(await available(workspace)).toBe(1_150n);
  });

  it('after a payment with a card of theirs whose answer was lost, too', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 0n });
    const [card] = (await shop.box.stripe.paymentMethods.list({ customer: workspace.customerId })).data;
    await shop.box.control('webhooks', { drop: 1 });
    await fault('timeout_after', CHARGE);
    const { purchaseId } = await payWithCard(workspace.owner, {
      workspaceId: workspace.id,
      item: { packId: shop.packId },
      cardId: card!.id,
    });
    await deleteAtStripe(workspace.customerId);
    await sweep();
    expect(await shop.purchase(purchaseId)).toMatchObject({ status: 'paid' });
    expect(await available(workspace)).toBe(1_100n);
  });

  it('before a charge reached Stripe ends it, and automatic top-up waits for a card, which another customer has', async () => {
    const workspace = await charge('timeout_before');
    await sweepAutoTopUps(); // Stripe refuses a charge of this customer
    expect(await attemptsOf(shop, workspace)).toMatchObject([{ state: 'failed' }]);
    expect(await ruleOf(shop, workspace)).toMatchObject({ state: 'paused', state_reason: 'no_card' });
    expect(await available(workspace)).toBe(50n);
    const url = await startCardSetup(workspace.owner, { workspaceId: workspace.id, returnPath: '/back' });
    const reply = await shop.box.press(url.split('/').at(-1)!.split('#')[0]!, 'pay', '4242 4242 4242 4242');
    const setupId = new URL(reply.headers.get('location')!).searchParams.get('setup')!;
    await resumeCardSetup(workspace.owner, { workspaceId: workspace.id, setupId });
    expect(await customerOf(workspace)).not.toBe(workspace.customerId);
    expect(await ruleOf(shop, workspace)).toMatchObject({ state: 'on' });
    expect(await available(workspace)).toBe(1_150n);
  });

  it('does not keep the page closed on which cards are saved', async () => {
    const workspace = await workspaceWithCard(shop);
    await deleteAtStripe(workspace.customerId);
    const url = await openBillingPortal(workspace.owner, { workspaceId: workspace.id, returnPath: '/back' });
    expect((await fetch(url)).status).toBe(200);
    expect(await customerOf(workspace)).not.toBe(workspace.customerId);
  });
});
