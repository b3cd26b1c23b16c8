import { beforeEach, describe, expect, it } from 'vitest';
import { type Actor, ANONYMOUS } from '../auth/actor';
import { newId } from '../ids';
import { readTopUp } from '../portal/top-up';
import { loadWorkspace } from '../portal/workspace';
import {
  getManagedPack,
  listManagedPacks,
  movePack,
  type PackInput,
  removeCreditPrice,
  savePack,
  setCreditPrice,
} from './edit-packs';
import { findPack, listOffers } from './packs';
import { startPurchase } from './purchase';
import { useInstallation } from './testing/installation';

const shop = useInstallation();
const CREDIT = 1_000_000n;
const operator: Actor = {
  kind: 'user',
  userId: newId(),
  email: 'operator@coffer.test',
  isOperator: true,
  memberships: [],
  sessionId: newId(),
};
const pack = (change: Partial<PackInput> = {}): PackInput => ({
  name: 'Team',
  creditMicro: 5_000n * CREDIT,
  bonusMicro: 250n * CREDIT,
  validDays: 365,
  bonusValidDays: 30,
  isFeatured: false,
  isActive: true,
  prices: [
    { currency: 'usd', priceMinor: 5_000n },
    { currency: 'chf', priceMinor: 4_700n },
  ],
  ...change,
});
const save = async (change: Partial<PackInput> = {}, id = newId()) => {
  await savePack(operator, { id, ...pack(change) });
  return id;
};
const auditOf = async (targetId: string) => {
  const { rows } = await shop.database.pool.query<{ action: string; reason: string | null; after: PackInput }>(
    'SELECT action, reason, after FROM audit_log WHERE target_id = $1 ORDER BY created_at, id',
    [targetId],
  );
  return rows;
};

beforeEach(async () => {
  await shop.database.pool.query('UPDATE packs SET is_active = false WHERE id <> $1', [shop.packId]);
});

