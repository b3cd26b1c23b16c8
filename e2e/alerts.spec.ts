import { expectAccessible } from './support/accessibility';
import { signInAsNewcomer } from './support/newcomer';
import { expect, test } from './support/test';

test('an alert is made, changed and removed', async ({ page, browser }) => {
  const home = await signInAsNewcomer(page, browser, 'watcher');
  await page.goto(`${home}/alerts/new`);
  await page.getByRole('link', { name: /^Credits below an amount/ }).click();
  await page.getByLabel('Credits', { exact: true }).fill('250');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Create alert' }).click();
  await page.getByRole('link', { name: 'Below 250 credits' }).click();
  await page.getByText('Remove this alert').first().click();
  await page.getByRole('button', { name: 'Remove this alert' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Alerts' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Below 250 credits' })).toHaveCount(0);
});

test('an endpoint is added, its secret shown once, and a test event stands in its log', async ({ page, browser }) => {
  const home = await signInAsNewcomer(page, browser, 'watcher');
  await page.goto(`${home}/alerts/webhooks`);
  await page.getByLabel('URL').fill('https://hooks.example.com/coffer');
  await page.getByRole('button', { name: 'Add endpoint' }).click();
  await expect(page.getByLabel('Signing secret')).toHaveValue(/^whsec_/);
  await page.getByRole('link', { name: 'https://hooks.example.com/coffer' }).click();
  await page.getByRole('button', { name: 'Send a test event' }).click();
  await expect(page.getByRole('table').getByText('webhook.test')).toBeVisible();
  await expectAccessible(page);
});
