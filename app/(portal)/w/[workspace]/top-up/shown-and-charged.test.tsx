import { text as readAll } from 'node:stream/consumers';
import { prerenderToNodeStream } from 'react-dom/static';
import type Stripe from 'stripe';
import { describe, expect, it, vi } from 'vitest';
import type { UserActor } from '@/lib/auth/actor';
import { refundPurchase } from '@/lib/billing';
import { type TestWorkspace, useInstallation } from '@/lib/billing/testing/installation';
import { newId } from '@/lib/ids';
import { makeReceiptPdf } from '@/lib/portal/receipt-pdf';
import { readReceipt } from '@/lib/portal/receipts';
import { textOf } from '@/lib/portal/testing/pdf-text';
import { loadWorkspace } from '@/lib/portal/workspace';
import { startTopUp } from './actions';
import TopUpPage from './page';

process.env.STRIPE_TAX = 'true';
process.env.PURCHASE_FEE_PERCENT = '2.5';

/** Who presses the button. Everything behind the session and the language of a request is the real thing. */
const reader = vi.hoisted(() => ({ actor: null as unknown }));
vi.mock('@/lib/auth/get-actor', () => ({ getActor: async () => reader.actor }));
vi.mock('@/lib/i18n/read-locale', () => ({ readLocale: async () => 'en' }));

const shop = useInstallation();
const OPERATOR: UserActor = {
  kind: 'user',
  userId: newId(),
  email: 'operator@coffer.test',
  isOperator: true,
  memberships: [],
  sessionId: newId(),
};

const plain = (html: string): string =>
  html
    .replace(/<!--.*?-->/g, '')
    .replace(/<[^>]+>/g, '|')
    .replace(/\|+/g, '|');

/** What stands beside a label of the summary, as the page is sent before any script of it has run. */
function lineOf(html: string, label: string): string | undefined {
  const summary = html.slice(html.indexOf('id="total-title"'));
  return plain(summary).split(`|${label}|`)[1]?.split('|')[0];
}

async function openPage(workspace: TestWorkspace, query: Record<string, string> = {}): Promise<string> {
  reader.actor = workspace.owner;
  const page = await TopUpPage({
    params: Promise.resolve({ workspace: workspace.slug }),
    searchParams: Promise.resolve(query),
  });
  return readAll((await prerenderToNodeStream(page)).prelude);
}

/** Sends the form; answers the purchase that it began. */
async function send(workspace: TestWorkspace, fields: Record<string, string>) {
  reader.actor = workspace.owner;
  const purchaseId = newId();
  const form = new FormData();
  for (const [name, value] of Object.entries({ purchaseId, currency: 'USD', pay: 'checkout', ...fields })) {
    form.set(name, value);
  }
  const sent = await startTopUp(workspace.slug, null, form).then(
    (refused) => ({ refused, target: '' }),
    (error: { digest?: string }) => ({ refused: null, target: error.digest ?? '' }),
  );
  return { purchaseId, ...sent };
}

const sessionOf = (id: string | null): Promise<Stripe.Checkout.Session> =>
  shop.box.stripe.checkout.sessions.retrieve(id ?? '', {
    expand: ['line_items.data.taxes', 'payment_intent.latest_charge', 'total_details.breakdown'],
  });

/** Pays on Stripe's page as somebody from there. */
async function pay(sessionId: string | null, buyer: Record<string, string>): Promise<void> {
  const reply = await fetch(`${shop.box.server.url}/c/pay/${sessionId}`, {
    method: 'POST',
    body: new URLSearchParams({ action: 'pay', card: '4242 4242 4242 4242', ...buyer }),
    redirect: 'manual',
  });
  expect(reply.status).toBe(303);
  await shop.settle();
}