describe('a pack', () => {
  it('is kept with all its prices, the first one first, and written down with its reason', async () => {
    const id = newId();
    await savePack(operator, { id, ...pack(), reason: 'New price list' });
    expect(await getManagedPack(operator, id)).toMatchObject(pack());
    const changed = pack({ name: ' Team 2 ', prices: [{ currency: 'eur', priceMinor: 4_900n }] });
    await savePack(operator, { id, ...changed });
    expect(await getManagedPack(operator, id)).toMatchObject({ ...changed, name: 'Team 2' });
    const written = await auditOf(id);
    expect(written.map(({ action, reason }) => [action, reason])).toEqual([
      ['pack.create', 'New price list'],
      ['pack.update', null],
    ]);
    expect(written[0]?.after.prices).toEqual([
      { currency: 'usd', priceMinor: '5000' },
      { currency: 'chf', priceMinor: '4700' },
    ]);
  });

  it.each([
    ['no name', { name: '  ' }],
    ['no credits', { creditMicro: 0n }],
    ['a negative bonus', { bonusMicro: -1n }],
    ['half a day', { validDays: 0.5 }],
    ['no price', { prices: [] }],
    ['one currency twice', { prices: [1n, 2n].map((priceMinor) => ({ currency: 'usd', priceMinor })) }],
    ['a price of nothing', { prices: [{ currency: 'usd', priceMinor: 0n }] }],
    ['a price finer than Stripe charges', { prices: [{ currency: 'kwd', priceMinor: 5_124n }] }],
    ['what is no currency', { prices: [{ currency: 'dollars', priceMinor: 1n }] }],
  ])('is refused with %s, and nothing is kept', async (_name, change) => {
    const id = newId();
    await expect(save(change, id)).rejects.toMatchObject({ code: 'validation_failed' });
    await expect(getManagedPack(operator, id)).rejects.toMatchObject({ code: 'not_found' });
    expect(await auditOf(id)).toEqual([]);
  });

  it('is marked alone in its currency', async () => {
    const [first, second] = [await save({ isFeatured: true }), await save({ isFeatured: true })];
    expect((await getManagedPack(operator, first)).isFeatured).toBe(false);
    expect((await getManagedPack(operator, second)).isFeatured).toBe(true);
  });

  it('moves by one place, and at an end stays', async () => {
    const order = async () => (await listManagedPacks(operator)).map(({ id }) => id);
    const id = await save();
    const before = await order();
    expect(before.at(-1)).toBe(id);
    await movePack(operator, { packId: id, direction: 'down' });
    expect(await order()).toEqual(before);
    await movePack(operator, { packId: id, direction: 'up' });
    expect((await order()).indexOf(id)).toBe(before.length - 2);
    await expect(movePack(operator, { packId: newId(), direction: 'up' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is edited by operators only', async () => {
    const { owner } = await shop.newWorkspace();
    for (const actor of [owner, ANONYMOUS]) {
      await expect(savePack(actor, { id: newId(), ...pack() })).rejects.toMatchObject({
        code: actor === owner ? 'forbidden' : 'unauthenticated',
      });
    }
  });
});

describe('a price in a second currency', () => {
  it('is offered in it, chosen on the top-up page, and charged to the unit', async () => {
    const id = await save();
    const { id: workspaceId, slug, owner } = await shop.newWorkspace();
    const workspace = await loadWorkspace(owner, slug);
    const usual = await readTopUp(owner, workspace);
    expect([usual.currency, usual.currencies]).toEqual(['USD', ['CHF', 'USD']]);
    expect(usual.packs.find((choice) => choice.id === id)?.total).toBe('$50.00');
    const chosen = await readTopUp(owner, workspace, { currency: 'chf' });
    expect(chosen.packs.map((choice) => [choice.id, choice.total.replace(/\s/g, ' ')])).toEqual([[id, 'CHF 47.00']]);
    expect(chosen.ownAmount).toBeNull(); // no price of own amounts in francs

    const { purchaseId } = await startPurchase(owner, { workspaceId, item: { packId: id, currency: 'chf' } });
    const row = await shop.purchase(purchaseId);
    expect(row).toMatchObject({ currency: 'chf', price_minor: 4_700n, credit_micro: 5_000n * CREDIT });
    const session = await shop.box.stripe.checkout.sessions.retrieve(row.checkout_session_id ?? '');
    expect(session).toMatchObject({ currency: 'chf', amount_total: 4_700 });
    await shop.box.press(session.id, 'pay');
    await shop.settle();
    expect(await shop.credited(purchaseId)).toEqual([5_000n * CREDIT, 250n * CREDIT]);
    const back = await readTopUp(owner, workspace, { canceledId: purchaseId });
    expect(back.currency).toBe('CHF');
  });

  it('in which nothing is sold falls back to one in which something is', async () => {
    await save();
    const { slug, owner } = await shop.newWorkspace();
    const screen = await readTopUp(owner, await loadWorkspace(owner, slug), { currency: 'jpy' });
    expect(screen.currency).toBe('USD');
  });

  it('leaves with its line, and with the pack', async () => {
    const id = await save();
    expect(await findPack(id, 'chf')).toMatchObject({ priceMinor: 4_700n });
    await save({ prices: [{ currency: 'usd', priceMinor: 5_000n }] }, id);
    expect(await findPack(id, 'chf')).toBeNull();
    expect((await listOffers({ currency: 'chf' })).currencies).toEqual(['usd']);
    await save({ isActive: false }, id);
    expect(await findPack(id)).toBeNull();
  });

  it('of own amounts is set, changed and ended, with its limits', async () => {
    const price = { currency: 'chf', unitCostNano: 2_000_000_000n, minMinor: 500n, maxMinor: 10_000n, validDays: null };
    await setCreditPrice(operator, price);
    expect((await listOffers({ currency: 'chf' })).ownAmount).toEqual(price);
    await expect(setCreditPrice(operator, { ...price, maxMinor: 499n })).rejects.toMatchObject({
      code: 'validation_failed',
    });
    await expect(setCreditPrice(operator, { ...price, unitCostNano: 1n, maxMinor: 99_999_999n })).rejects.toMatchObject(
      {
        fields: [{ path: ['unitCost'] }],
      },
    );
    await setCreditPrice(operator, { ...price, unitCostNano: 4_000_000_000n });
    expect((await listOffers({ currency: 'chf' })).ownAmount?.unitCostNano).toBe(4_000_000_000n);
    await removeCreditPrice(operator, { currency: 'chf', reason: 'No francs any more' });
    expect((await listOffers({ currency: 'chf' })).currencies).toEqual(['usd']);
    await expect(removeCreditPrice(operator, { currency: 'chf' })).rejects.toMatchObject({ code: 'not_found' });
    expect((await auditOf('chf')).map(({ action }) => action)).toEqual([
      'credit_price.save',
      'credit_price.save',
      'credit_price.remove',
    ]);
  });
});
