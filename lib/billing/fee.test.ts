import { describe, expect, it } from 'vitest';
import { newId } from '../ids';
import { getLedger } from '../ledger';
import { readSetUp } from '../portal/automatic-set-up';
import { readReceipt } from '../portal/receipts';
import { readTopUp } from '../portal/top-up';
import { loadWorkspace } from '../portal/workspace';
import { workspaceWithCard } from './auto-top-up/testing/rules';
import { feeOf } from './fee';
import { startPurchase } from './purchase';
import { readRefundable, refundPurchase } from './refund-purchase';
import { useInstallation } from './testing/installation';
import type { PurchaseItem } from './types';

process.env.PURCHASE_FEE_PERCENT = '2.5';
const shop = useInstallation();
const CREDIT = 1_000_000n;

describe('a processing fee', () => {
  it.each([
    [2_500n, 63n], // 62.5
    [1n, 1n],
    [4_000n, 100n],
  ])('of 2.5 % on %s is %s: rounded up to a minor unit', (price, fee) => {
    expect(feeOf(price, 2_500n, 'usd')).toBe(fee);
  });

  it.each([
    ['kwd', 5_120n, 130n], // 128
    ['isk', 50_000n, 1_300n], // 1,250
    ['jpy', 500n, 13n], // 12.5
  ])('in %s, on %s, is %s: rounded up to what Stripe can charge', (currency, price, fee) => {
    expect(feeOf(price, 2_500n, currency)).toBe(fee);
  });

  it.each([
    ['a pack', () => ({ packId: shop.packId }), { price: '$25.00', fee: '$0.63', total: '$25.63' }],
    [
      'an own amount',
      () => ({ priceMinor: 2_500n, currency: 'usd' }),
      { price: '$25.00', fee: '$0.63', total: '$25.63' },
    ],
  ] as [string, () => PurchaseItem, { price: string; fee: string; total: string }][])(
    'on %s is shown on the form, a line of its own at Stripe, charged to the unit, and on the receipt',
    async (_name, itemOf, shown) => {
      const { id: workspaceId, slug, owner } = await shop.newWorkspace();
      const workspace = await loadWorkspace(owner, slug);
      const form = await readTopUp(owner, workspace);
      expect(form.feePercent).toBe('2.5');
      expect(form.ownAmount?.feeRate).toBe('2500');
      expect(form.packs.find(({ id }) => id === shop.packId)).toMatchObject(shown);

      const item = itemOf();
      const { purchaseId } = await startPurchase(owner, { workspaceId, item, purchaseId: form.purchaseId });
      const row = await shop.purchase(purchaseId);
      expect(row).toMatchObject({ price_minor: 2_500n, fee_minor: 63n });
      const session = await shop.box.stripe.checkout.sessions.retrieve(row.checkout_session_id ?? '', {
        expand: ['line_items'],
      });
      expect(session.amount_total).toBe(2_563);
      expect(session.line_items?.data.map((line) => line.amount_total)).toEqual([2_500, 63]);

      await shop.box.press(session.id, 'pay');
      await shop.settle();
      const { payment_intent_id: intentId, status } = await shop.purchase(purchaseId);
      expect(status).toBe('paid');
      expect(await shop.box.stripe.paymentIntents.retrieve(intentId ?? '')).toMatchObject({ amount_received: 2_563 });
      expect(await readReceipt(owner, workspace, purchaseId)).toMatchObject(shown);
    },
  );

  it('in a currency with three decimals is charged, refunded and proposed in steps that Stripe takes', async () => {
    await shop.database.pool.query(
      `INSERT INTO credit_prices (currency, unit_cost_nano, min_minor, max_minor) VALUES ('kwd', 1000000000, 1000, 90000)`,
    );
    const { id: workspaceId, owner } = await shop.newWorkspace();
    const { purchaseId } = await startPurchase(owner, { workspaceId, item: { priceMinor: 5_120n, currency: 'kwd' } });
    const row = await shop.purchase(purchaseId);
    expect(row).toMatchObject({ price_minor: 5_120n, fee_minor: 130n });
    await shop.box.press(row.checkout_session_id ?? '', 'pay');
    await shop.settle();
    expect((await shop.purchase(purchaseId)).status).toBe('paid');
    const scope = { workspaceId, mode: 'live' as const, actor: { kind: 'job' as const, id: null } };
    await getLedger().consume({ ...scope, owner: { kind: 'workspace' }, amountMicro: 3n * CREDIT });
    const operator = { kind: 'operator' as const, userId: null };
    const most = await readRefundable(operator, { workspaceId, purchaseId });
    expect(most).toMatchObject({ creditMicro: 5_117n * CREDIT, amountMinor: 5_110n }); // 5.117 dinars are unspent
    const refund = { workspaceId, purchaseId, reason: 'Asked', formId: newId() };
    await expect(refundPurchase(operator, { ...refund, amountMinor: 5_105n })).rejects.toMatchObject({
      code: 'validation_failed',
    });
    await refundPurchase(operator, { ...refund, amountMinor: 5_110n });
    expect((await shop.purchase(purchaseId)).refunded_minor).toBe(5_110n);
    await shop.database.pool.query(`DELETE FROM credit_prices WHERE currency = 'kwd'`);
  });

  it('stands in what automatic top-up proposes, simulates and is agreed to', async () => {
    const made = await workspaceWithCard(shop, { credits: 2_000n });
    const now = new Date();
    const spend = { workspaceId: made.id, mode: 'live' as const, actor: { kind: 'job' as const, id: null } };
    await getLedger().consume({ ...spend, owner: { kind: 'workspace' }, amountMicro: 1_950n * CREDIT });
    const workspace = await loadWorkspace(made.owner, made.slug);
    const { form, packs } = await readSetUp(made.owner, workspace, { params: {}, now });
    expect(packs.map(({ text }) => text)).toEqual(['1,100 credits for $25.63']);
    expect(form).toMatchObject({ attempt: '25.63', day: '51.26', month: '256.30' });
    const { errors, review } = await readSetUp(made.owner, workspace, { params: { ...form }, now: new Date() });
    expect(errors).toEqual({});
    expect(review?.consentText).toContain('$25.63, $0.63 of it a processing fee, for 1,100 credits');
    expect(review?.result).toMatch(/bought 2 times, for \$51\.26, \$1\.26 of it processing fees\.$/);
    const german = await loadWorkspace(made.owner, made.slug, 'de');
    const sent = await readSetUp(made.owner, german, { params: { ...form }, now: new Date() });
    expect(sent.review?.consentText).toMatch(/25,63.\$, davon 0,63.\$ Bearbeitungsgebühr, für 1\.100 Credits/);
  });
});
