import type { Page } from '@playwright/test';
import { queryDemo } from './query';
import type { Undo } from './screens';

/** Nobody knows it, so that every page with times on it fails: in this one workspace. */
const NO_ZONE = 'Nowhere/Broken';

/** What the browser says of pages that fail on purpose. */
export const FAILURES = [
  /^reply 500: /,
  /Failed to load resource: the server responded with a status of 500/,
  /An error occurred in the Server Components render|Minified React error #441/,
];

/** Lets the pages of one workspace fail in the database until the answer is called. */
export async function breakPages(slug: string): Promise<Undo> {
  const setZone = (zone: string) => queryDemo('UPDATE workspaces SET time_zone = $2 WHERE slug = $1', [slug, zone]);
  await setZone(NO_ZONE);
  return () => setZone('Europe/Berlin');
}

/** Lets the pages whose address matches `pattern` wait until the answer is called. */
export async function holdPages(page: Page, pattern: string): Promise<Undo> {
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route(pattern, async (route) => {
    await held;
    await route.continue();
  });
  return async () => {
    goOn();
    await page.unrouteAll({ behavior: 'wait' });
  };
}
