import { signInAsNewcomer } from './support/newcomer';
import { expect, test } from './support/test';

test('people are invited several at once, again, and no more', async ({ page, browser }) => {
  const home = await signInAsNewcomer(page, browser, 'host');
  await page.goto(`${home}/members/invite`);
  await page.getByLabel('E-mail addresses').fill('ann@example.com, nobody');
  await page.getByRole('button', { name: 'Send invitations' }).click();
  await expect(page.getByText('Not an address that can be written to: nobody')).toBeVisible();
  await expect(page.getByLabel('E-mail addresses')).toHaveValue('ann@example.com, nobody');
  await page.getByLabel('E-mail addresses').fill('ann@example.com bob@example.com');
  await page.getByRole('radio', { name: /^Billing/ }).check();
  await page.getByRole('button', { name: 'Send invitations' }).click();
  await expect(page.getByText('2 invitations were sent.')).toBeVisible();
  await page.getByRole('button', { name: 'Send again: the invitation to ann@example.com' }).click();
  await expect(page.getByText('Sent again to ann@example.com.')).toBeVisible();
  await page.getByRole('button', { name: 'Take back the invitation to bob@example.com' }).click();
  await expect(page.getByText('bob@example.com')).toBeHidden();
});

test('a team is made, and the last owner cannot leave', async ({ page, browser }) => {
  const home = await signInAsNewcomer(page, browser, 'host');
  await page.goto(`${home}/members/teams`);
  await page.getByLabel('New team').fill('Research');
  await page.getByRole('button', { name: 'Create team' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Research' })).toBeVisible();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByText('Everybody is in this team.')).toBeVisible();

  await page.goto(`${home}/members`);
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByText('Leave this workspace').click();
  await page.getByRole('button', { name: 'Leave the workspace' }).click();
  await expect(page.getByText('A workspace keeps at least one owner.')).toBeVisible();
});