describe('what the top-up page shows is what Stripe is asked to charge, tax and fee on', () => {
  it.each([
    [
      'a pack',
      { choice: 'pack', amount: '' },
      { credits: '1,000', get: '1,100 credits', credit_micro: 1_000_000_000n, bonus_micro: 100_000_000n, days: 365 },
    ],
    [
      'an own amount',
      { choice: 'own', amount: '25.00' },
      { credits: '833.333333', get: undefined, credit_micro: 833_333_333n, bonus_micro: 0n, days: null },
    ],
  ] as const)('for %s, by the form and its action', async (_name, { choice, amount }, expected) => {
    const workspace = await shop.newWorkspace();
    const [first] = choice === 'own' ? [await send(workspace, { choice, amount })] : [];
    // An own amount stands in the page again when its buyer comes back from Stripe without paying.
    const html = await openPage(workspace, first ? { canceled: first.purchaseId } : {});
    expect(lineOf(html, 'Credits')).toBe(expected.credits);
    expect(lineOf(html, 'You get')).toBe(expected.get);
    expect(lineOf(html, 'Price')).toBe('$25.00');
    expect(lineOf(html, 'Processing fee (2.5 %)')).toBe('$0.63');
    expect(lineOf(html, 'Tax')).toBe('Contained');
    expect(lineOf(html, 'To pay')).toBe('$25.63');
    expect(plain(html)).toContain(
      expected.days === null ? 'Never expires' : 'Valid for 365 days, bonus valid for 30 days',
    );

    const sent = await send(workspace, { choice: choice === 'own' ? 'own' : shop.packId, amount });
    expect(sent.refused).toBeNull();
    const row = await shop.purchase(sent.purchaseId);
    expect(sent.target).toContain(row.checkout_url);
    expect(row).toMatchObject({
      credit_micro: expected.credit_micro,
      bonus_micro: expected.bonus_micro,
      price_minor: 2_500n,
      fee_minor: 63n,
      valid_days: expected.days,
      collects_tax: true,
    });
    const session = await sessionOf(row.checkout_session_id);
    expect(session).toMatchObject({ amount_subtotal: 2_563, amount_total: 2_563, currency: 'usd' });
    expect(session.automatic_tax.enabled).toBe(true);
    expect(session.tax_id_collection?.enabled).toBe(true);
    expect(session.line_items?.data.map(({ amount_total }) => amount_total)).toEqual([2_500, 63]);

    await pay(row.checkout_session_id, { country: 'FR' });
    const paid = await sessionOf(row.checkout_session_id);
    const intent = paid.payment_intent as Stripe.PaymentIntent;
    expect(paid.amount_total).toBe(2_563);
    expect(intent).toMatchObject({ amount: 2_563, amount_received: 2_563, latest_charge: { amount_captured: 2_563 } });
    expect(await shop.purchase(sent.purchaseId)).toMatchObject({
      status: 'paid',
      tax_minor: BigInt(paid.total_details?.amount_tax ?? -1),
    });
    expect(await shop.credited(sent.purchaseId)).toEqual(
      [expected.credit_micro, expected.bonus_micro].filter((micro) => micro > 0n),
    );
  });

  it('and amounts beyond the limits, or of no money, begin nothing', async () => {
    const workspace = await shop.newWorkspace();
    for (const [amount, message] of [
      ['4.99', 'The smallest amount is $5.00.'],
      ['5000.01', 'The largest amount is $5,000.00.'],
      ['-5', 'This is not an amount of money. Type it like 25.50.'],
    ]) {
      const { refused, purchaseId } = await send(workspace, { choice: 'own', amount: amount ?? '' });
      expect(refused).toMatchObject({ message, field: 'amount', amount });
      expect(await shop.purchase(purchaseId)).toBeUndefined();
    }
  });
});

