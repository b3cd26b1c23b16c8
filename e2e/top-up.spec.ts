import type { Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from './support/accessibility';
import { e2eEnvironment, emailOf } from './support/environment';
import { holdPages } from './support/failing-pages';
import { signInAsNewcomer } from './support/newcomer';
import { sessionOf } from './support/sign-in';
import { expect, test } from './support/test';

let home: string;

test.beforeEach(async ({ page, browser }) => {
  home = await signInAsNewcomer(page, browser, 'buyer');
  await page.goto(`${home}/top-up`);
});

const toPay = (page: Page) => page.getByText('To pay').locator('xpath=following-sibling::dd');
const continueToPayment = (page: Page) => page.getByRole('button', { name: 'Continue to payment' }).click();
const ownAmount = (page: Page, name = /^Amount in/) => page.getByRole('textbox', { name });
/** On the sandbox's hosted page. */
const choose = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();

async function availableCredits(page: Page): Promise<number> {
  await page.goto(home);
  return Number((await page.getByTestId('figure').textContent())?.replace(/[^\d.]/g, ''));
}

test('an amount of one’s own is computed while typing, and charged as shown', async ({ page }) => {
  const before = await availableCredits(page);
  await page.goto(`${home}/top-up`);
  await ownAmount(page).fill('12.50');
  await expect(page.getByRole('radio', { name: /amount of your own/ })).toBeChecked();
  await expect(toPay(page)).toHaveText('$12.50');
  const credits = Number(
    (await page.getByText('Credits', { exact: true }).locator('xpath=following-sibling::dd').textContent())?.replace(
      /,/g,
      '',
    ),
  );
  expect(credits).toBeGreaterThan(0);
  await continueToPayment(page);
  await choose(page, 'Pay $12.50');
  await expect(page.getByRole('heading', { name: 'Credits added' })).toBeVisible();
  expect(await availableCredits(page)).toBe(before + credits);
});

test('what is typed or chosen before the page’s script has come counts', async ({ page }) => {
  const openWithoutScript = async () => {
    await page.goto(home);
    const goOn = await holdPages(page, '**/_next/static/**/*.js');
    await page.evaluate((address) => window.location.assign(address), `${home}/top-up`);
    return goOn;
  };
  const typed = await openWithoutScript();
  await ownAmount(page).fill('12.50');
  await typed();
  await expect(toPay(page)).toHaveText('$12.50');
  await expect(page.getByRole('radio', { name: /amount of your own/ })).toBeChecked();
  await expect(ownAmount(page)).toHaveValue('12.50');

  const chosen = await openWithoutScript();
  await page.getByRole('radio', { name: /2,000 credits/ }).check();
  await chosen();
  await expect(toPay(page)).toHaveText('$22.00');
  await expect(page.getByRole('radio', { name: /2,000 credits/ })).toBeChecked();
});

test('another currency has its own offers, and is what Stripe charges', async ({ page, browser }) => {
  const own = await signInAsNewcomer(page, browser, 'pounds');
  await page.goto(`${own}/top-up`);
  await page.getByLabel('Currency').selectOption('GBP');
  await expect(page).toHaveURL(/currency=GBP/);
  await expect(page.getByRole('radio')).toHaveCount(1); // neither other packs nor amounts of one's own
  await expect(toPay(page)).toHaveText('£155.00');
  await expectAccessible(page);
  await continueToPayment(page);
  await choose(page, 'Pay £155.00');
  await expect(page.getByRole('heading', { name: 'Credits added' })).toBeVisible();
  await page.goto(own);
  await expect(page.getByTestId('figure')).toHaveText(/^21,500/);
  await page.goto(`${own}/receipts`);
  await expect(page.getByRole('row').filter({ hasText: '£155.00' })).toHaveCount(1);
});

test('limits are said before typing, and nothing outside them is sent', async ({ page }) => {
  await expect(page.getByText(/\$5\.00 to \$2,500\.00/)).toBeVisible();
  for (const [typed, answer] of [
    ['1', 'The smallest amount is $5.00.'],
    ['2.500,01', 'The largest amount is $2,500.00.'],
    ['-20', 'This is not an amount of money.'],
    ['1e3', 'This is not an amount of money.'],
    ['twenty', 'This is not an amount of money.'],
  ] as const) {
    await ownAmount(page).fill(typed);
    await expect(page.getByText(answer)).toBeVisible();
    await expect(toPay(page)).toHaveText('–');
  }
  await expectAccessible(page);
  await continueToPayment(page);
  await expect(page).toHaveURL(/\/top-up$/);
  await expect(ownAmount(page)).toHaveValue('twenty');
});

test('a declined card can be tried again, and adds nothing', async ({ page }) => {
  const before = await availableCredits(page);
  await page.goto(`${home}/top-up`);
  await continueToPayment(page);
  await choose(page, 'Decline the card');
  await expect(page.getByRole('alert')).toContainText('declined');
  expect(await availableCredits(page)).toBe(before);
});

test('a phone in German: one card is declined, another pays, and the credits come once', async ({
  page,
  browser,
  context,
}) => {
  const phone = await signInAsNewcomer(page, browser, 'declined-german');
  await context.addCookies([{ name: 'coffer_locale', value: 'de', url: e2eEnvironment().baseUrl }]);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${phone}/top-up`);
  await ownAmount(page, /^Betrag in/).fill('12,50');
  await page.getByRole('button', { name: 'Weiter zur Zahlung' }).click();
  await choose(page, 'Decline the card');
  await expect(page.getByRole('alert')).toContainText('declined');
  await choose(page, 'Pay $12.50');
  await expect(page.getByRole('heading', { name: 'Credits gutgeschrieben' })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.goto(phone);
  await expect(page.getByTestId('figure')).toHaveText(/^1\.000/);
  await page.goto(`${phone}/receipts`);
  await expect(page.getByRole('row').filter({ hasText: 'Bezahlt' })).toHaveCount(1);
});

test('a checkout that was left open is found among the receipts, looked up, and paid later', async ({
  page,
  browser,
}) => {
  const own = await signInAsNewcomer(page, browser, 'abandoned');
  await page.goto(`${own}/top-up`);
  await page.getByRole('radio', { name: /2,000 credits/ }).check();
  await continueToPayment(page);
  await expect(page).toHaveURL(/\/c\/pay\//);
  await page.goto(`${own}/receipts`); // the page at Stripe is left as it is
  await expect(page.getByRole('row').filter({ hasText: 'Not paid' })).toHaveCount(1);
  await page.getByRole('row').filter({ hasText: 'Not paid' }).getByRole('link').first().click();
  await page.getByRole('button', { name: 'Look the payment up' }).click();
  await expect(page.getByText(/Stripe has no payment for it/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Go to the payment page' }).click();
  await choose(page, 'Pay $22.00');
  await expect(page.getByRole('heading', { name: 'Credits added' })).toBeVisible();
  await page.goto(own);
  await expect(page.getByTestId('figure')).toHaveText(/^2,000/);
});

test('coming back without paying finds the same choice again', async ({ page }) => {
  await ownAmount(page).fill('77');
  await continueToPayment(page);
  await choose(page, 'Cancel and go back');
  await expect(page).toHaveURL(/\/top-up\?canceled=/);
  await expect(page.getByText('You came back without paying')).toBeVisible();
  await expect(ownAmount(page)).toHaveValue('77.00');
  await expect(toPay(page)).toHaveText('$77.00');
  await expectAccessible(page);
});

/** On the sandbox's front page, where debits wait for their bank. Its answer is there when the debit waits no more. */
async function bankAnswers(page: Page, answer: string): Promise<void> {
  await page.goto(e2eEnvironment().stripeSandboxUrl);
  const button = page.getByRole('button', { name: answer });
  await button.click();
  await expect(button).toHaveCount(0);
}

test('a payment that takes days is shown as arriving, and added when the bank has paid', async ({ page }) => {
  const before = await availableCredits(page);
  await page.goto(`${home}/top-up`);
  await ownAmount(page).fill('33');
  await continueToPayment(page);
  await choose(page, /Pay with a delayed method/);
  await expect(page.getByRole('heading', { name: 'Your payment is on its way' })).toBeVisible();
  await expectAccessible(page);
  const returnUrl = page.url();
  expect(await availableCredits(page)).toBe(before);
  await expect(page.getByText(/arriving/)).toBeVisible();

  await bankAnswers(page, 'Bank pays $33.00');
  await page.goto(returnUrl);
  await expect(page.getByRole('heading', { name: 'Credits added' })).toBeVisible();
  expect(await availableCredits(page)).toBeGreaterThan(before);
});

test('a bank debit that the bank refuses after days adds nothing, and says so on the receipt', async ({
  page,
  browser,
}) => {
  const own = await signInAsNewcomer(page, browser, 'debit-refused');
  await page.goto(`${own}/top-up`);
  await ownAmount(page).fill('44');
  await continueToPayment(page);
  await choose(page, /Pay with a delayed method/);
  await expect(page.getByRole('heading', { name: 'Your payment is on its way' })).toBeVisible();
  const purchaseId = new URL(page.url()).searchParams.get('purchase');
  await page.goto(own);
  await expect(page.getByText('3,520 arriving')).toBeVisible();
  await expect(page.getByTestId('figure')).toHaveText(/^0/);

  await bankAnswers(page, 'Bank refuses $44.00');
  await page.goto(`${own}/top-up/return?purchase=${purchaseId}`);
  await expect(page.getByRole('heading', { name: 'The payment was refused' })).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${own}/receipts/${purchaseId}`);
  await expect(page.getByText('The payment was refused. Nothing was charged and nothing was added.')).toBeVisible();
  await page.goto(own);
  await expect(page.getByText(/arriving/)).toHaveCount(0);
  await expect(page.getByTestId('figure')).toHaveText(/^0/);
});

