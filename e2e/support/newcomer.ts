import type { Browser, Page } from '@playwright/test';
import { e2eEnvironment } from './environment';
import { sessionOf } from './sign-in';

/**
 * Signs the page in as somebody with a workspace of their own and no credits, who is the same for all stories of a file.
 * Answers the workspace's path.
 */
export async function signInAsNewcomer(page: Page, browser: Browser, name: string): Promise<string> {
  const { baseUrl } = e2eEnvironment();
  const { cookies } = await sessionOf(browser, `${name}@example.com`, baseUrl);
  await page.context().addCookies(cookies);
  await page.goto('/');
  await page.waitForURL(/\/w\//);
  return new URL(page.url()).pathname;
}
