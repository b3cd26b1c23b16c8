import { randomUUID } from 'node:crypto';
import type { Browser, Page } from '@playwright/test';
import { e2eEnvironment } from './support/environment';
import { signInAsNewcomer } from './support/newcomer';
import { queryDemo } from './support/query';
import { sessionOf } from './support/sign-in';
import { expect, test } from './support/test';

const TRIES = 1_000;
const AT_ONCE = 8;

interface Buyer {
  /** The workspace's path. */
  home: string;
  cookie: string;
  purchaseId: string;
  sessionId: string;
}

/** Somebody with a workspace of their own who has gone to Stripe's page and not paid. */
async function goToPay(page: Page, browser: Browser, name: string, amount: string): Promise<Buyer> {
  const home = await signInAsNewcomer(page, browser, name);
  const { cookies } = await sessionOf(browser, `${name}@example.com`, e2eEnvironment().baseUrl);
  await page.goto(`${home}/top-up`);
  const purchaseId = await page.locator('input[name=purchaseId]').inputValue();
  await page.getByRole('textbox', { name: /^Amount in/ }).fill(amount);
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await expect(page).toHaveURL(/\/c\/pay\//);
  const sessionId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const cookie = cookies.map(({ name: key, value }) => `${key}=${value}`).join('; ');
  return { home, cookie, purchaseId, sessionId };
}

/** Everything that a payment changes. */
const booksOf = ({ purchaseId }: Buyer) =>
  queryDemo(
    `SELECT p.status, p.paid_at, p.fulfilled_by, p.payment_intent_id,
       (SELECT count(*)::int FROM grants g WHERE g.workspace_id = p.workspace_id) AS grants,
       (SELECT count(*)::int FROM transactions t WHERE t.workspace_id = p.workspace_id) AS transactions,
       (SELECT count(*)::int FROM outgoing_mails m WHERE m.workspace_id = p.workspace_id) AS mails,
       (SELECT count(*)::int FROM audit_log a WHERE a.workspace_id = p.workspace_id) AS audit
     FROM purchases p WHERE p.id = $1`,
    [purchaseId],
  );

interface Try {
  path: string;
  cookie: string;
  /** 200: the reader's own, unpaid purchase. */
  status: 200 | 307 | 401 | 404;
}

/** Ids that stand for no purchase of the reader's. */
const forgeries = ({ purchaseId, sessionId }: Buyer, mine: Buyer): string[] => [
  purchaseId,
  purchaseId.toUpperCase(),
  sessionId,
  mine.sessionId,
  'cs_test_forged',
  randomUUID(),
  '00000000-0000-0000-0000-000000000000',
  '',
  "' OR 1=1 --",
  '../../return',
  '{CHECKOUT_SESSION_ID}',
  '💳',
  'x'.repeat(2_000),
];

function drawTry(index: number, mine: Buyer, theirs: Buyer): Try {
  const route = index % 2 === 0 ? 'return' : 'status';
  const at = (home: string, query: string) => `${home}/top-up/${route}?${query}`;
  const own = `purchase=${mine.purchaseId}`;
  const made = forgeries(theirs, mine);
  const forged = `purchase=${encodeURIComponent(made[index % made.length] ?? '')}`;
  const kinds: Try[] = [
    { path: at(mine.home, forged), cookie: mine.cookie, status: 404 },
    // What other shops' pages take: here it means nothing, so the own purchase is just looked at.
    { path: at(mine.home, `${own}&session_id=${theirs.sessionId}&paid=true`), cookie: mine.cookie, status: 200 },
    { path: at(theirs.home, `purchase=${theirs.purchaseId}`), cookie: mine.cookie, status: 404 },
    { path: at(theirs.home, own), cookie: mine.cookie, status: 404 },
    { path: at(mine.home, own), cookie: '', status: route === 'return' ? 307 : 401 },
    { path: at(mine.home, forged), cookie: mine.cookie, status: 404 },
    { path: at(mine.home, own), cookie: mine.cookie, status: 200 },
  ];
  return kinds[index % kinds.length] as Try;
}

test(`the page after paying has no effect in ${TRIES} visits with forged, foreign and repeated ids`, async ({
  page,
  browser,
}) => {
  test.setTimeout(5 * 60_000);
  const theirs = await goToPay(page, browser, 'forged-theirs', '187.65');
  await page.context().clearCookies();
  const mine = await goToPay(page, browser, 'forged-mine', '23.45');
  const before = [await booksOf(mine), await booksOf(theirs)];
  const { baseUrl } = e2eEnvironment();
  const seen = { 200: 0, 307: 0, 401: 0, 404: 0 };
  let next = 0;
  const visitor = async () => {
    for (let index = next++; index < TRIES; index = next++) {
      const { path, cookie, status } = drawTry(index, mine, theirs);
      const reply = await fetch(`${baseUrl}${path}`, { headers: { cookie }, redirect: 'manual' });
      const told = `try ${index}: ${path.slice(0, 200)}`;
      expect(reply.status, told).toBe(status);
      expect(reply.headers.getSetCookie(), told).toEqual([]); // nobody is signed in by it
      const text = await reply.text();
      expect(text, told).not.toContain('187.65');
      if (!path.includes(theirs.purchaseId)) expect(text, told).not.toContain(theirs.purchaseId);
      if (status === 200) expect(text, told).toContain(path.includes('/status') ? '"adding"' : 'Checking the payment…');
      seen[status] += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, visitor));
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(TRIES / 20);
  expect([await booksOf(mine), await booksOf(theirs)]).toEqual(before);
  expect(before[0]).toMatchObject([{ status: 'pending', grants: 0, transactions: 0 }]);
});
