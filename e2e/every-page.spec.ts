import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from './support/accessibility';
import { guardPage } from './support/guard';
import { expectTranslated, PSEUDO_COOKIE } from './support/pseudo';
import { allScreens, type Screen } from './support/screens';
import { sessionOf } from './support/sign-in';

const LOOKS = [
  { width: 1280, height: 800, colorScheme: 'light' },
  { width: 1280, height: 800, colorScheme: 'dark' },
  { width: 360, height: 640, colorScheme: 'light' },
  { width: 360, height: 640, colorScheme: 'dark' },
] as const;

type Look = { width: number; height: number; colorScheme: 'light' | 'dark' };

/**
 * Opens every screen in a browser of whoever it is for, and lets `check` look at each. A screen that fails does not keep
 * the others from being looked at: what is wrong with any of them is told in the end.
 */
async function visitAll(
  browser: Browser,
  baseURL: string,
  { width, height, colorScheme }: Look,
  check: (page: Page, screen: Screen) => Promise<void>,
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<void> {
  const all = await allScreens();
  const problems: string[] = [];
  for (const email of new Set(all.map(({ as }) => as))) {
    const context = await browser.newContext({
      baseURL,
      storageState: email ? await sessionOf(browser, email, baseURL) : undefined,
      colorScheme,
      viewport: { width, height },
      locale: 'en-US',
      timezoneId: 'Europe/Berlin',
    });
    const page = await context.newPage();
    const guard = guardPage(page, [new URL(baseURL).origin]);
    // Missing and forbidden pages answer with their status, which the console mentions.
    guard.expect(/Failed to load resource.*(403|404)/);
    await prepare(page);
    for (const screen of all.filter(({ as }) => as === email)) {
      await test.step(screen.name, async () => {
        try {
          await page.goto(screen.path);
          await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
          await check(page, screen);
        } catch (error) {
          problems.push(`${screen.name}: ${error instanceof Error ? error.message : String(error)}`);
        }
      });
    }
    problems.push(...guard.problems);
    await context.close();
  }
  expect(problems.length, problems.join('\n\n')).toBe(0);
}

for (const look of LOOKS) {
  test(`every page is accessible at ${look.width} px in ${look.colorScheme}, and fits`, async ({
    browser,
    baseURL,
  }) => {
    test.setTimeout(10 * 60_000);
    await visitAll(browser, baseURL ?? '', look, async (page) => {
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      const isDark = await page.evaluate(() => document.documentElement.classList.contains('dark'));
      expect(isDark).toBe(look.colorScheme === 'dark');
    });
  });
}

for (const width of [1280, 360]) {
  test(`no text is raw or clipped in a language a third longer, at ${width} px`, async ({ browser, baseURL }) => {
    test.setTimeout(10 * 60_000);
    const look: Look = { width, height: 800, colorScheme: 'light' };
    await visitAll(
      browser,
      baseURL ?? '',
      look,
      async (page, { name }) => {
        await expectNoSidewaysScroll(page);
        await expectTranslated(page, name);
      },
      (page) => page.context().addCookies([{ ...PSEUDO_COOKIE, url: baseURL }]),
    );
  });
}
