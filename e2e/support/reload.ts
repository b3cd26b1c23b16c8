import { expect, type Locator, type Page } from '@playwright/test';

/** Reads the page again until something stands there: what comes from Stripe or from the jobs takes its time. */
export async function seenAfterReload(page: Page, what: Locator): Promise<void> {
  await expect(async () => {
    if (await what.isVisible()) return;
    await page.reload();
    await expect(what).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000 });
}
