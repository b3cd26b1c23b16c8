import { expectAccessible } from './support/accessibility';
import { demoWorkspace, e2eEnvironment } from './support/environment';
import { newestMail } from './support/mailbox';
import { signInAsNewcomer } from './support/newcomer';
import { readyWhenLoaded } from './support/ready';
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

async function countMails(email: string): Promise<number> {
  const { mailboxUrl } = e2eEnvironment();
  const reply = await fetch(`${mailboxUrl}/api/messages?${new URLSearchParams({ to: email })}`);
  return ((await reply.json()) as { messages: unknown[] }).messages.length;
}

test('a person sees which browser each session is, ends one, and stays signed in here', async ({ page, browser }) => {
  const home = await signInAsNewcomer(page, browser, 'two-browsers');
  const { baseUrl } = e2eEnvironment();
  const other = await browser.newContext({
    baseURL: baseUrl,
    userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0',
  });
  const firefox = readyWhenLoaded(await other.newPage());
  const links = await countMails('two-browsers@example.com');
  await firefox.goto('/sign-in');
  await firefox.getByLabel('E-mail address').fill('two-browsers@example.com');
  await firefox.getByRole('button', { name: 'Send me a sign-in link' }).click();
  await expect.poll(() => countMails('two-browsers@example.com')).toBe(links + 1);
  const link = (await newestMail('two-browsers@example.com', '/sign-in/')).text.match(/https?:\/\/\S+/)?.[0];
  await firefox.goto(link ?? '');
  await firefox.getByRole('button', { name: 'Sign in' }).click();
  await firefox.waitForURL(/\/w\//);

  await page.goto(`${home}/settings/profile`);
  const sessions = page.getByRole('listitem').filter({ hasText: 'Signed in' });
  await expect(sessions).toHaveCount(2);
  await expect(sessions.filter({ hasText: 'This browser' })).toContainText(/Chrome.* on Linux/);
  await expect(sessions.filter({ hasText: 'Firefox on Windows' })).not.toContainText('This browser');
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Sign out Firefox on Windows, signed in/ }).click();
  await expect(sessions).toHaveCount(1);
  await firefox.reload();
  await expect(firefox.getByRole('heading', { name: 'Sign in to Coffer' })).toBeVisible();
  await other.close();
  await page.reload();
  await expect(page.getByText('You are signed in nowhere else.')).toBeVisible();
});