describe('the tax of a purchase', () => {
  // Each line by itself, rounded to a cent: 25.00 and 0.63, tax contained.
  it.each([
    ['Germany, 19 %', { country: 'DE' }, 399 + 10, '$4.09'],
    ['Hungary, 27 %', { country: 'HU' }, 531 + 13, '$5.44'],
    ['Austria, a business with a VAT ID', { country: 'AT', tax_id: 'ATU12345678', name: 'Ada GmbH' }, 0, '$0.00'],
    ['a country without it', { country: 'US' }, 0, '$0.00'],
  ] as const)(
    'from %s is Stripe’s to the unit: in the purchase, on receipt and paper',
    async (_name, buyer, tax, shown) => {
      const workspace = await shop.newWorkspace();
      const { purchaseId } = await send(workspace, { choice: shop.packId });
      const { checkout_session_id: sessionId } = await shop.purchase(purchaseId);
      await pay(sessionId, buyer);

      const session = await sessionOf(sessionId);
      expect(session).toMatchObject({
        amount_total: 2_563,
        total_details: { amount_tax: tax },
        automatic_tax: { status: 'complete' },
      });
      const ofLines = session.line_items?.data.flatMap(({ taxes }) => taxes ?? []) ?? [];
      expect(ofLines.reduce((sum, { amount }) => sum + amount, 0)).toBe(tax);
      expect(session.customer_details?.tax_ids).toEqual(
        'tax_id' in buyer ? [{ type: 'eu_vat', value: buyer.tax_id }] : [],
      );
      expect(await shop.purchase(purchaseId)).toMatchObject({ status: 'paid', tax_minor: BigInt(tax) });

      const portal = await loadWorkspace(workspace.owner, workspace.slug, 'en');
      const receipt = await readReceipt(workspace.owner, portal, purchaseId);
      expect(receipt).toMatchObject({ price: '$25.00', fee: '$0.63', total: '$25.63', tax: shown, refundedTax: null });
      const { body } = await makeReceiptPdf(workspace.owner, portal, { purchaseId, size: 'a4' });
      expect(textOf(body)).toContain(`Tax contained${shown}`);
      if ('tax_id' in buyer) expect(textOf(body)).toContain(`Tax ID: ${buyer.tax_id}`);
      else expect(textOf(body)).not.toContain('Tax ID');
    },
  );

  it('brings a tax id to a workspace that has none, with its audit row, and leaves one that is there', async () => {
    const workspace = await shop.newWorkspace();
    const buy = async (taxId: string) => {
      const { purchaseId } = await send(workspace, { choice: shop.packId });
      await pay((await shop.purchase(purchaseId)).checkout_session_id, { country: 'AT', tax_id: taxId });
      const { rows } = await shop.database.pool.query<{ id: string }>(
        'SELECT tax_id AS id FROM workspaces WHERE id = $1',
        [workspace.id],
      );
      return rows[0]?.id;
    };
    expect(await buy('ATU12345678')).toBe('ATU12345678');
    expect(await buy('ATU87654321')).toBe('ATU12345678');
    const { rows } = await shop.database.pool.query(
      `SELECT before, after, reason FROM audit_log WHERE workspace_id = $1 AND action = 'workspace.update'`,
      [workspace.id],
    );
    const reason = 'Given to Stripe with a payment';
    expect(rows).toEqual([{ before: { taxId: null }, after: { taxId: 'ATU12345678' }, reason }]);
  });

  it('goes back in proportion with a refund in part, and wholly with the rest', async () => {
    const workspace = await shop.newWorkspace();
    const { purchaseId } = await send(workspace, { choice: shop.packId });
    await pay((await shop.purchase(purchaseId)).checkout_session_id, { country: 'DE' });
    const portal = await loadWorkspace(workspace.owner, workspace.slug, 'en');
    const target = { workspaceId: workspace.id, purchaseId, reason: 'Asked for' };
    const look = async () => {
      const { body } = await makeReceiptPdf(workspace.owner, portal, { purchaseId, size: 'a4' });
      return { receipt: await readReceipt(workspace.owner, portal, purchaseId), paper: textOf(body) };
    };

    await refundPurchase(OPERATOR, { ...target, amountMinor: 1_000n, formId: newId() });
    const part = await look();
    // 4.09 × 10.00 ÷ 25.63 = 1.595…
    expect(part.receipt).toMatchObject({ refunded: '$10.00', refundedTax: '$1.60', tax: '$4.09', total: '$25.63' });
    expect(part.paper).toContain('Paid back since$10.00');
    expect(part.paper).toContain('Tax contained in it$1.60');

    await refundPurchase(OPERATOR, { ...target, amountMinor: 1_563n, formId: newId() });
    const whole = await look();
    expect(whole.receipt).toMatchObject({ refunded: '$25.63', refundedTax: '$4.09' });
    expect(whole.paper).toContain('Tax contained in it$4.09');
  });
});
