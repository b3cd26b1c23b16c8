import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { expectAccessible } from './support/accessibility';
import { demoWorkspace, e2eEnvironment, emailOf } from './support/environment';
import { signInWithCredits } from './support/newcomer';
import { expect, test } from './support/test';

const base = () => `/w/${demoWorkspace().slug}`;

const DAY_MS = 86_400_000;
/** That many days ago, as it stands in addresses. */
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** Micro-credits of a shown figure: floats would hide a difference. */
const micro = (text: string | null): number =>
  Math.round(Number(text?.replace(/[^\d.−-]/g, '').replace('−', '-')) * 1e6);

async function csvOf(download: Download): Promise<string[][]> {
  const text = await readFile(await download.path(), 'utf8');
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') lines.push([]);
  }
  return lines.slice(0, -1);
}

async function take(page: Page, name: string): Promise<string[][]> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
  return csvOf(download);
}

test('what the API spends shows on the overview without a reload', async ({ page, browser }) => {
  const { home, spend } = await signInWithCredits(page, browser, 'live-reader', '1000');
  await page.goto(home);
  await expect(page.locator('[data-live="live"]')).toBeVisible({ timeout: 15_000 });
  await page.evaluate(() => Object.assign(window, { isSamePage: true }));
  const before = micro(await page.getByTestId('figure').textContent());
  await spend('1.25');
  await expect
    .poll(async () => micro(await page.getByTestId('figure').textContent()), { timeout: 20_000 })
    .toBe(before - 1_250_000);
  await expect(page.getByRole('table', { name: 'Newest transactions' }).getByRole('row').nth(1)).toContainText('−1.25');
  await expect(page.getByText(/credits available$/)).toBeAttached();
  expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
});

test('without a connection the overview says of when its figures are, and comes back by itself', async ({
  page,
  context,
  browser,
}) => {
  const { home, spend } = await signInWithCredits(page, browser, 'live-reader', '500');
  await page.goto(home);
  await expect(page.locator('[data-live="live"]')).toBeVisible({ timeout: 15_000 });
  const before = micro(await page.getByTestId('figure').textContent());
  const notice = page.getByText('You are offline. What you see is from before.');
  await context.setOffline(true);
  await expect(page.getByText(/^Offline, as of/)).toBeVisible();
  await expect(notice).toBeVisible();
  // What happens meanwhile is not shown, and nothing else breaks.
  await spend('2.5');
  expect(micro(await page.getByTestId('figure').textContent())).toBe(before);
  await context.setOffline(false);
  await expect(notice).toBeHidden();
  await expect(page.locator('[data-live="live"]')).toBeVisible({ timeout: 15_000 });
  await expect
    .poll(async () => micro(await page.getByTestId('figure').textContent()), { timeout: 20_000 })
    .toBe(before - 2_500_000);
});

