import { expectAccessible, expectNoSidewaysScroll } from './support/accessibility';
import { e2eEnvironment } from './support/environment';
import { expect, test } from './support/test';

const DOCUMENTS = ['Coffer', 'OpenMonetize', 'Togai', 'FlowHunt', 'Kable'];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1280, 360]) {
    test(`anybody reads the reference: ${colorScheme}, ${width} wide`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.goto('/docs');
      const call = page.locator('#operations-Credits-consume');
      await call
        .getByRole('button', { name: 'Spend credits' })
        .or(call.locator('.opblock-control-arrow'))
        .first()
        .click();
      await expect(call.getByRole('group', { name: 'Snippets' })).toBeVisible();
      await expect(call.getByText('curl -X POST "$COFFER_URL/v1/credits/consume"')).toBeVisible();
      await call.getByRole('button', { name: 'Python' }).click();
      await expect(call.getByText('import urllib.request')).toBeVisible();
      await call.getByText('402').first().click();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
    });
  }
}

test('the reference never has two main landmarks, not even while it is being drawn', async ({ page }) => {
  await page.addInitScript(() => {
    const seen = window as unknown as { mains: number };
    seen.mains = 0;
    new MutationObserver(() => {
      const mains = [...document.querySelectorAll('main')].filter((element) => element.checkVisibility());
      seen.mains = Math.max(seen.mains, mains.length);
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto('/docs');
  await expect(page.locator('.opblock').first()).toBeVisible();
  expect(await page.evaluate(() => (window as unknown as { mains: number }).mains)).toBe(1);
});

test('a call is tried from the reference with an own key', async ({ page }) => {
  const { workspaces } = e2eEnvironment();
  await page.goto('/docs');
  await page.getByRole('button', { name: 'Authorize', exact: true }).click();
  const dialog = page.locator('.dialog-ux');
  await dialog
    .locator('input')
    .first()
    .fill(workspaces[0]?.keys.read ?? '');
  await dialog
    .getByRole('button', { name: /apply credentials/i })
    .first()
    .click();
  await dialog.getByRole('button', { name: 'Close', exact: true }).first().click();
  const call = page.locator('#operations-Wallets-listWallets');
  await call.locator('.opblock-control-arrow').click();
  await call.getByRole('button', { name: 'Try it out' }).click();
  await call.getByRole('button', { name: 'Execute' }).click();
  await expect(call.locator('.live-responses-table')).toContainText('availableBalance');
});

test('every document is there, and each code is explained', async ({ page }) => {
  await page.goto('/docs');
  for (const name of DOCUMENTS) {
    await page.getByRole('navigation', { name: 'Which API' }).getByRole('link', { name, exact: true }).click();
    await expect(
      page
        .getByRole('main', { name: `API reference: ${name}` })
        .locator('.opblock')
        .first(),
    ).toBeVisible();
  }
  await expect(page.getByRole('region', { name: 'Errors', exact: true })).toContainText('insufficient_credits');
  await expect(page.getByRole('region', { name: 'Limits' })).toContainText('Retry-After');
});
