import { expectAccessible } from './support/accessibility';
import { e2eEnvironment } from './support/environment';
import { signInAsNewcomer } from './support/newcomer';
import { expect, test } from './support/test';

test('a key is shown once, works, is rotated and revoked by name', async ({ page, browser }) => {
  const home = await signInAsNewcomer(page, browser, 'keeper');
  await page.goto(`${home}/keys/new`);
  await expectAccessible(page);
  await page.getByLabel('Name').fill('Backend');
  await page.getByRole('button', { name: 'Create key' }).click();
  const secret = await page.getByLabel('The new key').inputValue();
  expect(secret).toMatch(/^sk_live_/);
  expect(page.url()).not.toContain(secret);
  const { baseUrl } = e2eEnvironment();
  const call = (key: string) => fetch(`${baseUrl}/v1/budgets`, { headers: { authorization: `Bearer ${key}` } });
  expect((await call(secret)).status).toBe(200);

  await page.goto(`${home}/keys`);
  await expect(page.getByText(secret)).toHaveCount(0);
  await page.getByRole('link', { name: 'Backend' }).click();
  await page.getByRole('button', { name: 'Rotate key' }).click();
  const next = await page.getByLabel('The new key').inputValue();
  expect((await call(next)).status).toBe(200);
  expect((await call(secret)).status).toBe(200);

  await page.getByText('Revoke this key').click();
  await page.getByLabel(/Type the key’s name/).fill('backend');
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await expect(page.getByText(/exactly as it stands here/)).toBeVisible();
  await page.getByLabel(/Type the key’s name/).fill('Backend');
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await page.waitForURL(/\/keys$/);
  await expect.poll(async () => (await call(secret)).status).toBe(401);
});
