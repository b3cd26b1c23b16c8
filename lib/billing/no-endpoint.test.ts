import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getLedger } from '../ledger';
import { workInbox } from './inbox';
import { collectMissedEvents } from './sweep';
import { type TestWorkspace, useInstallation } from './testing/installation';

const shop = useInstallation();
const CREDIT = 1_000_000n;

const figures = async ({ id: workspaceId }: TestWorkspace) => {
  const { availableMicro, debtMicro } = await getLedger().balance({
    workspaceId,
    mode: 'live',
    owner: { kind: 'workspace' },
  });
  return { available: availableMicro / CREDIT, debt: debtMicro / CREDIT };
};
/** As an operator does in Stripe's dashboard. */
const refundAtStripe = (intentId: string, amount?: number) =>
  shop.box.stripe.refunds.create({ payment_intent: intentId, ...(amount && { amount }) });
const booked = async (purchaseId: string) => {
  const row = await shop.purchase(purchaseId);
  return [row.refunded_minor, row.refunded_credit_micro / CREDIT, row.refunded_bonus_micro / CREDIT];
};

describe('an account that has no webhook endpoint', () => {
  const target = () => shop.box.server.sandbox.webhooks;
  let before: ReturnType<typeof target>['target'] = null;
  beforeEach(() => {
    before = target().target;
    target().target = null;
  });
  afterEach(() => {
    target().target = before;
  });
  const fetchEvents = async (since = new Date(Date.now() - 3_600_000)) => {
    const found = await collectMissedEvents(since);
    await workInbox();
    return found;
  };

  it('has its events read: payments, refunds from the dashboard, those that fail later, and disputes', async () => {
    const workspace = await shop.newWorkspace();
    const { purchaseId, sessionId } = await shop.begin(workspace);
    await shop.box.press(sessionId, 'pay');
    expect(await fetchEvents()).toBeGreaterThan(0);
    expect(await figures(workspace)).toEqual({ available: 1_100n, debt: 0n });
    const { payment_intent_id: intentId } = await shop.purchase(purchaseId);
    const refund = await refundAtStripe(intentId!, 500);
    await fetchEvents();
    expect(await booked(purchaseId)).toEqual([500n, 200n, 20n]);
    await shop.box.control(`refunds/${refund.id}/set`, { status: 'failed' });
    await fetchEvents();
    expect(await booked(purchaseId)).toEqual([0n, 0n, 0n]);
    expect(await figures(workspace)).toEqual({ available: 1_100n, debt: 0n });
    await shop.box.control(`payments/${intentId}/dispute`, {});
    await fetchEvents();
    expect((await figures(workspace)).available).toBe(0n);
    expect(await fetchEvents()).toBe(0);
  });

  it('loses nothing that happened while we were down for weeks, more than a page of it', async () => {
    const workspace = await shop.newWorkspace();
    const { purchaseId, sessionId } = await shop.begin(workspace);
    await shop.box.press(sessionId, 'pay');
    await fetchEvents();
    const { payment_intent_id: intentId, stripe_customer_id: customer } = await shop.purchase(purchaseId);
    await refundAtStripe(intentId!);
    for (let n = 0; n < 120; n++) await shop.box.stripe.customers.update(customer!, { description: `${n}` });
    const weeks = 28 * 86_400;
    for (const event of shop.box.server.sandbox.data.events.values()) event.created -= weeks;
    await shop.database.pool.query(`UPDATE workspaces SET created_at = created_at - interval '40 days'`);
    expect(await fetchEvents(new Date(Date.now() - 30 * 86_400_000))).toBeGreaterThan(120);
    expect(await figures(workspace)).toEqual({ available: 0n, debt: 0n });
  });
});
