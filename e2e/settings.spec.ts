import { expectAccessible } from './support/accessibility';
import { demoWorkspace, e2eEnvironment } from './support/environment';
import { signInAsNewcomer } from './support/newcomer';
import { expect, test } from './support/test';

test('settings are saved, refused beside the field, and written into the audit log', async ({ page, browser }) => {
  const home = await signInAsNewcomer(page, browser, 'settler');
  await page.goto(`${home}/settings`);
  await expectAccessible(page);
  await page.getByLabel('Time zone').fill('Mars/Olympus');
  await page.getByRole('button', { name: 'Save settings' }).click();
  await expect(page.getByText('This is not an IANA time zone, such as Europe/Berlin.')).toBeVisible();
  await expect(page.getByLabel('Time zone')).toHaveValue('Mars/Olympus');
  await page.getByLabel('Time zone').fill('Asia/Tokyo');
  await page.getByRole('button', { name: 'Save settings' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();

  await page.goto(`${home}/audit?action=workspace.update`);
  await expect(page.getByText('Asia/Tokyo', { exact: true })).toBeVisible();
  await expectAccessible(page);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/audit-log\.csv$/);
});

test('the whole workspace gets a budget', async ({ page, browser }) => {
  const home = await signInAsNewcomer(page, browser, 'settler');
  await page.goto(`${home}/settings`);
  await page.getByLabel('Per month').fill('2500');
  await page.getByRole('button', { name: 'Save budget' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await page.reload();
  await expect(page.getByText(/of 2,500(\.00)? used/)).toBeVisible();
  await expectAccessible(page);
});

test('an operator finds the way to the console in the menu', async ({ page, signInAs }) => {
  await signInAs(e2eEnvironment().operator.email);
  await page.goto(`/w/${demoWorkspace().slug}`);
  await page.getByRole('button', { name: new RegExp(e2eEnvironment().operator.email) }).click();
  await page.getByRole('link', { name: 'Operator’s console' }).click();
  await expect(page).toHaveURL(/\/admin$/);
});

test('the language is chosen in the menu, and stays', async ({ page, browser }) => {
  const home = await signInAsNewcomer(page, browser, 'settler');
  await page.goto(`${home}/settings/profile`);
  // Somebody who came by a mail's link has no name yet, and the form wants one.
  await page.getByLabel('Name', { exact: true }).fill('Nora');
  await page.getByLabel('Language').last().selectOption('de');
  await page.getByRole('button', { name: 'Save profile' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ihr Profil' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Ihr Profil' })).toBeVisible();
  await expectAccessible(page);
});
