import { describe, expect, it } from 'vitest';
import type { Actor } from '../auth/actor';
import { newId } from '../ids';
import { listOffers } from './packs';
import { cancelPurchase, startPurchase } from './purchase';
import { getPurchase, listPurchases } from './purchases';
import { sweepPurchases } from './sweep';
import { PACK, type TestWorkspace, useInstallation } from './testing/installation';

const shop = useInstallation();
const pack = () => ({ packId: shop.packId });
const start = (workspace: TestWorkspace, purchaseId = newId()) =>
  startPurchase(workspace.owner, { workspaceId: workspace.id, item: pack(), purchaseId });

const sessionsOf = async (purchaseId: string) => {
  const { stripe_customer_id: customer } = await shop.purchase(purchaseId);
  if (!customer) return [];
  const { data } = await shop.box.stripe.checkout.sessions.list({ customer, limit: 100 });
  return data.filter((session) => session.client_reference_id === purchaseId);
};
const CREATE_SESSION = 'POST /v1/checkout/sessions';
const fault = (kind: string, on = CREATE_SESSION, times = 1) => shop.box.control('faults', { kind, on, times });

describe('a purchase begins', () => {
  it('with figures of ours, and tells Stripe nothing but its id and what to charge', async () => {
    const workspace = await shop.newWorkspace();
    const { purchaseId, checkoutUrl } = await start(workspace);
    const row = await shop.purchase(purchaseId);
    expect(row).toMatchObject({
      status: 'pending',
      credit_micro: PACK.creditMicro,
      price_minor: 2_500n,
      actor_kind: 'user',
    });
    expect(checkoutUrl).toBe(row.checkout_url);
    const [session] = await sessionsOf(purchaseId);
    expect(session).toMatchObject({ amount_total: 2_500, metadata: { coffer_purchase_id: purchaseId } });
    expect(Object.keys(session!.metadata!)).toEqual(['coffer_purchase_id']);
    expect(session!.success_url).toContain(`/w/${workspace.slug}/top-up/return?purchase=${purchaseId}`);
  });

  it('for an amount of their own at the operator’s unit price', async () => {
    const workspace = await shop.newWorkspace();
    const { purchaseId } = await startPurchase(workspace.owner, {
      workspaceId: workspace.id,
      item: { priceMinor: 3_000n, currency: 'usd' },
    });
    expect(await shop.purchase(purchaseId)).toMatchObject({
      credit_micro: 1_000_000_000n,
      price_minor: 3_000n,
      pack_id: null,
    });
  });

  it('once for one form, however often it is sent', async () => {
    const workspace = await shop.newWorkspace();
    const purchaseId = newId();
    const started = await Promise.all(Array.from({ length: 5 }, () => start(workspace, purchaseId)));
    expect(new Set(started.map(({ checkoutUrl }) => checkoutUrl)).size).toBe(1);
    expect(await sessionsOf(purchaseId)).toHaveLength(1);
  });

  it('with one customer per workspace', async () => {
    const workspace = await shop.newWorkspace();
    const started = await Promise.all([start(workspace), start(workspace), start(workspace)]);
    const rows = await Promise.all(started.map(({ purchaseId }) => shop.purchase(purchaseId)));
    expect(new Set(rows.map((row) => row.stripe_customer_id)).size).toBe(1);
  });
});

describe('a lost answer', () => {
  it.each(['timeout_before', 'timeout_after', 'truncated_body', 'error_429'])(
    'to the session’s creation leaves one session, found by sending the form again: %s',
    async (kind) => {
      const workspace = await shop.newWorkspace();
      const purchaseId = newId();
      await fault(kind, CREATE_SESSION, 3);
      await start(workspace, purchaseId).catch(() => undefined);
      expect((await shop.purchase(purchaseId)).status).toBe('pending');
      await shop.box.control('calm', {});
      const { checkoutUrl } = await start(workspace, purchaseId);
      const sessions = await sessionsOf(purchaseId);
      expect(sessions.map(({ url }) => url)).toEqual([checkoutUrl]);
    },
  );

  it('is mended by the sweep, also when the session was paid', async () => {
    const workspace = await shop.newWorkspace();
    const purchaseId = newId();
    await fault('timeout_after', CREATE_SESSION, 9);
    await expect(start(workspace, purchaseId)).rejects.toMatchObject({ code: 'payment_provider_failed' });
    expect(await shop.purchase(purchaseId)).toMatchObject({ status: 'pending', checkout_session_id: null });
    await shop.box.control('calm', {});
    const [session] = await sessionsOf(purchaseId);
    await shop.box.control('webhooks', { drop: 1 });
    await shop.box.press(session!.id, 'pay');
    await shop.makeDue();
    await sweepPurchases();
    expect(await shop.purchase(purchaseId)).toMatchObject({ status: 'paid', checkout_session_id: session!.id });
    expect(await shop.credited(purchaseId)).toEqual([PACK.creditMicro, PACK.bonusMicro]);
  });

  it('that never had an effect ends as expired', async () => {
    const workspace = await shop.newWorkspace();
    const purchaseId = newId();
    await fault('timeout_before', CREATE_SESSION, 9);
    await expect(start(workspace, purchaseId)).rejects.toMatchObject({ code: 'payment_provider_failed' });
    await shop.database.pool.query(`UPDATE purchases SET created_at = now() - interval '1 hour' WHERE id = $1`, [
      purchaseId,
    ]);
    await shop.makeDue();
    await sweepPurchases();
    expect((await shop.purchase(purchaseId)).status).toBe('expired');
    expect(await sessionsOf(purchaseId)).toEqual([]);
  });
});

