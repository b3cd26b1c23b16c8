import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface AxeWindow {
  axe: {
    run(
      context: Document,
      options: object,
    ): Promise<{ violations: { id: string; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }>;
  };
}

/** Lets colours and sizes that are on their way to others arrive: half of the way there is no state to judge. */
const atRest = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const arrive = async () => {
      await new Promise(requestAnimationFrame); // what has just changed begins to move with the next picture
      const moving = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
      await Promise.allSettled(moving.map(({ finished }) => finished));
    };
    await Promise.race([arrive(), new Promise((resolve) => setTimeout(resolve, 2_000))]);
  });

/** Finds nothing to complain about, in the page as it stands now. */
export async function expectAccessible(page: Page): Promise<void> {
  // After a click on a link, the title is the last thing to come.
  await expect(page).toHaveTitle(/./);
  // The browser's debugger puts it in, which the page's content security policy does not concern.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  await atRest(page);
  const violations = await page.evaluate(async (tags) => {
    const { axe } = window as unknown as AxeWindow;
    const result = await axe.run(document, { runOnly: { type: 'tag', values: tags }, iframes: false });
    return result.violations.map(({ id, help, nodes }) => ({
      id,
      help,
      nodes: nodes.slice(0, 5).map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary ?? ''}`),
    }));
  }, RULES);
  expect(violations, `accessibility of ${page.url()}`).toEqual([]);
}

/** Nothing sticks out sideways, neither of the page nor of its side bar. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('aside')].map(
      ({ scrollWidth, clientWidth }) => scrollWidth - clientWidth,
    ),
  );
  expect(Math.max(...overflow), `sideways scroll on ${page.url()}`).toBe(0);
}
