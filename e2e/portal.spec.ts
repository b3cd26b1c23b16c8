import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { demoWorkspace, e2eEnvironment, emailOf } from './support/environment';
import { signInAsNewcomer } from './support/newcomer';
import { expect, test } from './support/test';

const base = () => `/w/${demoWorkspace().slug}`;

test('the balance is seen on a phone without scrolling', async ({ page, signInAs }) => {
  await signInAs(emailOf('owner'));
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(base());
  await expect(page.getByTestId('figure')).toBeInViewport();
  await page.getByRole('button', { name: 'Menu' }).click();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Transactions', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Transactions' })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeHidden();
});

test('the theme can be chosen, and stays', async ({ page, signInAs }) => {
  await signInAs(emailOf('owner'));
  await page.goto(base());
  await page.getByRole('button', { name: emailOf('owner') }).click();
  await page.getByText('Dark', { exact: true }).filter({ visible: true }).click();
  await expect(page.locator('html')).toHaveClass(/dark/);
  await page.reload();
  await expect(page.locator('html')).toHaveClass(/dark/);
  await page.getByRole('button', { name: emailOf('owner') }).click();
  await expectAccessible(page);
});

test('chart, table and breakdown of a range say the same, and narrow by a click', async ({ page, signInAs }) => {
  await signInAs(emailOf('owner'));
  await page.goto(`${base()}/usage?range=30d&group=feature`);
  const table = page.getByRole('table', { name: /as a table/ });
  await expect(table.getByRole('row')).toHaveCount(32); // heading, 30 days, total
  const sum = await sumOfColumn(page, 1);
  const total = await table
    .getByRole('row', { name: /^Total/ })
    .getByRole('cell')
    .first()
    .textContent();
  expect(sum).toBe(micro(total));

  await page.getByRole('main').getByRole('link', { name: 'chat', exact: true }).first().click();
  await expect(page.getByRole('link', { name: /Feature: chat/ })).toBeVisible();
  await expect(page).toHaveURL(/feature=chat/);
  expect(await sumOfColumn(page, 1)).toBeLessThan(sum);
  await page.reload();
  await expect(page.getByRole('link', { name: /Feature: chat/ })).toBeVisible();
});

test('the chart is read with the keyboard', async ({ page, signInAs }) => {
  await signInAs(emailOf('owner'));
  await page.goto(`${base()}/usage?range=7d&group=none`);
  const reader = page.getByRole('region', { name: /arrow keys/ });
  await reader.focus();
  await page.keyboard.press('End');
  await expect(reader.getByText(/\(so far\): [\d.,]+ credits/)).toBeAttached();
  await page.keyboard.press('ArrowLeft');
  await expect(reader.getByText(/\d{4}: [\d.,]+ credits/)).toBeAttached();
});

test('filters live in the address, and pages lead there and back', async ({ page, signInAs }) => {
  await signInAs(emailOf('owner'));
  // What goes out is spent by nobody meanwhile; another story may buy or be granted something.
  await page.goto(`${base()}/transactions?direction=out`);
  const first = await page.getByRole('table').getByRole('link').first().getAttribute('href');
  await page.getByRole('link', { name: 'Older' }).click();
  await expect(page).toHaveURL(/cursor=/);
  await expect(page.getByRole('table').getByRole('link').first()).not.toHaveAttribute('href', first ?? '');
  await page.getByRole('link', { name: 'Newer' }).click();
  await expect(page.getByRole('table').getByRole('link').first()).toHaveAttribute('href', first ?? '');

  await page.goto(`${base()}/transactions`);
  await page.getByRole('button', { name: /^Kind/ }).click();
  await page.getByRole('checkbox', { name: 'Top-up' }).check();
  await expectAccessible(page);
  await page.getByRole('group', { name: 'Kind' }).locator('..').getByRole('button', { name: 'Apply filters' }).click();
  await expect(page).toHaveURL(/kind=purchase/);
  await page.reload();
  await expect(page.getByRole('link', { name: /^Kind: Top-up/ })).toBeVisible();
  await page.getByRole('table').getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'Which credits' })).toBeVisible();
  await expectAccessible(page);
});

test('everything can be read without script', async ({ browser, signInAs, page }) => {
  await signInAs(emailOf('owner'));
  const { baseUrl } = e2eEnvironment();
  const context = await browser.newContext({
    baseURL: baseUrl,
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const plain = await context.newPage();
  await plain.goto(base());
  await expect(plain.getByTestId('figure')).toBeVisible();
  expect(
    await plain
      .getByRole('img', { name: /^Daily usage/ })
      .locator('rect')
      .count(),
  ).toBeGreaterThan(20);
  await expect(plain.getByRole('table', { name: 'Newest transactions' })).toBeVisible();
  await context.close();
});

test('somebody else’s workspace and a missing one look the same', async ({ page, signInAs, guard }) => {
  guard.expect(/404/);
  await signInAs(emailOf('owner'));
  const [, other] = e2eEnvironment().workspaces;
  const bodies: (string | null)[] = [];
  for (const slug of [other?.slug ?? '', 'no-such-workspace']) {
    const reply = await page.goto(`/w/${slug}`);
    expect(reply?.status()).toBe(404);
    await expect(page.getByRole('heading', { name: 'There is nothing here' })).toBeVisible();
    await expect(page).toHaveTitle('Not found · Coffer');
    bodies.push(await page.getByRole('main').textContent());
  }
  expect(bodies[0]).toBe(bodies[1]);
  await expectAccessible(page);
});

test('signed out, every page asks to sign in and then comes back to it', async ({ page }) => {
  await page.goto(`${base()}/usage?range=7d`);
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await expect(page.getByRole('heading', { name: 'Sign in to Coffer' })).toBeVisible();
});

test('signing out ends the session, not only on this page', async ({ page, browser }) => {
  const home = await signInAsNewcomer(page, browser, 'leaver');
  const { cookies } = await page.context().storageState();
  await page.getByRole('button', { name: /^leaver@/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).filter({ visible: true }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.context().addCookies(cookies);
  await page.goto(home);
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
});

/** Micro-credits of a shown figure: floats would hide a difference. */
const micro = (text: string | null): number => Math.round(Number(text?.replace(/,/g, '').replace('−', '-')) * 1e6);

async function sumOfColumn(page: Page, column: number): Promise<number> {
  const cells = page.locator(`table:has(tfoot) tbody tr td:nth-child(${column + 1})`);
  return (await cells.allTextContents()).reduce((sum, text) => sum + micro(text), 0);
}
