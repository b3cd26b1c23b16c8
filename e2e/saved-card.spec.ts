import type { Browser, Page } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { ASKING_CARD, answerBank, GOOD_CARD, saveCard } from './support/automatic';
import { signInAsNewcomer } from './support/newcomer';
import { expect, test } from './support/test';

const toPay = (page: Page) => page.getByText('To pay').locator('xpath=following-sibling::dd');

async function begin(page: Page, browser: Browser, name: string, card: string): Promise<string> {
  const home = await signInAsNewcomer(page, browser, name);
  await page.goto(`${home}/top-up/automatic`);
  await saveCard(page, card);
  return home;
}

test('a saved card pays what is shown without another page', async ({ page, browser }) => {
  const home = await begin(page, browser, 'card-holder', GOOD_CARD);
  await expect(page.getByText('Visa •••• 4242 is saved')).toBeVisible();
  await page.goto(`${home}/top-up`);
  await page.getByRole('textbox', { name: /^Amount in/ }).fill('31.40');
  await page.getByRole('radio', { name: /•••• 4242/ }).check();
  await expect(toPay(page)).toHaveText('$31.40');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Pay with this card' }).click();
  await expect(page.getByRole('heading', { name: 'Credits added' })).toBeVisible();
  await page.goto(`${home}/receipts`);
  await page.getByRole('row').filter({ hasText: '$31.40' }).getByRole('link').first().click();
  await expect(page.getByText('Saved card', { exact: true })).toBeVisible();
});

test('a saved card whose bank asks leads to Stripe’s page, where the bank’s question is answered', async ({
  page,
  browser,
}) => {
  const home = await begin(page, browser, 'asked-holder', ASKING_CARD);
  await answerBank(page, 'Complete');
  await expect(page.getByText(/•••• 3184 is saved/)).toBeVisible();
  await page.goto(`${home}/top-up`);
  await page.getByRole('radio', { name: /•••• 3184/ }).check();
  await page.getByRole('button', { name: 'Pay with this card' }).click();
  await expect(page).toHaveURL(/\/c\/pay\//);
  await page.getByLabel('Card number').fill(ASKING_CARD);
  await page.getByRole('button', { name: /^Pay \$/ }).click();
  await answerBank(page, 'Complete');
  await expect(page.getByRole('heading', { name: 'Credits added' })).toBeVisible();
  await page.goto(`${home}/receipts`);
  await expect(page.getByRole('row').filter({ hasText: 'Paid' })).toHaveCount(1);
});