test('the notice of being offline is in the reader’s language, on other pages too', async ({
  page,
  context,
  signInAs,
}) => {
  await signInAs(emailOf('owner'));
  await context.addCookies([{ name: 'coffer_locale', value: 'de', url: e2eEnvironment().baseUrl }]);
  await page.goto(`${base()}/transactions`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  const notice = page.getByText('Sie sind offline. Was Sie sehen, ist von vorhin.');
  await expect(notice).toBeVisible();
  await page.getByRole('link', { name: 'Belege' }).first().click();
  await expect(page.getByRole('status').getByText(/Dafür ist eine Verbindung nötig/)).toBeVisible();
  await expect(page).toHaveURL(/\/transactions$/);
  await context.setOffline(false);
  await expect(page.getByText(/Sie sind offline/)).toHaveCount(0);
});

test('every filter survives a reload and the way back, and can be taken away alone', async ({ page, signInAs }) => {
  await signInAs(emailOf('owner'));
  await page.goto(`${base()}/transactions`);
  await page.getByText('More filters').click();
  await page.getByLabel('Direction').selectOption({ label: 'Credits out' });
  await page.getByLabel('Amount from').fill('−5');
  await page.getByLabel('Time zone').selectOption('Asia/Kathmandu');
  await page.getByRole('button', { name: 'Apply filters' }).last().click();
  await expect(page.getByRole('list', { name: 'Active filters' }).getByRole('link')).toHaveCount(2);
  await page.reload();
  await expect(page.getByLabel('Time zone')).toHaveValue('Asia/Kathmandu');
  await expect(page.getByText(/Times are in Asia\/Kathmandu/)).toBeVisible();
  const amounts = await page.getByRole('table').locator('tbody td:nth-last-child(2)').allTextContents();
  expect(amounts.length).toBeGreaterThan(10);
  for (const amount of amounts) expect(micro(amount)).toBeGreaterThanOrEqual(-5_000_000);
  for (const amount of amounts) expect(micro(amount)).toBeLessThan(0);
  await expectAccessible(page);

  await page.getByRole('link', { name: /^Amount from/ }).click();
  await expect(page.getByRole('list', { name: 'Active filters' }).getByRole('link')).toHaveCount(1);
  await page.goBack();
  await expect(page.getByRole('list', { name: 'Active filters' }).getByRole('link')).toHaveCount(2);
  await expect(page.getByLabel('Amount from')).toHaveValue('-5');
});

test('the history leaves as CSV and as JSON with the rows and figures of the screen', async ({ page, signInAs }) => {
  await signInAs(emailOf('viewer'));
  // What is older than this day stays as it is, whatever another story buys or is granted meanwhile.
  await page.goto(`${base()}/transactions?kind=purchase,grant&to=${daysAgo(2)}`);
  const shown = await page.getByRole('table').locator('tbody td:nth-last-child(2)').allTextContents();
  expect(shown.length).toBeGreaterThan(0);
  const [header = [], ...lines] = await take(page, 'Export CSV');
  const amounts = lines.map((line) => line[header.indexOf('amount')]);
  expect(amounts.slice(0, shown.length)).toEqual(shown.map((text) => text.replace(/^\+/, '')));
  for (const line of lines) expect(line[header.indexOf('kind')]).toMatch(/^(purchase|grant)$/);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export JSON' }).click(),
  ]);
  const exported = JSON.parse(await readFile(await file.path(), 'utf8')) as { transactions: { amount: string }[] };
  expect(exported.transactions.map(({ amount }) => amount)).toEqual(amounts);
});

test('usage leaves as CSV that equals its table', async ({ page, signInAs }) => {
  await signInAs(emailOf('owner'));
  await page.goto(`${base()}/usage?from=${daysAgo(31)}&to=${daysAgo(2)}&group=member&compare=1`);
  const table = page.getByRole('table', { name: /as a table/ });
  const totals = await table.locator('tr:has(td) td:nth-child(2)').allTextContents();
  const [header = [], ...lines] = await take(page, 'Export CSV');
  expect(lines.map((line) => line[header.indexOf('total')])).toEqual(totals);
  expect(header).toContain('before_micro_credits');
});

test('single keys choose a range, a list of them opens with ?, and they can be switched off', async ({
  page,
  signInAs,
}) => {
  await signInAs(emailOf('owner'));
  await page.goto(`${base()}/usage`);
  const chosen = page.getByRole('navigation', { name: 'Range' }).locator('[aria-current="true"]');
  await expect(chosen).toHaveText('30 days');
  await expect(async () => {
    await page.keyboard.press('w');
    await expect(page).toHaveURL(/range=7d/, { timeout: 2_000 });
  }).toPass();
  await expect(chosen).toHaveText('7 days');
  await page.keyboard.press('q');
  await expect(chosen).toHaveText('This quarter');

  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(list).toBeVisible();
  await expectAccessible(page);
  await list.getByRole('checkbox', { name: 'Shortcuts are on' }).uncheck();
  await list.getByRole('button', { name: 'Close' }).click();
  await page.keyboard.press('y');
  await expect(chosen).toHaveText('This quarter');
  await page.getByRole('button', { name: 'Shortcuts' }).click();
  await list.getByRole('checkbox').check();
});

