import { describe, expect, it } from 'vitest';
import { newId } from '../ids';
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
});
