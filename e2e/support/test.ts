import { test as base, expect, type Page } from '@playwright/test';
import { e2eEnvironment } from './environment';
import { type Guard, guardPage } from './guard';
import { readyWhenLoaded } from './ready';
import { sessionOf } from './sign-in';

interface Fixtures {
  /** Watches the page of the story; any problem fails it at the end. */
  guard: Guard;
  /** Signs the story's page in as somebody. */
  signInAs: (email: string) => Promise<Page>;
}

/**
 * Every story is guarded: a console error, a failed request or a request to another host fails it. Its page is opened
 * when it answers to clicks, unless it is a story without script.
 */
export const test = base.extend<Fixtures>({
  page: async ({ page, javaScriptEnabled }, use) => {
    await use(javaScriptEnabled === false ? page : readyWhenLoaded(page));
  },
  guard: [
    async ({ page }, use) => {
      const { baseUrl, mailboxUrl, stripeSandboxUrl } = e2eEnvironment();
      const guard = guardPage(
        page,
        [baseUrl, mailboxUrl, stripeSandboxUrl].map((url) => new URL(url).origin),
      );
      await use(guard);
      expect(guard.problems).toEqual([]);
    },
    { auto: true },
  ],
  signInAs: async ({ page, browser, baseURL }, use) => {
    await use(async (email) => {
      const { cookies } = await sessionOf(browser, email, baseURL ?? e2eEnvironment().baseUrl);
      await page.context().addCookies(cookies);
      return page;
    });
  },
});

export { expect };
