import type { Browser, Page } from '@playwright/test';
import { askApi } from './customer';
import { e2eEnvironment } from './environment';
import { queryDemo } from './query';
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

/** The same with credits, whose books nobody but the story moves. `spend` does it as a customer's program would. */
export async function signInWithCredits(page: Page, browser: Browser, name: string, amount: string) {
  const home = await signInAsNewcomer(page, browser, name);
  const [workspace] = await queryDemo<{ id: string }>('SELECT id FROM workspaces WHERE slug = $1', [
    home.split('/').at(-1) ?? '',
  ]);
  if (!workspace) throw new Error(`there is no workspace at ${home}`);
  const customerId = workspace.id;
  await askApi('POST', '/v1/grants', { customerId, amount });
  const spend = (credits: string) => askApi('POST', '/v1/credits/consume', { customerId, amount: credits });
  return { home, spend };
}
