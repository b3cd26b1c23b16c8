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

interface Look {
  width: number;
  height: number;
  colorScheme: 'light' | 'dark';
  /** Pixels of the screen to one of the page. */
  deviceScaleFactor?: number;
  reducedMotion?: 'reduce';
  /** Names of screens; all are visited unless it is given. */
  only?: ReadonlySet<string>;
}

/** What people come for, one of each kind of page. */
const MAIN_SCREENS = new Set([
  ...['overview', 'usage', 'transactions', 'top-up', 'receipts-purchase', 'keys-new', 'members', 'alerts', 'settings'],
  ...['sign-in', 'admin', 'admin-customers-customer', 'docs'],
]);

/**
 * Opens every screen in a browser of whoever it is for, and lets `check` look at each. A screen that fails does not keep
 * the others from being looked at: what is wrong with any of them is told in the end.
 */
async function visitAll(
  browser: Browser,
  baseURL: string,
  { width, height, only, ...look }: Look,
  check: (page: Page, screen: Screen) => Promise<void>,
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<void> {
  const all = (await allScreens()).filter(({ name }) => !only || only.has(name));
  expect(all.length).toBeGreaterThanOrEqual(only?.size ?? 1);
  const problems: string[] = [];
  for (const email of new Set(all.map(({ as }) => as))) {
    const context = await browser.newContext({
      baseURL,
      storageState: email ? await sessionOf(browser, email, baseURL) : undefined,
      ...look,
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

test('at 200 % zoom no text is clipped and nothing is out of reach, and nothing moves for who asked for that', async ({
  browser,
  baseURL,
}) => {
  test.setTimeout(5 * 60_000);
  const look: Look = {
    ...{ width: 640, height: 400, deviceScaleFactor: 2 },
    ...{ colorScheme: 'light', reducedMotion: 'reduce', only: MAIN_SCREENS },
  };
  await visitAll(
    browser,
    baseURL ?? '',
    look,
    async (page, { name }) => {
      await expectNoSidewaysScroll(page);
      await expectTranslated(page, name);
      const isMoving = () => document.getAnimations().some(({ playState }) => playState === 'running');
      expect(await page.evaluate(isMoving), `something moves on ${name}`).toBe(false);
      // A bar that stays in place must leave room for what it stays above.
      const covered = await page.evaluate(() =>
        [...document.querySelectorAll('body *')]
          .filter((element) => /^(fixed|sticky)$/.test(getComputedStyle(element).position))
          .filter((element) => element.checkVisibility() && !element.matches('aside, [popover], a[href="#content"]'))
          .map((element) => element.getBoundingClientRect().height / innerHeight),
      );
      expect(Math.max(0, ...covered), `what stays in place on ${name}`).toBeLessThan(1 / 3);
    },
    (page) => page.context().addCookies([{ ...PSEUDO_COOKIE, url: baseURL }]),
  );
});
