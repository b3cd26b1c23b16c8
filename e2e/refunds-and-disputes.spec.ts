import type { Browser, Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from './support/accessibility';
import { callApi } from './support/api';
import { e2eEnvironment } from './support/environment';
import { signInAsNewcomer } from './support/newcomer';
import { queryDemo } from './support/query';
import { readyWhenLoaded } from './support/ready';
import { seenAfterReload } from './support/reload';
import { sessionOf } from './support/sign-in';
import { decideDispute, disputeAtBank, refundAtStripe } from './support/stripe-side';
import { expect, test } from './support/test';

/** A workspace of the story's own that has bought the pack of 5,000 credits, with a bonus of 250, for 50 dollars. */
async function buy(page: Page, browser: Browser, name: string) {
  const home = await signInAsNewcomer(page, browser, name);
  await page.goto(`${home}/top-up`);
  await page.getByRole('radio', { name: /5,000 credits/ }).check();
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await page.getByRole('button', { name: 'Pay $50.00', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Credits added' })).toBeVisible();
  const purchaseId = new URL(page.url()).searchParams.get('purchase') ?? '';
  const [row] = await queryDemo<{ id: string }>('SELECT workspace_id AS id FROM purchases WHERE id = $1', [purchaseId]);
  return { home, purchaseId, customerId: row?.id ?? '' };
}

/** As the customer's own program would, by the operator's key. */
const spend = (customerId: string, amount: string) =>
  callApi(e2eEnvironment().operator.key, 'POST', '/v1/credits/consume', {
    body: { customerId, amount, feature: 'reports' },
  });

const figure = (page: Page) => page.getByRole('main').getByTestId('figure');
const inGerman = (page: Page) =>
  page.context().addCookies([{ name: 'coffer_locale', value: 'de', url: e2eEnvironment().baseUrl }]);

test('a part is refunded in the console, and the customer reads what went with it', async ({ page, browser }) => {
  const { home, purchaseId } = await buy(page, browser, 'refund-console');
  const { baseUrl, operator } = e2eEnvironment();
  const context = await browser.newContext({ baseURL: baseUrl });
  await context.addCookies((await sessionOf(browser, operator.email, baseUrl)).cookies);
  const console = readyWhenLoaded(await context.newPage());
  await console.goto(`/admin/purchases/${purchaseId}`);
  const panel = console.getByRole('region', { name: 'Refund', exact: true });
  await panel.getByLabel(/^Amount in/).fill('10');
  await panel.getByRole('button', { name: 'Show what it takes' }).click();
  await panel.getByLabel('Reason').fill('A fifth was not needed');
  const sent = console.waitForResponse((response) => response.request().method() === 'POST');
  await panel.getByRole('button', { name: /^Refund / }).click();
  const requestId = (await sent).headers()['x-request-id'];
  await expect(console.getByText('The refund is made.')).toBeVisible();
  expect(requestId).toBeTruthy();
  expect(
    await queryDemo(
      `SELECT request_id AS "requestId" FROM audit_log WHERE action = 'purchase.refund' AND target_id = $1`,
      [purchaseId],
    ),
  ).toEqual([{ requestId }]);
  await context.close();

  await page.goto(`${home}/receipts/${purchaseId}`);
  await seenAfterReload(page, page.getByText('Refunded in part'));
  await expect(page.getByText('$10.00 was paid back to you.')).toBeVisible();
  await expect(page.getByText(/In all, 1,050 credits went with the money/)).toBeVisible();
  await expectAccessible(page);
  await page.goto(home);
  await expect(figure(page)).toHaveText(/^4,200/);
  await page
    .getByRole('table', { name: 'Newest transactions' })
    .getByRole('link', { name: /refunded/ })
    .first()
    .click();
  await expect(page.getByText('The money of a purchase was paid back.')).toBeVisible();
  await page.getByRole('link', { name: /^Purchase of .* over \$50\.00$/ }).click();
  await expect(page).toHaveURL(`${baseUrl}${home}/receipts/${purchaseId}`);
});

test('a part is refunded in Stripe’s dashboard after everything was spent, and the debt is explained in German on a phone', async ({
  page,
  browser,
}) => {
  const { home, purchaseId, customerId } = await buy(page, browser, 'refund-dashboard');
  expect((await spend(customerId, '5250')).status).toBe(200);
  await refundAtStripe(purchaseId, 1_000);
  await inGerman(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(home);
  await seenAfterReload(page, page.getByText('1.000 Credits werden geschuldet'));
  await expect(page.getByText(/wurde erstattet\. 1\.000 ihrer Credits waren schon verbraucht/)).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.getByRole('link', { name: /^Kauf vom .* über 50,00/ }).click();
  await expect(page.getByText('Teilweise erstattet')).toBeVisible();
  await expect(page.getByText(/10,00.\$ wurden an Sie erstattet/)).toBeVisible();
  await expect(page.getByText(/Davon waren 1\.000 schon verbraucht/)).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test('a dispute over unspent credits freezes them, says so on every page, and takes them when it is lost', async ({
  page,
  browser,
}) => {
  const { home, purchaseId, customerId } = await buy(page, browser, 'dispute-unspent');
  const disputeId = await disputeAtBank(purchaseId);
  await page.goto(`${home}/usage`);
  await seenAfterReload(page, page.getByText('A payment of this workspace is disputed'));
  await expect(page.getByText(/The 5,250 credits that were left of it are frozen/)).toBeVisible();
  await expectAccessible(page);
  expect((await spend(customerId, '1')).status).toBe(402);
  await page.getByRole('link', { name: /^Purchase of .* over \$50\.00/ }).click();
  await expect(page.getByText(/What is left of the credits of this purchase, 5,250, is frozen/)).toBeVisible();

  await decideDispute(disputeId, 'lost');
  await seenAfterReload(page, page.getByText('Dispute lost'));
  await expect(page.getByText(/The 5,250 credits that were left of it are gone\./)).toBeVisible();
  await expect(page.getByText('A payment of this workspace is disputed')).toHaveCount(0);
  await expectAccessible(page);
  await page.goto(home);
  await expect(figure(page)).toHaveText(/^0/);
  await expect(page.getByText(/are owed/)).toHaveCount(0);
  await page
    .getByRole('table', { name: 'Newest transactions' })
    .getByRole('link', { name: /disputed/ })
    .first()
    .click();
  await expect(page.getByText(/decided for the cardholder: they do not come back/)).toBeVisible();
});

test('a dispute lost over spent credits leaves a debt that stops spending, says why, and ends with a top-up', async ({
  page,
  browser,
}) => {
  const { home, purchaseId, customerId } = await buy(page, browser, 'dispute-spent');
  expect((await spend(customerId, '3250')).status).toBe(200); // the bonus and 3,000 bought ones
  await decideDispute(await disputeAtBank(purchaseId), 'lost');
  await page.goto(home);
  await seenAfterReload(page, page.getByText('3,000 credits are owed'));
  await expect(page.getByText(/took back the payment of .* after a dispute\. 3,000 of its credits/)).toBeVisible();
  await expect(figure(page)).toHaveText(/^−3,000/);
  await expectAccessible(page);
  expect((await spend(customerId, '1')).status).toBe(402);
  await page.getByRole('link', { name: /^Purchase of .* over \$50\.00/ }).click();
  await expect(
    page.getByText(/2,000 credits that were left of it are gone, and 3,000 that had been spent/),
  ).toBeVisible();

  await page.goto(home);
  await page.getByRole('link', { name: 'Top up now' }).click();
  await expect(page.getByText('3,000 credits are owed. This top-up repays them first')).toBeVisible();
  await page.getByRole('radio', { name: /5,000 credits/ }).check();
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await page.getByRole('button', { name: 'Pay $50.00', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Credits added' })).toBeVisible();
  await page.goto(home);
  await expect(figure(page)).toHaveText(/^2,250/);
  await expect(page.getByText(/are owed/)).toHaveCount(0);
  await page.getByRole('table', { name: 'Newest transactions' }).getByRole('link', { name: 'Debt repaid' }).click();
  await expect(page.getByText(/^3,000 of the credits that had just come in repaid what was owed/)).toBeVisible();
  expect((await spend(customerId, '1')).status).toBe(200);
});