test('a range is chosen in the calendar with the keyboard', async ({ page, signInAs }) => {
  await signInAs(emailOf('owner'));
  await page.goto(`${base()}/usage?from=2026-03-02&to=2026-03-10&group=none`);
  await page.getByRole('button', { name: 'Calendar' }).click();
  const dialog = page.getByRole('dialog', { name: 'Choose a range' });
  await expect(dialog.getByRole('grid')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: /\b5 March/ }).click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Show this range' }).click();
  await expect(page).toHaveURL(/from=2026-03-05&to=2026-03-06/);
  await expect(page.getByRole('heading', { name: '5 Mar 2026 to 6 Mar 2026' })).toBeVisible();
});

test('the period before stands beside each row and in the chart', async ({ page, signInAs }) => {
  await signInAs(emailOf('owner'));
  await page.goto(`${base()}/usage?range=7d&group=feature`);
  await page.getByRole('link', { name: 'Compare with the period before' }).click();
  await expect(page).toHaveURL(/compare=1/);
  const table = page.getByRole('table', { name: /as a table/ });
  await expect(table.getByRole('columnheader', { name: 'Period before' })).toBeVisible();
  const cells = await table.locator('tbody td:nth-child(3)').allTextContents();
  const total = await table.locator('tfoot td:nth-child(3)').textContent();
  expect(cells.reduce((sum, text) => sum + micro(text), 0)).toBe(micro(total));
  await expect(page.getByRole('figure').getByText('Period before', { exact: true })).toBeVisible();
  await expectAccessible(page);
});

test('another zone moves days and changes no total', async ({ page, signInAs }) => {
  await signInAs(emailOf('owner'));
  await page.goto(`${base()}/usage?range=all&by=month&group=none`);
  const total = page
    .getByRole('table', { name: /as a table/ })
    .locator('tfoot td')
    .first();
  const before = await total.textContent();
  await page.getByLabel('Time zone').selectOption('Asia/Kathmandu');
  await expect(page).toHaveURL(/tz=Asia/);
  await expect(page.getByText(/Days begin and end in Asia\/Kathmandu/)).toBeVisible();
  expect(await total.textContent()).toBe(before);
});

test('a click on a series in the chart shows it alone', async ({ page, signInAs }) => {
  await signInAs(emailOf('owner'));
  await page.goto(`${base()}/usage?range=30d&group=feature`);
  const name = await page.getByRole('figure').getByRole('link').first().textContent();
  await expect(async () => {
    await page.locator('rect[data-series="0"]').first().click();
    await expect(page).toHaveURL(/feature=/, { timeout: 2_000 });
  }).toPass();
  await expect(page.getByRole('link', { name: `Feature: ${name}` })).toBeVisible();
});

test('385 days of a chart are there without script, and in German', async ({ page, browser, signInAs }) => {
  await signInAs(emailOf('owner'));
  const { baseUrl } = e2eEnvironment();
  const context = await browser.newContext({
    baseURL: baseUrl,
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  await context.addCookies([{ name: 'coffer_locale', value: 'de', url: baseUrl }]);
  const plain = await context.newPage();
  await plain.goto(`${base()}/usage?from=${daysAgo(386)}&to=${daysAgo(2)}&by=day&group=feature`);
  await expect(plain.getByRole('heading', { level: 1, name: 'Verbrauch' })).toBeVisible();
  await expect(plain.getByRole('img', { name: /^Täglicher Verbrauch/ })).toBeVisible();
  expect(await plain.locator('path[data-series]').count()).toBeGreaterThan(3);
  await expect(plain.getByRole('table', { name: /als Tabelle/ }).getByRole('row')).toHaveCount(387); // heading, 385 days, total
  await context.close();
});
