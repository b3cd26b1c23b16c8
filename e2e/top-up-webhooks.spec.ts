import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { signInAsNewcomer } from './support/newcomer';
import { queryDemo } from './support/query';
import { control } from './support/stripe-side';
import { expect, test } from './support/test';

/** What the page and the webhook ask Stripe, three times for each look: the SDK tries twice more. */
const LOOK = 3;

interface Delivery {
  name: string;
  /** What happens to this buyer's events on their way. */
  switches: { delayMs?: number; drop?: number };
  /** Looks that Stripe does not answer: until then the page has nothing to go by. */
  vainLooks: number;
  /** Whether the page gets to say that it takes long. */
  isLong: boolean;
}

const DELIVERIES: Delivery[] = [
  { name: 'arrives at once', switches: {}, vainLooks: 3, isLong: false },
  { name: 'comes late', switches: { delayMs: 6_000 }, vainLooks: 3, isLong: false },
  { name: 'is lost', switches: { drop: 1 }, vainLooks: 7, isLong: true },
];

async function begin(page: Page, home: string) {
  await page.goto(`${home}/top-up`);
  const purchaseId = await page.locator('input[name=purchaseId]').inputValue();
  await page
    .getByRole('radio', { name: /500 credits/ })
    .first()
    .check();
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await expect(page).toHaveURL(/\/c\/pay\//);
  const [row] = await queryDemo<{ session: string; customer: string }>(
    'SELECT checkout_session_id AS session, stripe_customer_id AS customer FROM purchases WHERE id = $1',
    [purchaseId],
  );
  return { purchaseId, session: row?.session ?? '', customer: row?.customer ?? '' };
}

/** Whether the event of the payment has come. When Stripe does not answer, it is worked on again later. */
const hasEvent = async (session: string): Promise<boolean> =>
  (
    await queryDemo(
      `SELECT 1 FROM stripe_events
       WHERE type = 'checkout.session.completed' AND payload->'data'->'object'->>'id' = $1`,
      [session],
    )
  ).length > 0;

for (const { name, switches, vainLooks, isLong } of DELIVERIES) {
  test(`the page after paying waits calmly and becomes right by itself when the webhook ${name}`, async ({
    page,
    browser,
  }) => {
    test.setTimeout(180_000);
    const home = await signInAsNewcomer(page, browser, `webhook-${name.replaceAll(' ', '-')}`);
    const { purchaseId, session, customer } = await begin(page, home);
    await control('webhooks', { customer, ...switches });
    await control('faults', { kind: 'error_500', on: `GET /v1/checkout/sessions/${session}`, times: vainLooks * LOOK });
    await page.getByRole('button', { name: 'Pay $6.00', exact: true }).click();

    // Stripe does not answer yet: nothing is promised, nothing is an error, and nobody has to press anything.
    await expect(page.getByRole('heading', { name: 'Checking the payment…' })).toBeVisible();
    await expect(page.getByText('This page follows by itself.')).toBeVisible();
    await expect(page.getByRole('main').getByRole('alert')).toHaveCount(0);
    await expectAccessible(page);
    if (isLong) {
      await expect(page.getByText(/takes longer than usual. It is safe to leave this page/)).toBeVisible({
        timeout: 30_000,
      });
    }
    await expect(page.getByRole('heading', { name: 'Credits added' })).toBeVisible({ timeout: 60_000 });
    await expect(page.getByTestId('figure')).toHaveText(/^500\s*credits$/);
    expect(page.url()).toContain(`/top-up/return?purchase=${purchaseId}`);

    // The event finds it done, whenever it comes.
    await expect.poll(() => hasEvent(session), { timeout: 30_000 }).toBe(!switches.drop);
    await page.goto(home);
    await expect(page.getByTestId('figure')).toHaveText(/^500/);
    await page.goto(`${home}/receipts`);
    await expect(page.getByRole('row').filter({ hasText: 'Paid' })).toHaveCount(1);
    const credited = await queryDemo('SELECT amount_micro::text AS amount FROM grants WHERE purchase_id = $1', [
      purchaseId,
    ]);
    expect(credited).toEqual([{ amount: '500000000' }]);
  });
}