it('makes another customer when Stripe no longer knows the old one', async () => {
  const workspace = await shop.newWorkspace();
  const first = await start(workspace);
  const { stripe_customer_id: gone } = await shop.purchase(first.purchaseId);
  await shop.box.stripe.customers.del(gone!);
  const { purchaseId } = await start(workspace);
  const { stripe_customer_id: successor } = await shop.purchase(purchaseId);
  expect(successor).not.toBe(gone);
  expect(await sessionsOf(purchaseId)).toHaveLength(1);
});

describe('a purchase is refused', () => {
  const failing = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code });
  const count = async () => {
    const { rows } = await shop.database.pool.query<{ n: bigint }>('SELECT count(*) AS n FROM purchases');
    return rows[0]!.n;
  };

  it.each([
    ['an unknown pack', { packId: newId() }],
    ['a pack id that is none', { packId: "x'; --" }],
    ['an amount below the minimum', { priceMinor: 499n, currency: 'usd' }],
    ['an amount above the maximum', { priceMinor: 500_001n, currency: 'usd' }],
    ['a currency in which none is sold', { priceMinor: 1_000n, currency: 'chf' }],
  ])('for %s, and nothing is written', async (_name, item) => {
    const workspace = await shop.newWorkspace();
    const before = await count();
    await failing(startPurchase(workspace.owner, { workspaceId: workspace.id, item }), 'validation_failed');
    expect(await count()).toBe(before);
  });

  it('to those who may not pay, and to strangers as if the workspace were not there', async () => {
    const workspace = await shop.newWorkspace();
    const other = await shop.newWorkspace();
    const viewer = {
      ...workspace.owner,
      memberships: [{ workspaceId: workspace.id, memberId: newId(), role: 'viewer' }],
    } as Actor;
    const input = { workspaceId: workspace.id, item: pack() };
    await failing(startPurchase(viewer, input), 'forbidden');
    await failing(startPurchase(other.owner, input), 'not_found');
    await failing(startPurchase({ kind: 'anonymous' }, input), 'unauthenticated');
  });

  it('for a closed workspace', async () => {
    const workspace = await shop.newWorkspace();
    await shop.database.pool.query(`UPDATE workspaces SET status = 'closed' WHERE id = $1`, [workspace.id]);
    await failing(start(workspace), 'conflict');
  });

  it('when its id belongs to something else', async () => {
    const [workspace, other] = [await shop.newWorkspace(), await shop.newWorkspace()];
    const { purchaseId } = await start(workspace);
    await failing(start(other, purchaseId), 'conflict');
    const item = { priceMinor: 3_000n, currency: 'usd' };
    await failing(startPurchase(workspace.owner, { workspaceId: workspace.id, item, purchaseId }), 'conflict');
  });

  it('when checkouts are opened and not paid again and again', async () => {
    const workspace = await shop.newWorkspace();
    await shop.database.pool.query(
      `INSERT INTO purchases (workspace_id, id, credit_micro, price_minor, currency, actor_kind)
       SELECT $1, gen_random_uuid(), 1, 1, 'usd', 'user' FROM generate_series(1, 30)`,
      [workspace.id],
    );
    await failing(start(workspace), 'rate_limited');
  });

  it('by Stripe itself: it ends as failed, and says so', async () => {
    const workspace = await shop.newWorkspace();
    await shop.database.pool.query(`UPDATE credit_prices SET min_minor = 1 WHERE currency = 'usd'`);
    const purchaseId = newId();
    const item = { priceMinor: 10n, currency: 'usd' };
    await failing(
      startPurchase(workspace.owner, { workspaceId: workspace.id, item, purchaseId }),
      'payment_provider_failed',
    );
    expect((await shop.purchase(purchaseId)).status).toBe('failed');
    await shop.database.pool.query(`UPDATE credit_prices SET min_minor = 500 WHERE currency = 'usd'`);
  });
});

describe('what screens read', () => {
  it('is only the workspace’s own', async () => {
    const [workspace, other] = [await shop.newWorkspace(), await shop.newWorkspace()];
    const { purchaseId } = await start(workspace);
    expect(await getPurchase(workspace.id, purchaseId)).toMatchObject({ packName: 'Starter', totalMinor: 2_500n });
    await expect(getPurchase(other.id, purchaseId)).rejects.toMatchObject({ code: 'not_found' });
    await expect(getPurchase(workspace.id, 'nonsense')).rejects.toMatchObject({ code: 'not_found' });
    const foreign = cancelPurchase(other.owner, { workspaceId: other.id, purchaseId });
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' });
  });

  it('pages both ways without gaps or repeats', async () => {
    const workspace = await shop.newWorkspace();
    const made: string[] = [];
    for (let n = 0; n < 5; n++) made.unshift((await start(workspace)).purchaseId);
    const ids = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id);
    const first = await listPurchases(workspace.id, { limit: 2 });
    const second = await listPurchases(workspace.id, { limit: 2, cursor: first.next });
    const third = await listPurchases(workspace.id, { limit: 2, cursor: second.next });
    expect([...ids(first), ...ids(second), ...ids(third)]).toEqual(made);
    expect([first.previous, third.next]).toEqual([null, null]);
    const back = await listPurchases(workspace.id, { limit: 2, cursor: third.previous });
    expect(ids(back)).toEqual(ids(second));
    expect(ids(await listPurchases(workspace.id, { limit: 2, cursor: back.previous }))).toEqual(ids(first));
  });

  it('offers packs in the workspace’s currency, and in another where nothing is sold in it', async () => {
    expect((await listOffers({ currency: 'usd' })).ownAmount).toMatchObject({ minMinor: 500n });
    const elsewhere = await listOffers({ currency: 'chf' });
    expect(elsewhere).toMatchObject({ currency: 'usd', currencies: ['usd'], isOpen: true });
    expect(elsewhere.packs.map(({ id }) => id)).toContain(shop.packId);
  });
});
