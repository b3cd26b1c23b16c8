import type { Locator, Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from './support/accessibility';
import { callApi } from './support/api';
import { awayFromMidnight } from './support/clock';
import { e2eEnvironment } from './support/environment';
import { seenAfterReload } from './support/reload';
import { expect, test } from './support/test';

const MAX_CLICKS = 4;
/** Whole credits: this wire's balance has no fractions. */
const SPENT = 12;

/** The story every installation begins with: nobody knows this address yet, and nothing was paid yet. */
test('a newcomer signs in by mail, buys the first credits, and sees what an API client spends of them', async ({
  page,
  guard,
}) => {
  test.setTimeout(180_000);
  await awayFromMidnight();
  // The mail as HTML stands in a frame without scripts, which the browser mentions when a test looks into it.
  guard.expect(/Blocked script execution in '[^']*\/messages\//);
  const email = `newcomer-${Date.now()}@example.com`;

  await test.step('signs in with a mailed link and lands in a workspace of their own', async () => {
    await page.goto('/');
    await expect(page).toHaveURL(/\/sign-in/);
    await expectAccessible(page);
    await page.getByLabel('E-mail address').fill(email);
    await page.getByRole('button', { name: 'Send me a sign-in link' }).click();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Open the local mailbox' }).click();
    await openNewestMail(page);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page).toHaveURL(/\/w\/newcomer/);
    await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
    await expect(balanceOf(page)).toHaveText(/^0\s*credits$/);
    await expectAccessible(page);
  });

  let clicks = 0;
  const click = async (target: Locator) => {
    clicks += 1;
    await target.click();
  };

  await test.step('buys a pack on the payment page', async () => {
    await expect(page.getByText('Sandbox', { exact: true }).filter({ visible: true })).toHaveCount(1);
    await click(page.getByRole('main').getByRole('link', { name: 'Top up', exact: true }));
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(1);
    await expectAccessible(page);
    const pack = page.getByRole('radio', { name: /2,000 credits/ }).first();
    await click(pack);
    const price = await page.getByText('To pay').locator('xpath=following-sibling::dd').textContent();
    expect(price).toMatch(/^\$\d+\.\d\d$/);
    await click(page.getByRole('button', { name: 'Continue to payment' }));
    await expect(page).toHaveURL(new RegExp(`^${e2eEnvironment().stripeSandboxUrl}/`));
    await expectAccessible(page);
    await click(page.getByRole('button', { name: `Pay ${price}`, exact: true }));
  });

  await test.step('waits until the money is certain, and has the credits', async () => {
    await expect(page).toHaveURL(/\/top-up\/return\?purchase=/);
    await expect(page.getByRole('heading', { name: 'Credits added' })).toBeVisible();
    await expect(balanceOf(page)).toHaveText(/^2,000\s*credits$/);
    expect(clicks).toBeLessThanOrEqual(MAX_CLICKS);
    await expectAccessible(page);
  });

  const bought = Number((await balanceOf(page).textContent())?.replace(/[^\d]/g, ''));

  await test.step('an API client spends some, and once only with one key', async () => {
    await page.getByRole('link', { name: 'API keys' }).click();
    await expect(page.getByRole('heading', { name: 'API keys' })).toBeVisible();
    await expectAccessible(page);
    const customerId = await page.getByText(/^[0-9a-f-]{36}$/).textContent();
    await page.getByRole('link', { name: 'Members' }).click();
    await expect(page.getByRole('heading', { name: 'Members' })).toBeVisible();
    await expectAccessible(page);
    const href = await page
      .getByRole('main')
      .getByRole('link', { name: /^newcomer/ })
      .getAttribute('href');
    const memberId = href?.split('/').at(-1);
    expect(memberId).toMatch(/^[0-9a-f-]{36}$/);

    const { key } = e2eEnvironment().operator;
    const spend = {
      body: {
        customerId,
        amount: String(SPENT),
        feature: 'summaries',
        contextDescription: 'Summary of a first report',
        onBehalfOf: memberId,
      },
      idempotencyKey: `first-report-${email}`,
    };
    const first = await callApi(key, 'POST', '/v1/credits/consume', spend);
    expect(first.status).toBe(200);
    const again = await callApi(key, 'POST', '/v1/credits/consume', spend);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    const balance = await callApi(key, 'GET', `/v1/credits/balance?customerId=${customerId}`);
    expect(balance.status).toBe(200);
    expect(JSON.stringify(balance.body)).toContain(String(bought - SPENT));
  });

  await test.step('the overview shows it, for the workspace and for the member', async () => {
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
    await expectSpent(page, bought);
    await page.getByRole('combobox', { name: 'Show' }).selectOption({ label: email.split('@')[0] ?? '' });
    await expect(page).toHaveURL(/\?member=/);
    await expect(page.getByRole('heading', { level: 1, name: /^newcomer/ })).toBeVisible();
    await expectSpent(page, bought);
    await page.getByRole('link', { name: 'Summary of a first report' }).click();
    await expect(page.getByRole('heading', { name: 'Summary of a first report' })).toBeVisible();
    await expect(page.getByRole('cell', { name: `−${SPENT}` })).toBeVisible();
    await expectAccessible(page);
  });
});

/** The mailbox opens at the newest mail, or at its list while that is still on its way. */
async function openNewestMail(page: Page): Promise<void> {
  const link = page.getByRole('main').locator('pre').getByRole('link').first();
  await expect(page).toHaveTitle(/Sandbox mailbox/); // a reload before that would stop the way there
  await seenAfterReload(page, link);
  await expectAccessible(page);
  await link.click();
}

const balanceOf = (page: Page): Locator => page.getByRole('main').getByTestId('figure');

async function expectSpent(page: Page, bought: number): Promise<void> {
  await expect(balanceOf(page)).toHaveText(new RegExp(`^${(bought - SPENT).toLocaleString('en-US')}\\s*credits$`));
  const chart = page.getByRole('img', { name: /^Daily usage/ });
  await expect(chart.locator('rect')).toHaveCount(1);
  const toggle = page.getByText('Show as table');
  if (await toggle.isVisible()) await toggle.click();
  const today = page.getByRole('table', { name: 'Daily usage as a table' }).getByRole('row', { name: /so far/ });
  await expect(today.getByRole('cell').first()).toHaveText(String(SPENT));
  await expect(
    page.getByRole('table', { name: 'Newest transactions' }).getByRole('row', { name: /first report/ }),
  ).toContainText(`−${SPENT}`);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}
