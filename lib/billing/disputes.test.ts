import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import type { PoolClient } from '../db/pool';
import { newId } from '../ids';
import { getLedger } from '../ledger';
import { listCreditsBack } from './credits-back';
import { effectOf } from './dispute-effect';
import { listDisputes, syncDispute } from './disputes';
import { syncRefund } from './events/sync-refund';
import { workInbox } from './inbox';
import { syncRefunds } from './refunds';
import { sweepPurchases } from './sweep';
import { type TestWorkspace, useInstallation } from './testing/installation';
import { storeEvent } from './webhook';

const shop = useInstallation();
const CREDIT = 1_000_000n;
const owner = { kind: 'workspace' as const };
const scope = (workspace: TestWorkspace) => ({
  workspaceId: workspace.id,
  mode: 'live' as const,
  actor: { kind: 'job' as const, id: null },
});

/** 1,000 bought credits and a bonus of 100, of which `spent` are gone. */
async function buy(spent = 0n) {
  const workspace = await shop.newWorkspace();
  const { purchaseId, sessionId } = await shop.begin(workspace);
  await shop.box.press(sessionId, 'pay');
  await shop.settle();
  if (spent > 0n) await getLedger().consume({ ...scope(workspace), owner, amountMicro: spent * CREDIT });
  const { payment_intent_id: intentId } = await shop.purchase(purchaseId);
  return { workspace, purchaseId, intentId: intentId! };
}
const dispute = async (intentId: string, options: object = {}) =>
  ((await shop.box.control(`payments/${intentId}/dispute`, options)) as { id: string }).id;
const decide = (id: string, status: string, options: object = {}) =>
  shop.box.control(`disputes/${id}/set`, { status, ...options });
