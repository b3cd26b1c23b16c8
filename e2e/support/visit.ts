import { type Browser, type BrowserContextOptions, expect, type Page } from '@playwright/test';
import { e2eEnvironment } from './environment';
import { untilReady } from './ready';
import type { Screen } from './screens';
import { sessionOf } from './sign-in';

/** Opens a screen, brings about what belongs to it, and lets `look` see it. */
export async function visit(page: Page, { path, arrange }: Screen, look: () => Promise<void>): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  if (arrange) await untilReady(page);
  const undo = await arrange?.(page);
  try {
    await look();
  } finally {
    await undo?.();
  }
}

/** Gives `work` the screens of each person with a page of theirs; those that provoke problems have a page of their own. */
export async function forEachViewer(
  browser: Browser,
  screens: Screen[],
  options: BrowserContextOptions,
  work: (page: Page, own: [Screen, ...Screen[]]) => Promise<void>,
): Promise<void> {
  const baseURL = e2eEnvironment().baseUrl;
  const viewerOf = ({ as, name, provokes }: Screen) => (provokes ? name : as);
  for (const viewer of new Set(screens.map(viewerOf))) {
    const [first, ...others] = screens.filter((screen) => viewerOf(screen) === viewer);
    if (!first) continue;
    const context = await browser.newContext({
      baseURL,
      storageState: first.as ? await sessionOf(browser, first.as, baseURL) : undefined,
      locale: 'en-US',
      timezoneId: 'Europe/Berlin',
      ...options,
    });
    await work(await context.newPage(), [first, ...others]);
    await context.close();
  }
}
