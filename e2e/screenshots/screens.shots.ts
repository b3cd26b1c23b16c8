import { mkdirSync } from 'node:fs';
import { type Page, test } from '@playwright/test';
import type { Screen } from '../support/screens';
import { allStates } from '../support/situations';
import { forEachViewer, visit } from '../support/visit';

const FOLDER = process.env.COFFER_SCREENSHOTS ?? '.coffer/screenshots';

const WINDOWS = [
  { window: 'wide', width: 1280, height: 800 },
  { window: 'phone', width: 360, height: 740 },
] as const;

/** As high as the page: what sticks to the window's edges is then where a reader at the page's end finds it. */
async function growToPage(page: Page, least: { width: number; height: number }): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (height > least.height) await page.setViewportSize({ ...least, height });
}

/** In both themes, which change without anything else. */
async function takePictures(page: Page, { name, isOverlay }: Screen, window: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html.${colorScheme}`).waitFor();
    await page.screenshot({ path: `${FOLDER}/${name}-${window}-${colorScheme}.png`, fullPage: !isOverlay });
  }
}

for (const { window, ...size } of WINDOWS) {
  test(`a picture of every screen, ${window}, in light and dark`, async ({ browser }) => {
    test.setTimeout(20 * 60_000);
    mkdirSync(FOLDER, { recursive: true });
    const options = { viewport: size, reducedMotion: 'reduce' } as const;
    await forEachViewer(browser, await allStates(browser), options, async (page, own) => {
      for (const screen of own) {
        await page.setViewportSize(size);
        await visit(page, screen, async () => {
          if (!screen.isOverlay) await growToPage(page, size);
          await takePictures(page, screen, window);
        });
      }
    });
  });
}
