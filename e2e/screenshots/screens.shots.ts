import { mkdirSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { allScreens } from '../support/screens';
import { sessionOf } from '../support/sign-in';

const FOLDER = process.env.COFFER_SCREENSHOTS ?? '.coffer/screenshots';

const LOOKS = [
  { look: 'wide-light', width: 1280, colorScheme: 'light' },
  { look: 'wide-dark', width: 1280, colorScheme: 'dark' },
  { look: 'phone-light', width: 360, colorScheme: 'light' },
  { look: 'phone-dark', width: 360, colorScheme: 'dark' },
] as const;

/** As high as the page: what sticks to the window's edges is then where a reader at the page's end finds it. */
async function growToPage(page: Page, width: number): Promise<void> {
  const least = width < 500 ? 740 : 800;
  await page.setViewportSize({ width, height: least });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (height > least) await page.setViewportSize({ width, height });
}

for (const { look, width, colorScheme } of LOOKS) {
  test(`a picture of every screen, ${look}`, async ({ browser, baseURL }) => {
    test.setTimeout(10 * 60_000);
    mkdirSync(FOLDER, { recursive: true });
    const all = await allScreens();
    for (const email of new Set(all.map(({ as }) => as))) {
      const storageState = email ? await sessionOf(browser, email, baseURL ?? '') : undefined;
      const context = await browser.newContext({
        baseURL,
        storageState,
        colorScheme,
        viewport: { width, height: width < 500 ? 740 : 800 },
        locale: 'en-US',
        timezoneId: 'Europe/Berlin',
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      for (const { name, path } of all.filter(({ as }) => as === email)) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
        await growToPage(page, width);
        await page.screenshot({ path: `${FOLDER}/${name}-${look}.png`, fullPage: true });
      }
      await context.close();
    }
  });
}
