import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from './support/accessibility';
import { guardPage } from './support/guard';
import { expectTranslated, PSEUDO_COOKIE } from './support/pseudo';
import { allScreens, type Screen } from './support/screens';
import { allStates } from './support/situations';
import { forEachViewer, visit } from './support/visit';

interface Look {
  width: number;
  height: number;
  /** Pixels of the screen to one of the page. */
  deviceScaleFactor?: number;
  reducedMotion?: 'reduce';
  /** Names of screens; unless it is given, all are visited that an address alone brings about. The others always are. */
  only?: ReadonlySet<string>;
  /** Leaves out the states that no address brings about. */
  isBrief?: boolean;
}

/** What people come for, one of each kind of page. */
const MAIN_SCREENS = new Set([
  ...['overview', 'usage', 'transactions', 'top-up', 'receipts-purchase', 'keys-new', 'members', 'alerts', 'settings'],
  ...['sign-in', 'admin', 'admin-customers-customer', 'docs'],
]);

/** The screens of a look. What folds is there once, unfolded. */
async function screensOf(browser: Browser, { only, isBrief }: Pick<Look, 'only' | 'isBrief'>): Promise<Screen[]> {
  const all = await (isBrief ? allScreens() : allStates(browser));
  const names = new Set(all.map(({ name }) => name));
  const screens = all.filter(
    ({ name, isMade }) => !names.has(`${name}-unfolded`) && (isMade || !only || only.has(name)),
  );
  expect([...(only ?? [])].filter((name) => !names.has(name))).toEqual([]);
  return screens;
}

/**
 * Opens every screen in a browser of whoever it is for, and lets `check` look at each. A screen that fails does not keep
 * the others from being looked at: what is wrong with any of them is told in the end.
 */
async function visitAll(
  browser: Browser,
  baseURL: string,
  { width, height, only, isBrief, ...look }: Look,
  check: (page: Page, screen: Screen) => Promise<void>,
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<void> {
  const all = await screensOf(browser, { only, isBrief });
  const problems: string[] = [];
  await forEachViewer(browser, all, { ...look, viewport: { width, height } }, async (page, own) => {
    const guard = guardPage(page, [new URL(baseURL).origin]);
    // Missing and forbidden pages answer with their status, which the console mentions.
    guard.expect(/Failed to load resource.*(403|404)/);
    for (const provoked of own[0].provokes ?? []) guard.expect(provoked);
    await prepare(page);
    for (const screen of own) {
      await test.step(screen.name, async () => {
        try {
          await visit(page, screen, () => check(page, screen));
        } catch (error) {
          problems.push(`${screen.name}: ${error instanceof Error ? error.message : String(error)}`);
        }
      });
    }
    problems.push(...guard.problems);
  });
  expect(problems.length, problems.join('\n\n')).toBe(0);
}

for (const look of [
  { width: 1280, height: 800 },
  { width: 360, height: 640 },
]) {
  test(`every page is accessible at ${look.width} px in light and dark, and fits`, async ({ browser, baseURL }) => {
    test.setTimeout(10 * 60_000);
    await visitAll(browser, baseURL ?? '', look, async (page) => {
      await expectNoSidewaysScroll(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await expect(page.locator('html')).toHaveClass(new RegExp(`\\b${colorScheme}\\b`));
        await expectAccessible(page);
      }
    });
  });
}

for (const width of [1280, 360]) {
  test(`no text is raw or clipped in a language a third longer, at ${width} px`, async ({ browser, baseURL }) => {
    test.setTimeout(10 * 60_000);
    await visitAll(
      browser,
      baseURL ?? '',
      { width, height: 800, isBrief: width > 360 },
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
    ...{ reducedMotion: 'reduce', only: MAIN_SCREENS },
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
          .filter(
            (element) => element.checkVisibility() && !element.matches('aside, dialog, [popover], a[href="#content"]'),
          )
          .map((element) => element.getBoundingClientRect().height / innerHeight),
      );
      expect(Math.max(0, ...covered), `what stays in place on ${name}`).toBeLessThan(1 / 3);
    },
    (page) => page.context().addCookies([{ ...PSEUDO_COOKIE, url: baseURL }]),
  );
});
