import { describe, expect, it } from 'vitest';
import { newId } from '../ids';
import { evaluate } from './auto-top-up/evaluate';
import { ruleOf, switchOn, workspaceWithCard } from './auto-top-up/testing/rules';
import { chargeDefaultCard } from './charge-default-card';
import { payWithCard } from './pay-with-card';
import { startPurchase } from './purchase';
import { listSavedCards } from './saved-cards';
import { type TestWorkspace, useInstallation } from './testing/installation';

const shop = useInstallation();

/** An endpoint that is told everything; what is in its outbox is what this file is about. */
async function listen(workspace: TestWorkspace): Promise<void> {
  await shop.database.pool.query(
    `INSERT INTO webhook_endpoints (workspace_id, id, mode, url, secret) VALUES ($1, $2, 'live', 'https://x.test/', '')`,
    [workspace.id, newId()],
  );
}

async function outbox(workspace: TestWorkspace): Promise<{ type: string; data: Record<string, unknown> }[]> {
  const { rows } = await shop.database.pool.query<{ payload: string }>(
    'SELECT payload FROM webhook_deliveries WHERE workspace_id = $1 ORDER BY created_at, id',
    [workspace.id],
  );
  return rows.map(({ payload }) => JSON.parse(payload) as { type: string; data: Record<string, unknown> });
}

async function begin() {
  const workspace = await shop.newWorkspace();
  await listen(workspace);
  return { workspace, ...(await shop.begin(workspace)) };
}

describe('customers’ endpoints are told', () => {
  it('of a paid purchase and of its refund, once each, however often Stripe says so', async () => {
    const { workspace, purchaseId, sessionId } = await begin();
    await shop.box.press(sessionId, 'pay');
    await shop.settle();
    const { payment_intent_id: intentId } = await shop.purchase(purchaseId);
    await shop.box.stripe.refunds.create({ payment_intent: intentId ?? '', amount: 500 });
    await shop.settle();
    const events = await outbox(workspace);
    const granted = events.filter(({ type }) => type === 'grant.created');
    expect(granted.map(({ data }) => data.amount).sort()).toEqual(['100', '1000']);
    expect(events.filter((event) => !granted.includes(event))).toMatchObject([
      {
        type: 'purchase.paid',
        data: {
          purchaseId,
          customerId: workspace.id,
          credits: '1000',
          bonus: '100',
          totalMinor: '2500',
          currency: 'usd',
        },
      },
      {
        type: 'refund.booked',
        data: { purchaseId, refundedMinor: '500', refundedCredits: '200', refundedBonus: '20' },
      },
    ]);
  });

  it('of a payment that did not come', async () => {
    const { workspace, purchaseId, sessionId } = await begin();
    await shop.box.press(sessionId, 'delayed');
    await shop.box.control(`sessions/${sessionId}/settle`, { result: 'failed' });
    await shop.settle();
    expect(await outbox(workspace)).toMatchObject([{ type: 'purchase.failed', data: { purchaseId } }]);
  });

  it('of one that Stripe would not even ask for: by its page, by a saved card, by an automatic top-up, by a call', async () => {
    const workspace = await workspaceWithCard(shop, { credits: 50n });
    await listen(workspace);
    const told = async () => (await outbox(workspace)).filter(({ type }) => type === 'purchase.failed').length;
    const bought = { workspaceId: workspace.id, item: { packId: shop.packId } };
    // Thirty minor units: less than Stripe takes.
    const setPrice = (minor: number) =>
      shop.database.pool.query('UPDATE packs SET price_minor = $2 WHERE id = $1', [shop.packId, minor]);
    await setPrice(30);
    await expect(startPurchase(workspace.owner, bought)).rejects.toMatchObject({ code: 'payment_provider_failed' });
    expect(await told()).toBe(1);
    const [card] = await listSavedCards(workspace.customerId);
    await expect(payWithCard(workspace.owner, { ...bought, cardId: card!.id })).rejects.toMatchObject({
      code: 'payment_provider_failed',
    });
    expect(await told()).toBe(2);
    await switchOn(shop, workspace);
    await evaluate(workspace.id, 'sweep');
    expect(await ruleOf(shop, workspace)).toMatchObject({ state: 'paused', state_reason: 'refused' });
    expect(await told()).toBe(3);
    await setPrice(2_500);
    const charge = {
      ...{ workspaceId: workspace.id, mode: 'live' as const, actor: { kind: 'api_key' as const, id: newId() } },
      ...{ creditMicro: 1_000_000n, amountMinor: 30n, currency: 'usd', description: null },
    };
    await expect(chargeDefaultCard(charge)).rejects.toMatchObject({ code: 'invalid_request' });
    expect(await told()).toBe(4);
  });
});
