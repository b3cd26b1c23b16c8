import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { e2eEnvironment } from './support/environment';
import { newestMail } from './support/mailbox';
import { expect, test } from './support/test';

/** More stops than any page has: whoever needs as many has lost the way. */
const MAX_STOPS = 80;

test('the keyboard alone signs in, pays for credits, makes a key, and takes the transactions along', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const email = `typist-${Date.now()}@example.com`;

  await test.step('signs in with a mailed link', async () => {
    await page.goto('/sign-in');
    await tabTo(page, page.getByLabel('E-mail address'));
    await page.keyboard.type(email);
    await page.keyboard.press('Enter');
    await page.waitForURL(/[?&]sent=/);
    const link = (await newestMail(email, '/sign-in/')).text.match(/https?:\/\/\S+/)?.[0];
    await page.goto(link ?? '');
    await press(page, page.getByRole('button', { name: 'Sign in' }));
    await page.waitForURL(/\/w\/typist/);
  });

  await test.step('pays for a pack', async () => {
    await press(page, page.getByRole('main').getByRole('link', { name: 'Top up', exact: true }));
    const packs = page.getByRole('radio');
    await expect(packs.first()).toBeVisible();
    await tabTo(page, page.getByRole('radio', { checked: true }).first());
    const before = await checkedAt(packs);
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => checkedAt(packs)).not.toBe(before);
    await expectFocusVisible(page);
    await press(page, page.getByRole('button', { name: 'Continue to payment' }));
    await page.waitForURL((url) => url.href.startsWith(e2eEnvironment().stripeSandboxUrl));
    await press(page, page.getByRole('button', { name: /^Pay .\d/ }));
    await expect(page.getByRole('heading', { name: 'Credits added' })).toBeVisible();
  });

  await test.step('makes an API key', async () => {
    await press(page, page.getByRole('link', { name: 'API keys' }));
    await expect(page.getByRole('heading', { name: 'API keys', level: 1 })).toBeVisible();
    await press(page, page.getByRole('link', { name: 'New key' }).first());
    await tabTo(page, page.getByLabel('Name', { exact: true }));
    await page.keyboard.type('Typed');
    await press(page, page.getByRole('button', { name: 'Create key' }));
    await expect(page.getByLabel('The new key')).toHaveValue(/^sk_live_/);
  });

  await test.step('exports the transactions', async () => {
    await press(page, page.getByRole('link', { name: 'Transactions', exact: true }));
    await expect(page.getByRole('heading', { name: 'Transactions', level: 1 })).toBeVisible();
    const arrives = page.waitForEvent('download');
    await press(page, page.getByRole('link', { name: 'Export CSV' }));
    const lines = (await readFile(await (await arrives).path(), 'utf8')).trim().split('\n');
    expect(lines[0]).toMatch(/^\uFEFF?id,/);
    expect(lines.slice(1).filter((line) => line.includes(',purchase,'))).toHaveLength(1);
  });
});

test('the first stop of a page leads past its frame, to the content', async ({ page, signInAs }) => {
  const workspace = e2eEnvironment().workspaces[0];
  await signInAs(workspace?.members.find(({ role }) => role === 'owner')?.email ?? '');
  await page.goto(`/w/${workspace?.slug}/transactions`);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await expectFocusVisible(page);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/#content$/);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1);
});

/** Goes there with the tab key, looking at each stop on the way. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < MAX_STOPS; stop++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
    await expectFocusVisible(page);
  }
  throw new Error(`${target} is not reached with the tab key`);
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

const checkedAt = (radios: Locator): Promise<number> =>
  radios.evaluateAll((all) => all.findIndex((radio) => radio instanceof HTMLInputElement && radio.checked));

/** What has the focus is on the screen and has an outline: itself, what covers its row, or the label around it. */
async function expectFocusVisible(page: Page): Promise<void> {
  const unseen = await page.evaluate(() => {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return null; // past the last stop, in the browser's own frame
    // Past its last figure a date field hands the focus to its calendar's button, around which the browser draws a ring.
    if (focused.matches('input[type="date"]:not(:focus-visible)')) return null;
    const isOutlined = (element: Element, part?: string) => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element, part);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1 && outlineColor !== 'rgba(0, 0, 0, 0)';
    };
    const isSeen = (element: Element | null) => {
      const box = element?.getBoundingClientRect();
      return box !== undefined && box.width > 4 && box.height > 4 && box.right > 0 && box.bottom > 0;
    };
    // A control may be drawn by the label around it, or by what stands beside it there.
    const label = focused.closest('label');
    const marked = [focused, label, ...(label?.children ?? [])].filter((element) => element !== null);
    const isMarked = marked.some(
      (element) => (isSeen(element) && isOutlined(element)) || isOutlined(element, '::after'),
    );
    return isMarked ? null : focused.outerHTML.slice(0, 200);
  });
  expect(unseen, `focus on ${page.url()}`).toBeNull();
}
