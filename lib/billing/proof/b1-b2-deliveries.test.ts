import { describe, expect, it } from 'vitest';
import { HANDLED_EVENTS } from '../events';
import { inParallel } from '../in-parallel';
import { workInbox } from '../inbox';
import { sweepPurchases } from '../sweep';
import { receiveWebhook } from '../webhook';
import { type Delivery, figure, PACK, random, SEED, type Shop, useShop, within } from './testing/shop';

const shop = useShop();
const PAYMENTS_WITH_LOSS = figure('DROPPED_PAYMENTS', 1_000);
const PAYMENTS_WITH_COPIES = figure('DOUBLED_PAYMENTS', 2_000);
const DELIVERIES = figure('DELIVERIES', 10_000);
const PER_WORKSPACE = 20;
const WIDTH = 16;

/** So many payments, paid at Stripe; nobody has told us yet. */
async function payments(count: number): Promise<string[]> {
  const begun: string[] = [];
  const workspaces = Array.from({ length: Math.ceil(count / PER_WORKSPACE) }, (_, index) => index);
  await inParallel(WIDTH, workspaces, async (index) => {
    const workspace = await shop.newWorkspace();
    for (let nth = 0; nth < Math.min(PER_WORKSPACE, count - index * PER_WORKSPACE); nth++) {
      const { purchaseId, sessionId } = await shop.begin(workspace);
      shop.pay(sessionId);
      begun.push(purchaseId);
    }
  });
  return begun;
}

/** How often each amount was credited for these purchases, and how many are paid. */
async function credited({ database }: Shop, purchaseIds: string[]) {
  const { rows } = await database.pool.query<{ paid: number; grants: number; right: number }>(
    `SELECT count(*) FILTER (WHERE p.status = 'paid')::int AS paid, coalesce(sum(g.n), 0)::int AS grants,
       count(*) FILTER (WHERE g.bought = $2 AND g.bonus = $3)::int AS right
     FROM purchases p LEFT JOIN LATERAL (
       SELECT count(*) AS n, sum(amount_micro) FILTER (WHERE source = 'purchase') AS bought,
         sum(amount_micro) FILTER (WHERE source = 'bonus') AS bonus
       FROM grants WHERE workspace_id = p.workspace_id AND purchase_id = p.id) g ON true
     WHERE p.id = ANY($1)`,
    [purchaseIds, PACK.creditMicro, PACK.bonusMicro],
  );
  return rows[0];
}

const deliver = async ({ body, signature }: Delivery) => {
  expect((await receiveWebhook(body, signature)).status).toBe(200);
};

describe('B1: with 30 % of the events dropped', () => {
  it(`none of ${PAYMENTS_WITH_LOSS} payments is missing after two sweeps`, { timeout: within(600_000) }, async () => {
    const next = random(SEED);
    const ids = await payments(PAYMENTS_WITH_LOSS);
    const arriving = shop.deliveries(HANDLED_EVENTS).filter(() => next() >= 0.3);
    await inParallel(WIDTH, arriving, deliver);
    await workInbox();
    for (const _interval of [1, 2]) {
      await shop.makeDue();
      await sweepPurchases();
    }
    const count = ids.length;
    expect(await credited(shop, ids), `seed ${SEED}`).toEqual({ paid: count, grants: 2 * count, right: count });
  });
});

describe('B2: with events sent again and again, at the same time', () => {
  it(`${DELIVERIES} deliveries of ${PAYMENTS_WITH_COPIES} payments credit each once`, {
    timeout: within(900_000),
  }, async () => {
    const next = random(SEED + 1);
    shop.sandbox.data.events.clear();
    const ids = await payments(PAYMENTS_WITH_COPIES);
    const all = shop.deliveries(HANDLED_EVENTS);
    const copies: Delivery[] = [...all];
    while (copies.length < DELIVERIES) copies.push(all[Math.floor(next() * all.length)] as Delivery);
    // The copies of an event lie next to each other, so that they are on their way together.
    copies.sort((a, b) => (a.event.id < b.event.id ? -1 : 1));
    let working = true;
    const worker = (async () => {
      while (working) await workInbox();
    })();
    await inParallel(WIDTH, copies, deliver);
    working = false;
    await worker;
    await workInbox();
    const count = ids.length;
    expect(copies.length).toBeGreaterThanOrEqual(DELIVERIES);
    expect(await credited(shop, ids), `seed ${SEED}`).toEqual({ paid: count, grants: 2 * count, right: count });
  });
});
