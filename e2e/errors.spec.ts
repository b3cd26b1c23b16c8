import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { e2eEnvironment } from './support/environment';
import { breakPages, FAILURES, holdPages } from './support/failing-pages';
import type { Guard } from './support/guard';
import { signInAsNewcomer } from './support/newcomer';
import { expect, test } from './support/test';

/** Lets the pages of one workspace fail for as long as `story` takes. */
async function whileBroken(slug: string, story: () => Promise<void>): Promise<void> {
  const mend = await breakPages(slug);
  try {
    await story();
  } finally {
    await mend();
  }
}

/** The failure is wanted, and so is what the browser says of it. */
function expectFailure(guard: Guard): void {
  for (const pattern of FAILURES) guard.expect(pattern);
}

/** What the reader can quote is the id of a request that failed, which every reply names. */
async function failingRequests(page: Page, visit: () => Promise<unknown>): Promise<Set<string>> {
  const ids = new Set<string>();
  page.on('response', (reply) => {
    const id = reply.headers()['x-request-id'];
    if (id) ids.add(id);
  });
  await visit();
  return ids;
}

test('a page whose data fails says so, names the request, and is right again after "Try again"', async ({
  page,
  browser,
  guard,
}) => {
  const home = await signInAsNewcomer(page, browser, 'unlucky');
  expectFailure(guard);
  await whileBroken(home.replace('/w/', ''), async () => {
    const ids = await failingRequests(page, () => page.goto(`${home}/audit`));
    await expect(page.getByRole('heading', { name: 'Something went wrong on our side' })).toBeVisible();
    await expect(page.getByText(/Nothing was charged or spent by this page/)).toBeVisible();
    const reference = page.getByRole('main').locator('code');
    const first = (await reference.textContent()) ?? '';
    expect([...ids]).toContain(first);
    await expect(page.getByText(/Nowhere|SELECT|RangeError/i)).toHaveCount(0);
    await expectAccessible(page);
    // Trying again while it is still broken changes nothing but the request's id, which tells when it was answered.
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(reference).not.toHaveText(first);
    await expect(page.getByRole('heading', { name: 'Something went wrong on our side' })).toBeVisible();
  });
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Audit log' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Something went wrong on our side' })).toHaveCount(0);
});

test('the same in German, with the rest of the portal within reach', async ({ page, browser, context, guard }) => {
  const home = await signInAsNewcomer(page, browser, 'unlucky');
  await context.addCookies([{ name: 'coffer_locale', value: 'de', url: e2eEnvironment().baseUrl }]);
  expectFailure(guard);
  await whileBroken(home.replace('/w/', ''), async () => {
    await page.goto(`${home}/receipts`);
    await page.getByRole('link', { name: 'Protokoll' }).click();
    await expect(page.getByRole('heading', { name: 'Bei uns ist etwas schiefgegangen' })).toBeVisible();
    await expect(page.getByText('Kennung:')).toBeVisible();
    await page.getByRole('link', { name: 'Belege' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Belege' })).toBeVisible();
    await page.getByRole('link', { name: 'Protokoll' }).click();
    await expect(page.getByRole('heading', { name: 'Bei uns ist etwas schiefgegangen' })).toBeVisible();
  });
  await page.getByRole('button', { name: 'Noch einmal versuchen' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Protokoll' })).toBeVisible();
});

test('a page that takes its time is announced, while the one before stays readable', async ({ page, browser }) => {
  const home = await signInAsNewcomer(page, browser, 'patient');
  const goOn = await holdPages(page, `**${home}/receipts*`);
  const notice = page.getByText('The next page is on its way.');
  await page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: 'Receipts' }).click();
  await expect(notice).toBeAttached();
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await expectAccessible(page);
  await goOn();
  await expect(page.getByRole('heading', { level: 1, name: 'Receipts' })).toBeVisible();
  await expect(notice).toHaveCount(0);
});

test('without a connection a click or a form keeps the page and what was typed, and works again with one', async ({
  page,
  context,
  browser,
}) => {
  const home = await signInAsNewcomer(page, browser, 'offline');
  await page.goto(`${home}/settings`);
  const name = page.getByLabel('Name', { exact: true }).first();
  await name.fill('Typed on a train');
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  const held = page.getByRole('status').getByText(/this needs a connection.*nothing was lost/);
  await expect(page.getByText('You are offline. What you see is from before.')).toBeVisible();

  const link = page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: 'Receipts' });
  await link.focus();
  await page.keyboard.press('Enter');
  await expect(held).toBeVisible();
  await expect(link).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`${home}/settings$`));
  await expect(name).toHaveValue('Typed on a train');
  await expectAccessible(page);

  await name.focus();
  await page.keyboard.press('Enter');
  await expect(held).toBeVisible();
  await expect(name).toBeFocused();
  await expect(name).toHaveValue('Typed on a train');
  // What stays on the page works as ever.
  await page.keyboard.press('End');
  await page.keyboard.type(' home');
  await expect(name).toHaveValue('Typed on a train home');

  await context.setOffline(false);
  await expect(held).toBeHidden();
  await name.press('Enter');
  await expect(page.getByRole('main').getByText(/saved/i).first()).toBeVisible();
  await link.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Receipts' })).toBeVisible();
});