const figures = async (workspace: TestWorkspace) => {
  const { availableMicro, debtMicro } = await getLedger().balance({ ...scope(workspace), owner });
  return { available: availableMicro / CREDIT, debt: debtMicro / CREDIT };
};
const statusOf = async (workspace: TestWorkspace) => {
  const { rows } = await shop.database.pool.query('SELECT status FROM workspaces WHERE id = $1', [workspace.id]);
  return rows[0].status as string;
};
/** Resolves when a session waits for what this one has locked. */
async function waitsForLock(client: PoolClient): Promise<void> {
  for (;;) {
    const { rows } = await client.query(
      'SELECT 1 FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid)) LIMIT 1',
    );
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
const effect = async (workspace: TestWorkspace) => (await listDisputes(workspace.id)).map((row) => row.effect);

describe('a dispute', () => {
  it('freezes what is left when it is opened, and flags the workspace', async () => {
    const { workspace, intentId } = await buy(300n);
    await dispute(intentId);
    await shop.settle();
    expect(await figures(workspace)).toEqual({ available: 0n, debt: 0n });
    expect(await statusOf(workspace)).toBe('flagged');
    expect(await effect(workspace)).toEqual(['frozen']);
    const spend = getLedger().consume({ ...scope(workspace), owner, amountMicro: 1n });
    await expect(spend).rejects.toMatchObject({ code: 'insufficient_credits' });
  });

  it.each(['won', 'warning_closed', 'prevented'])(
    'that ends as %s gives back exactly what it froze',
    async (status) => {
      const { workspace, intentId } = await buy(300n);
      const id = await dispute(intentId);
      await shop.settle();
      await decide(id, status);
      await shop.settle();
      expect(await figures(workspace)).toEqual({ available: 800n, debt: 0n });
      expect(await statusOf(workspace)).toBe('active');
    },
  );

  it('that is won repays what another purchase made the workspace owe', async () => {
    const { workspace, intentId } = await buy();
    const id = await dispute(intentId);
    await shop.settle();
    const { purchaseId, sessionId } = await shop.begin(workspace);
    await shop.box.press(sessionId, 'pay');
    await shop.settle();
    await getLedger().consume({ ...scope(workspace), owner, amountMicro: 1_100n * CREDIT });
    const { payment_intent_id: other } = await shop.purchase(purchaseId);
    await shop.box.stripe.refunds.create({ payment_intent: other ?? '', amount: 1_250 });
    await shop.settle();
    expect(await figures(workspace)).toEqual({ available: -500n, debt: 500n });
    await decide(id, 'won');
    await shop.settle();
    expect(await figures(workspace)).toEqual({ available: 600n, debt: 0n });
  });

  it('that is told before a refund of earlier ends as if it had been told after it', async () => {
    const { workspace, purchaseId, intentId } = await buy();
    await shop.box.control('webhooks', { drop: 1 });
    await shop.box.stripe.refunds.create({ payment_intent: intentId, amount: 1_000 });
    const id = await dispute(intentId);
    await shop.settle();
    const { data } = await shop.box.stripe.disputes.list({ payment_intent: intentId });
    await syncDispute(data[0]?.id ?? '', purchaseId);
    expect(await figures(workspace)).toEqual({ available: 0n, debt: 0n });
    await syncRefunds(purchaseId);
    expect(await figures(workspace)).toEqual({ available: 0n, debt: 0n });
    expect(await shop.purchase(purchaseId)).toMatchObject({
      refunded_credit_micro: 400n * CREDIT,
      refunded_bonus_micro: 40n * CREDIT,
    });
    const frozen = (await listCreditsBack(workspace.id, [purchaseId])).filter(({ kind }) => kind === 'frozen');
    expect(frozen.reduce((sum, { amountMicro }) => sum + amountMicro, 0n)).toBe(660n * CREDIT);
    await decide(id, 'won');
    await syncDispute(id, purchaseId);
    expect(await figures(workspace)).toEqual({ available: 660n, debt: 0n });
  });

  it('that is won on appeal, with a refund after it that is told first, leaves nothing behind', async () => {
    const { workspace, purchaseId, intentId } = await buy();
    const id = await dispute(intentId);
    await decide(id, 'lost');
    await shop.settle();
    expect(await figures(workspace)).toEqual({ available: 0n, debt: 0n });
    await shop.box.control('webhooks', { drop: 1 });
    await decide(id, 'appeal_needs_response');
    await decide(id, 'won');
    const refund = await shop.box.stripe.refunds.create({ payment_intent: intentId });
    await syncRefund({ id: 'evt_refund', objectId: refund.id });
    await syncDispute(id, purchaseId);
    expect(await figures(workspace)).toEqual({ available: 0n, debt: 0n });
    expect(await shop.purchase(purchaseId)).toMatchObject({
      refunded_credit_micro: 1_000n * CREDIT,
      refunded_bonus_micro: 100n * CREDIT,
    });
  });

  it('that is lost takes what was frozen, and what was spent is owed', async () => {
    const { workspace, intentId } = await buy(300n); // the bonus and 200 bought ones
    const id = await dispute(intentId);
    await shop.settle();
    await decide(id, 'lost');
    await shop.settle();
    expect(await figures(workspace)).toEqual({ available: -200n, debt: 200n });
    expect(await effect(workspace)).toEqual(['taken']);
    expect(await statusOf(workspace)).toBe('active');
  });

  it('that is lost without a word before takes the same', async () => {
    const { workspace, intentId } = await buy(300n);
    await shop.box.control('webhooks', { drop: 1 });
    const id = await dispute(intentId);
    await shop.box.control('calm', {});
    await decide(id, 'lost');
    await shop.settle();
    expect(await figures(workspace)).toEqual({ available: -200n, debt: 200n });
  });

  it('about a part takes that part, and gives back the rest of the freeze', async () => {
    const { workspace, intentId } = await buy();
    const id = await dispute(intentId, { amount: 500 });
    await shop.settle();
    expect(await figures(workspace)).toEqual({ available: 0n, debt: 0n });
    await decide(id, 'lost');
    await shop.settle();
    expect(await figures(workspace)).toEqual({ available: 880n, debt: 0n });
  });

  it('that is prevented with the money gone counts as lost', async () => {
    const { workspace, intentId } = await buy();
    const id = await dispute(intentId);
    await decide(id, 'prevented', { moneyGone: true });
    await shop.settle();
    expect(await figures(workspace)).toEqual({ available: 0n, debt: 0n });
    expect(await effect(workspace)).toEqual(['taken']);
  });

  it('that is appealed stays lost until it is won after all', async () => {
    const { workspace, intentId } = await buy(300n);
    const id = await dispute(intentId);
    for (const status of ['lost', 'appeal_needs_response', 'appeal_under_review']) {
      await decide(id, status);
      await shop.settle();
      expect(await figures(workspace)).toEqual({ available: -200n, debt: 200n });
    }
    await decide(id, 'won');
    await shop.settle();
    expect(await figures(workspace)).toEqual({ available: 800n, debt: 0n });
  });

  it('freezes also what a hold on its credits lets go later, until it is decided', async () => {
    const { workspace, intentId } = await buy();
    const ledger = getLedger();
    const { result } = await ledger.placeHold({ ...scope(workspace), owner, amountMicro: 300n * CREDIT });
    const id = await dispute(intentId);
    await shop.settle();
    await ledger.releaseHold({ ...scope(workspace), holdId: result.hold.id });
    await sweepPurchases();
    expect(await figures(workspace)).toEqual({ available: 0n, debt: 0n });
    await decide(id, 'won');
    await shop.settle();
    expect(await figures(workspace)).toEqual({ available: 1_100n, debt: 0n });
  });

  it('that is won leaves the flag to another one that is opened at the same moment', async () => {
    const { workspace, purchaseId, intentId } = await buy();
    const id = await dispute(intentId);
    await shop.settle();
    await decide(id, 'won');
    const { purchaseId: otherId } = await shop.begin(workspace);
    const client = await shop.database.pool.connect();
    try {
      // Another payment's dispute, in a transaction that has flagged the workspace and is not committed yet.
      await client.query('BEGIN');
      await client.query(`UPDATE workspaces SET status = 'flagged' WHERE id = $1`, [workspace.id]);
      await client.query(
        `INSERT INTO disputes (workspace_id, id, stripe_id, purchase_id, amount_minor, status, reason, effect, created_at)
         VALUES ($1, $2, 'dp_other', $3, 100, 'needs_response', 'fraudulent', 'frozen', now())`,
        [workspace.id, newId(), otherId],
      );
      const won = syncDispute(id, purchaseId);
      await waitsForLock(client);
      await client.query('COMMIT');
      await won;
    } finally {
      client.release();
    }
    expect(await statusOf(workspace)).toBe('flagged');
    await shop.database.pool.query(`DELETE FROM disputes WHERE stripe_id = 'dp_other'`);
  });

  it('that is only an inquiry is noted', async () => {
    const { workspace, intentId } = await buy();
    const id = await dispute(intentId, { inquiry: true });
    await shop.settle();
    await decide(id, 'warning_under_review');
    await shop.settle();
    expect(await figures(workspace)).toEqual({ available: 1_100n, debt: 0n });
    expect(await listDisputes(workspace.id)).toMatchObject([{ status: 'warning_under_review', effect: 'none' }]);
    expect(await statusOf(workspace)).toBe('active');
  });

  it('is booked once, however often and in parallel it is told', async () => {
    const { workspace, purchaseId, intentId } = await buy(300n);
    await shop.box.control('webhooks', { copies: 5, reorder: true, delayMs: 20 });
    const id = await dispute(intentId);
    await decide(id, 'under_review');
    await decide(id, 'lost');
    await Promise.all([shop.settle(), ...Array.from({ length: 4 }, () => syncDispute(id, purchaseId))]);
    await shop.settle();
    expect(await figures(workspace)).toEqual({ available: -200n, debt: 200n });
  });

  it('ends in one state whatever order its events come in', async () => {
    const TYPES = [
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
    ];
    for (let turn = 0; turn < TYPES.length; turn++) {
      const { workspace, intentId } = await buy(300n);
      await shop.box.control('webhooks', { drop: 1 });
      const id = await dispute(intentId);
      await decide(id, 'won');
      const { data } = await shop.box.stripe.events.list({ limit: 100 });
      const events = data.filter((event) => (event.data.object as { id: string }).id === id);
      const ordered = [...TYPES.slice(turn), ...TYPES.slice(0, turn)];
      for (const type of ordered) {
        await storeEvent(events.find((event) => event.type === type) as Stripe.Event);
        await workInbox();
      }
      expect(await figures(workspace)).toEqual({ available: 800n, debt: 0n });
      await shop.box.control('calm', {});
    }
  });
});

it('leaves a status that it does not know to a person', () => {
  const unknown = { status: 'escalated', balance_transactions: [] } as unknown as Stripe.Dispute;
  expect(effectOf(unknown)).toBeNull();
});
