import { type Browser, expect as expectIn, type Page } from '@playwright/test';
import { callApi } from './support/api';
import { awayFromMidnight } from './support/clock';
import { e2eEnvironment } from './support/environment';
import { guardPage } from './support/guard';
import { newestMail } from './support/mailbox';
import { signInAsNewcomer } from './support/newcomer';
import { queryDemo } from './support/query';
import { readyWhenLoaded } from './support/ready';
import { sessionOf } from './support/sign-in';
import { expect, test } from './support/test';

const GUEST = 'guest@example.com';

async function workspaceAt(home: string): Promise<{ id: string; name: string }> {
  const [row] = await queryDemo<{ id: string; name: string }>('SELECT id, name FROM workspaces WHERE slug = $1', [
    home.split('/').at(-1) ?? '',
  ]);
  if (!row) throw new Error(`there is no workspace at ${home}`);
  return row;
}

/** A second person in a browser of their own, as well watched as the story's page. */
async function openAs(browser: Browser, email: string): Promise<{ page: Page; problems: () => string[] }> {
  const { baseUrl } = e2eEnvironment();
  const context = await browser.newContext({
    baseURL: baseUrl,
    storageState: await sessionOf(browser, email, baseUrl),
  });
  const page = readyWhenLoaded(await context.newPage());
  const guard = guardPage(page, [new URL(baseUrl).origin]);
  return { page, problems: () => guard.problems };
}

test('somebody joins by the mail, spends within a budget, gets credits and the ownership, and the first owner leaves', async ({
  page,
  browser,
  guard,
}) => {
  test.setTimeout(180_000);
  await awayFromMidnight();
  const home = await signInAsNewcomer(page, browser, 'founder');
  const { id: customerId, name } = await workspaceAt(home);
  const { key } = e2eEnvironment().operator;
  const granted = await callApi(key, 'POST', '/v1/grants', { body: { customerId, amount: '1000' } });
  expect(granted.status).toBe(200);

  // Already somebody here: a newcomer would join by signing in.
  const guest = await openAs(browser, GUEST);
  await page.goto(`${home}/members/invite`);
  await page.getByLabel('E-mail addresses').fill(GUEST);
  await page.getByRole('radio', { name: /^Member/ }).check();
  await page.getByRole('button', { name: 'Send invitations' }).click();
  await expect(page.getByText('One invitation was sent.')).toBeVisible();

  const link = (await newestMail(GUEST, '/invite/')).text.match(/https?:\/\/\S+\/invite\/\S+/)?.[0] ?? '';
  await guest.page.goto(link);
  await expectIn(guest.page.getByRole('heading', { name: `Join ${name}` })).toBeVisible();
  await guest.page.getByRole('button', { name: 'Join' }).click();
  await guest.page.waitForURL(new RegExp(`${home}$`));

  const [member] = await queryDemo<{ id: string }>('SELECT id FROM members WHERE workspace_id = $1 AND email = $2', [
    customerId,
    GUEST,
  ]);
  const spend = (amount: string) =>
    callApi(key, 'POST', '/v1/credits/consume', { body: { customerId, amount, onBehalfOf: member?.id } });

  await test.step('a budget holds, and the page says how much of it is used', async () => {
    await page.goto(`${home}/members/${member?.id}`);
    await page.getByLabel('Per month').fill('50');
    await page.getByRole('button', { name: 'Save budget' }).click();
    await expect(page.getByText('Saved.')).toBeVisible();
    expect((await spend('30')).status).toBe(200);
    const refused = await spend('30');
    expect(refused.status).toBe(402);
    expect(refused.body.code).toBe('budget_exceeded');
    await page.reload();
    await expect(page.getByText('30 of 50 used, 20 left')).toBeVisible();
    await expect(page.getByText('Used in 30 days: 30')).toBeVisible();
  });

  await test.step('credits move to a wallet of their own', async () => {
    await page.getByLabel('Credits to move here').fill('200');
    await page.getByRole('button', { name: 'Move to this wallet' }).click();
    await expect(page.getByText('Own wallet: 200 credits available')).toBeVisible();
    await expect(page.getByText('The workspace has 770 credits.')).toBeVisible();
  });

  await test.step('a member sees no controls of an owner', async () => {
    await guest.page.goto(`${home}/members/${member?.id}`);
    await expectIn(guest.page.getByText('30 of 50 used, 20 left')).toBeVisible();
    await expectIn(guest.page.getByRole('button', { name: 'Save budget' })).toHaveCount(0);
    await expectIn(guest.page.getByRole('link', { name: 'Hand over ownership' })).toHaveCount(0);
  });

  await test.step('the ownership changes hands, and who gave it leaves', async () => {
    await page.goto(`${home}/members/hand-over`);
    await page.getByLabel('New owner').selectOption({ label: 'guest' });
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel(/^Type the workspace’s name/).fill(name);
    await page.getByRole('button', { name: 'Make guest the owner' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Members' })).toBeVisible();
    await guest.page.goto(`${home}/members/hand-over`);
    await expectIn(guest.page.getByRole('heading', { level: 1, name: 'Hand over ownership' })).toBeVisible();
    await page.getByRole('table').getByRole('row').filter({ hasText: 'You' }).getByRole('link').first().click();
    await page.getByText('Leave this workspace').click();
    await page.getByRole('button', { name: 'Leave the workspace' }).click();
    await expect(page).not.toHaveURL(new RegExp(`${home}/`));
    guard.expect(/404/);
    expect((await page.goto(home))?.status()).toBe(404);
  });
  expect(guest.problems()).toEqual([]);
  await guest.page.context().close();
});

test('a team has credits of its own, and one key spends them', async ({ page, browser }) => {
  const home = await signInAsNewcomer(page, browser, 'leader');
  const { id: customerId } = await workspaceAt(home);
  const { key } = e2eEnvironment().operator;
  const granted = await callApi(key, 'POST', '/v1/grants', { body: { customerId, amount: '500' } });
  expect(granted.status).toBe(200);
  await page.goto(`${home}/members/teams`);
  await page.getByLabel('New team').fill('Field work');
  await page.getByRole('button', { name: 'Create team' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Field work' })).toBeVisible();
  await page.getByLabel('Credits to move here').fill('120.5');
  await page.getByRole('button', { name: 'Move to this wallet' }).click();
  await expect(page.getByText('Own wallet: 120.50 credits available')).toBeVisible();

  const teamId = new URL(page.url()).pathname.split('/').at(-1);
  const spent = await callApi(key, 'POST', '/v1/credits/consume', { body: { customerId, teamId, amount: '20.5' } });
  expect(spent.status).toBe(200);
  await page.reload();
  await expect(page.getByText('Own wallet: 100 credits available')).toBeVisible();
  await page.getByLabel('Credits to move back').fill('100');
  await page.getByRole('button', { name: 'Move back to the workspace' }).click();
  await expect(page.getByText('The workspace has 479.50 credits.')).toBeVisible();
});
