import { expect, type Page } from '@playwright/test';
import { breakPages, FAILURES, holdPages } from './failing-pages';
import type { Screen, Undo } from './screens';

/** What somebody or something does on a page. Found by what things are, not by name: pages are seen in each language. */
type Moment = Pick<Screen, 'arrange' | 'isOverlay' | 'provokes'> & {
  name: string;
  /** The name of the screen on which it happens, or of one of the workspace where `at` is. */
  of: string;
  /** Below the workspace. */
  at?: string;
};

const nothing: Undo = async () => {};

/** Script may still be on its way when the page is there. */
const untilShown = async (page: Page, selector: string, act: () => Promise<unknown>): Promise<Undo> => {
  const shown = page.locator(selector);
  await expect(async () => {
    if (!(await shown.isVisible())) await act();
    await expect(shown).toBeVisible({ timeout: 2_000 });
  }).toPass();
  return nothing;
};

/** On a phone all menus are one. */
const openMenu = async (page: Page, menu: string): Promise<Undo> => {
  const buttons = [menu, 'phone-menu'].map((id) => `button[popovertarget="${id}"]`).join(', ');
  await page.locator(buttons).filter({ visible: true }).click();
  await expect(page.locator('[popover]:popover-open')).toBeVisible();
  return nothing;
};

const openFolds = async (page: Page): Promise<Undo> => {
  await expect(page.locator('main details').first()).toBeAttached();
  await page.locator('main details').evaluateAll((all) => {
    for (const fold of all) fold.setAttribute('open', '');
  });
  return nothing;
};

const slugOf = (page: Page): string => new URL(page.url()).pathname.split('/')[2] ?? '';

/** Screens with forms and lists that are folded until somebody asks for them. */
const FOLDED = [
  ...['overview', 'transactions', 'keys-key', 'members-member', 'members-other', 'members-teams-team', 'alerts-rule'],
  ...['alerts-webhooks-endpoint', 'admin-people', 'admin-customers-customer', 'review-purchase-in-console'],
];

/** A customer of its own, whose pages may fail and whose keys may come and go. */
const APART = 'set-aside-overview';

const MOMENTS: Moment[] = [
  ...FOLDED.map((of) => ({ name: `${of}-unfolded`, of, arrange: openFolds })),
  { name: 'menu', of: 'overview', isOverlay: true, arrange: (page) => openMenu(page, 'user-menu') },
  {
    name: 'menu-workspaces',
    of: APART,
    isOverlay: true,
    arrange: async (page) => {
      await openMenu(page, 'workspace-menu');
      await page.locator('#phone-menu').evaluate((menu) => menu.scrollTo(0, menu.scrollHeight));
      return nothing;
    },
  },
  {
    name: 'transactions-kinds',
    of: 'transactions',
    isOverlay: true,
    arrange: async (page) => {
      await page.locator('#kinds-button').click();
      return nothing;
    },
  },
  {
    name: 'usage-calendar',
    of: 'usage',
    isOverlay: true,
    arrange: (page) =>
      untilShown(page, 'dialog[open] [role="grid"]', () =>
        page.locator('main form button[aria-haspopup="dialog"]').click({ timeout: 2_000 }),
      ),
  },
  {
    name: 'usage-shortcuts',
    of: 'usage',
    isOverlay: true,
    arrange: (page) => untilShown(page, 'dialog[open] kbd >> nth=0', () => page.keyboard.press('?')),
  },
  {
    name: 'keys-new-shown',
    of: APART,
    at: '/keys/new',
    arrange: async (page) => {
      await page.locator('input[name="name"]').fill('Backend');
      await page.locator('main form button[type="submit"]').click();
      await expect(page.locator('main input[readonly]')).toHaveValue(/^sk_live_/);
      return nothing;
    },
  },
  {
    name: 'error',
    of: APART,
    at: '/audit',
    provokes: FAILURES,
    arrange: async (page) => {
      const mend = await breakPages(slugOf(page));
      await page.reload();
      await expect(page.locator('main h1 ~ div code')).toBeVisible();
      return mend;
    },
  },
  {
    name: 'slow',
    of: 'overview',
    isOverlay: true,
    arrange: async (page) => {
      await expect(page.locator('[data-live="live"]')).toBeVisible(); // the router is there
      const goOn = await holdPages(page, '**/top-up*');
      await untilShown(page, '.animate-underway', () => page.locator('main a[href$="/top-up"]').first().click());
      return goOn;
    },
  },
  {
    name: 'offline',
    of: 'overview',
    isOverlay: true,
    arrange: async (page) => {
      await expect(page.locator('[data-live="live"]')).toBeVisible();
      await page.context().setOffline(true);
      await expect(page.locator('[data-live="offline"]')).toBeVisible();
      return () => page.context().setOffline(false);
    },
  },
];

/** The moments, each on the screen it belongs to. */
export const momentsOf = (screens: Screen[]): Screen[] =>
  MOMENTS.map(({ of, at, ...moment }) => {
    const screen = screens.find(({ name }) => name === of);
    if (!screen) throw new Error(`there is no screen ${of}`);
    const below = at === undefined ? {} : { route: `/w/[workspace]${at}`, path: screen.path + at };
    return { ...screen, ...below, ...moment };
  });