test('the return page alone grants nothing: not by address, not for another workspace’s purchase', async ({
  page,
  guard,
}) => {
  guard.expect(/404/);
  const before = await availableCredits(page);
  await page.goto(`${home}/top-up`);
  const purchaseId = await page.locator('input[name=purchaseId]').inputValue();
  await continueToPayment(page);
  await expect(page).toHaveURL(/\/c\/pay\//);
  await page.goto(`${home}/top-up/return?purchase=${purchaseId}`);
  await expect(page.getByRole('heading', { name: 'Checking the payment…' })).toBeVisible();
  await expectAccessible(page);
  expect(await availableCredits(page)).toBe(before);
  const foreign = await page.goto(`${home}/top-up/return?purchase=0199f0d4-6f6f-7c3a-9a43-0b2f6a1f4c11`);
  expect(foreign?.status()).toBe(404);
});

test('works on a phone, with the price and the button always in reach', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(`${home}/top-up`);
  await expect(page.getByRole('button', { name: 'Continue to payment' })).toBeInViewport();
  await expect(toPay(page)).toBeInViewport();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test('works by keyboard alone', async ({ page }) => {
  await page.getByRole('radio', { checked: true }).focus();
  await page.keyboard.press('ArrowUp');
  const price = await toPay(page).textContent();
  await page.getByRole('button', { name: 'Continue to payment' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: `Pay ${price}`, exact: true }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Credits added' })).toBeVisible();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('packs are bought all the same', async ({ page, guard }) => {
    guard.expect(/\.js: csp$/); // what the browser says of scripts that it was told not to run
    await page
      .getByRole('radio', { name: /500 credits/ })
      .first()
      .check();
    await continueToPayment(page);
    await choose(page, 'Pay $6.00');
    await expect(page.getByRole('heading', { name: 'Credits added' })).toBeVisible();
  });
});

test('who may not pay is not offered to, and is told so when asking', async ({ browser }) => {
  const { baseUrl } = e2eEnvironment();
  const context = await browser.newContext({ baseURL: baseUrl });
  const page = await context.newPage();
  await context.addCookies((await sessionOf(browser, emailOf('viewer'), baseUrl)).cookies);
  await page.goto('/');
  await expect(page.getByText('can top up')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Top up' })).toHaveCount(0);
  const refused = await page.goto(`${new URL(page.url()).pathname}/top-up`);
  expect(refused?.status()).toBe(403);
  await expect(page.getByRole('heading', { name: 'Your role does not allow this' })).toBeVisible();
  await expectAccessible(page);
  await context.close();
});
