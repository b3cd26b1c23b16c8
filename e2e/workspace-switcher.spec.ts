import { randomUUID } from 'node:crypto';
import { expectAccessible } from './support/accessibility';
import { signInAsNewcomer } from './support/newcomer';
import { queryDemo } from './support/query';
import { expect, test } from './support/test';

const COUNT = 40;

/** Puts somebody into many workspaces more, named by number. */
async function join(email: string): Promise<void> {
  await queryDemo(
    `WITH person AS (SELECT id FROM users WHERE email = $1), made AS (
       INSERT INTO workspaces (id, slug, name, time_zone)
       SELECT gen_random_uuid(), $2 || n, 'Branch ' || lpad(n::text, 2, '0'), 'UTC' FROM generate_series(1, $3) n
       RETURNING id)
     INSERT INTO members (workspace_id, id, user_id, name, email, role)
     SELECT made.id, gen_random_uuid(), person.id, 'Mia', $1, 'owner' FROM made, person`,
    [email, `branch-${randomUUID().slice(0, 8)}-`, COUNT],
  );
}

test('somebody in forty workspaces finds one by name, with the keyboard alone', async ({ page, browser }) => {
  await signInAsNewcomer(page, browser, 'switcher');
  await join('switcher@example.com');
  await page.setViewportSize({ width: 1280, height: 420 });
  await page.reload();
  const button = page.getByRole('button', { name: /^Switch workspace/ });
  await button.focus();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('region', { name: 'Workspaces' });
  await expect(menu.getByRole('link')).toHaveCount(COUNT + 1);
  const box = await menu.boundingBox();
  expect((box?.y ?? 0) + (box?.height ?? 1_000)).toBeLessThanOrEqual(420);
  // The one they are in is far down the list, marked, and in sight.
  await expect(menu.locator('[aria-current="true"]')).toHaveCount(1);
  await expect(menu.locator('[aria-current="true"]')).toBeInViewport();
  await expectAccessible(page);

  const search = menu.getByRole('searchbox', { name: 'Search workspaces' });
  await expect(search).toBeFocused();
  await page.keyboard.type('no such branch');
  await expect(menu.getByText('No workspace is called that.')).toBeVisible();
  await search.fill('branch 3');
  await expect(menu.getByRole('link')).toHaveCount(10);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(menu.getByRole('link', { name: 'Branch 31' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Switch workspace, now Branch 31' })).toBeVisible();
  await expect(menu).toBeHidden();

  // Enter in the box opens the first that is found; the box begins empty again.
  await page.getByRole('button', { name: /^Switch workspace/ }).click();
  await expect(search).toHaveValue('');
  await expect(menu.getByRole('link', { name: 'Branch 31' })).toBeInViewport();
  await page.keyboard.type('branch 07');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Switch workspace, now Branch 07' })).toBeVisible();
});

test('on a phone they stay inside the menu, which scrolls', async ({ page, browser }) => {
  await signInAsNewcomer(page, browser, 'switcher');
  if ((await queryDemo(`SELECT 1 FROM members WHERE email = 'switcher@example.com'`)).length <= COUNT) {
    await join('switcher@example.com');
  }
  await page.setViewportSize({ width: 360, height: 640 });
  await page.reload();
  await page.getByRole('button', { name: 'Menu' }).click();
  const menu = page.locator('#phone-menu');
  const box = await menu.boundingBox();
  expect((box?.y ?? 0) + (box?.height ?? 1_000)).toBeLessThanOrEqual(640);
  await expect(menu.getByRole('searchbox', { name: 'Search workspaces' })).not.toBeFocused();
  await menu.getByRole('searchbox', { name: 'Search workspaces' }).fill('branch 22');
  await menu.getByRole('link', { name: 'Branch 22' }).click();
  await expect(page.getByRole('banner').getByText('Branch 22')).toBeVisible();
  await expect(menu).toBeHidden();
});
