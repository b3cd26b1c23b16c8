import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import pg from 'pg';
import { expectAccessible, expectNoSidewaysScroll } from './support/accessibility';
import { demoWorkspace, e2eEnvironment, emailOf } from './support/environment';
import { queryDemo } from './support/query';
import { expect, test } from './support/test';

const asOperator = () => e2eEnvironment().operator.email;

async function inDatabase<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: process.env.COFFER_E2E_DATABASE_URL });
  await client.connect();
  return work(client).finally(() => client.end());
}

const giveReason = (page: Page, reason: string) =>
  page.getByLabel('Reason').filter({ visible: true }).first().fill(reason);

/** From the chosen pack to Stripe's page, also where a saved card is offered first. */
async function goToStripe(page: Page): Promise<void> {
  await page.goto(`/w/${demoWorkspace().slug}/top-up`);
  const submit = page.getByRole('button', { name: 'Continue to payment' });
  const onStripe = page.getByRole('radio', { name: /^On Stripe’s page/ });
  await expect(async () => {
    if ((await onStripe.count()) > 0) await onStripe.check();
    await submit.click({ timeout: 2_000 });
  }).toPass();
  await expect(page).toHaveURL(new RegExp(`^${e2eEnvironment().stripeSandboxUrl}/`));
}

/** Buys the first pack on Stripe's page; answers the purchase's id. */
async function buy(page: Page): Promise<string> {
  await goToStripe(page);
  await page.getByRole('button', { name: /^Pay [€$]/ }).click();
  await expect(page.getByRole('heading', { name: 'Credits added' })).toBeVisible();
  return new URL(page.url()).searchParams.get('purchase') ?? '';
}

test('an operator grants credits for a reason, and finds it in the audit log', async ({ signInAs }) => {
  const page = await signInAs(asOperator());
  const reason = `Apology ${randomUUID().slice(0, 8)}`;
  await page.goto('/admin');
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Customers' }).click();
  await page.getByRole('searchbox', { name: 'Search' }).fill('acme');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByRole('cell', { name: /Acme/ }).getByRole('link').click();
  await expect(page.getByRole('link', { name: 'Grant or correct credits' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Grant or correct credits' }).click();
  const form = page.getByRole('region', { name: 'Grant credits' });
  await expect(form).toBeVisible();
  await expectAccessible(page);
  await form.getByLabel('Amount in credits').fill('12.5');
  await form.getByLabel('Reason').fill(reason);
  await form.getByRole('button', { name: 'Grant credits' }).click();
  await expect(
    page.getByRole('region', { name: 'Grants', exact: true }).getByText('12.50 / 12.50').first(),
  ).toBeVisible();
  await page.goto(`/admin/audit?q=${encodeURIComponent(reason)}`);
  await expect(page.getByRole('listitem').filter({ hasText: 'Credits granted' })).toHaveCount(1);
  await expect(page.getByText(reason)).toBeVisible();
  await expect(page.getByText(`by ${asOperator()}`, { exact: false })).toBeVisible();
  await expectAccessible(page);
});

test('an operator refunds a part, after seeing what it takes', async ({ signInAs, page: buyer }) => {
  await signInAs(emailOf('owner'));
  const purchaseId = await buy(buyer);
  await buyer.context().clearCookies();
  const page = await signInAs(asOperator());
  await page.goto(`/admin/purchases/${purchaseId}`);
  await expectAccessible(page);
  const panel = page.getByRole('region', { name: 'Refund', exact: true });
  await panel.getByLabel(/^Amount in/).fill('1');
  await panel.getByRole('button', { name: 'Show what it takes' }).click();
  await expect(panel.getByText('Bonus credits that go first')).toBeVisible();
  await panel.getByLabel('Reason').fill('Half of it was not needed');
  await panel.getByRole('button', { name: /^Refund / }).click();
  await expect(page.getByText('The refund is made.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Refunds' }).getByText('Money is back')).toBeVisible();
  await expectAccessible(page);
});

test('an operator ends a review, and the purchase is credited', async ({ signInAs, page: buyer }) => {
  await signInAs(emailOf('owner'));
  await goToStripe(buyer);
  const purchaseId = await inDatabase(async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `UPDATE purchases SET price_minor = price_minor + 1 WHERE id = (
         SELECT id FROM purchases WHERE workspace_id = $1 AND status = 'pending' ORDER BY created_at DESC LIMIT 1) RETURNING id`,
      [demoWorkspace().id],
    );
    return rows[0]?.id ?? '';
  });
  await buyer.getByRole('button', { name: /^Pay [€$]/ }).click();
  await expect(buyer).toHaveURL(/\/top-up\/return/);
  await buyer.context().clearCookies();
  const page = await signInAs(asOperator());
  await page.goto('/admin/review');
  await expectAccessible(page);
  await page.goto(`/admin/purchases/${purchaseId}`);
  await expect(page.getByText('What differs')).toBeVisible();
  await page.getByText('Credit after all', { exact: true }).first().click();
  await giveReason(page, 'The price list was late');
  await page.getByRole('button', { name: 'Credit after all' }).click();
  await expect(page.getByText('Credited after all')).toBeVisible();
  await expect(page.getByText('Paid', { exact: true }).first()).toBeVisible();
});

test('an operator edits a pack’s price, and customers see the new one', async ({ signInAs }) => {
  const page = await signInAs(asOperator());
  const { id, cents } = await inDatabase(async (client) => {
    const { rows } = await client.query<{ id: string; cents: string }>(
      `SELECT id, price_minor::text AS cents FROM packs WHERE is_active AND currency = 'eur' ORDER BY position DESC LIMIT 1`,
    );
    return { id: rows[0]?.id ?? '', cents: Number(rows[0]?.cents ?? 0) + 7 };
  });
  await page.goto('/admin/packs');
  await expect(page.getByText('existing grants keep their terms')).toBeVisible();
  await expectAccessible(page);
  // Two packs may have one name, for two currencies.
  await page.locator(`a[href="/admin/packs/${id}"]`).click();
  const prices = page.getByLabel('Prices');
  const lines = (await prices.inputValue()).split('\n');
  await prices.fill(lines.map((line) => line.replace(/[\d.]+$/, (cents / 100).toFixed(2))).join('\n'));
  await giveReason(page, 'Costs went up');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.', { exact: false })).toBeVisible();
  await page.context().clearCookies();
  await signInAs(emailOf('owner'));
  await page.goto(`/w/${demoWorkspace().slug}/top-up`);
  await expect(page.getByRole('main')).toContainText((cents / 100).toFixed(2));
});

test('the console fits a phone, and speaks German', async ({ signInAs }) => {
  const page = await signInAs(asOperator());
  await page.setViewportSize({ width: 360, height: 740 });
  await page.context().addCookies([{ name: 'coffer_locale', value: 'de', url: e2eEnvironment().baseUrl }]);
  const paths = ['', '/review', '/customers', '/purchases', '/packs', '/packs/new', '/audit', '/people', '/system'];
  for (const path of [...paths, `/customers/${demoWorkspace().id}`, `/customers/${demoWorkspace().id}/credits`]) {
    await page.goto(`/admin${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
  await page.goto('/admin/system');
  await page.getByRole('button', { name: 'Jetzt prüfen' }).click();
  await expect(page.getByText(/Die Bücher stimmen/)).toBeVisible();
});

test('an operator sends webhooks again that were given up, all of an endpoint', async ({ signInAs }) => {
  const [endpointId, host] = [randomUUID(), `hooks-${randomUUID().slice(0, 8)}.invalid`];
  const { id } = demoWorkspace();
  await queryDemo(
    `INSERT INTO webhook_endpoints (workspace_id, id, mode, url, secret, disabled_at, disabled_reason)
     VALUES ($1, $2, 'live', $3, $4, now(), 'failing')`,
    [id, endpointId, `https://${host}/coffer`, Buffer.alloc(64)],
  );
  await queryDemo(
    `INSERT INTO webhook_deliveries (workspace_id, id, endpoint_id, event_id, type, payload, status, attempts,
       next_try_at, last_status, last_error)
     SELECT $1, gen_random_uuid(), $2, gen_random_uuid(), 'purchase.paid', '{}', 'dead', 11, NULL, 503,
       'The endpoint answered 503.' FROM generate_series(1, 2)`,
    [id, endpointId],
  );
  const page = await signInAs(asOperator());
  await page.goto('/admin/review');
  const endpoint = page.locator('#deadDeliveries > section > ul > li').filter({ hasText: host });
  await expect(endpoint.getByText('purchase.paid')).toHaveCount(2);
  await expect(endpoint.getByText('disabled', { exact: true })).toBeVisible();
  await expect(endpoint.getByText('503 · The endpoint answered 503. · 11 tries').first()).toBeVisible();
  await endpoint.getByText('Send all 2 again').first().click();
  await expectAccessible(page);
  const reason = `Back again ${randomUUID().slice(0, 8)}`;
  await endpoint.getByLabel('Reason').last().fill(reason);
  await endpoint.getByRole('button', { name: 'Send all 2 again' }).click();
  await expect(endpoint).toHaveCount(0);
  await page.goto(`/admin/audit?q=${encodeURIComponent(reason)}`);
  await expect(page.getByRole('listitem').filter({ hasText: 'Event sent again' })).toHaveCount(1);
  // Nothing more goes to a host that there is not.
  await queryDemo('DELETE FROM webhook_endpoints WHERE id = $1', [endpointId]);
});

test('an operator changes the language in the console itself, and suspends nobody by accident', async ({
  signInAs,
}) => {
  const page = await signInAs(asOperator());
  await page.goto('/admin/people?q=elif');
  await expect(page.getByRole('button', { name: /^Suspend/ })).toHaveCount(0);
  await page.getByText(emailOf('viewer')).click();
  await expect(page.getByRole('button', { name: `Suspend ${emailOf('viewer')}` })).toBeVisible();
  await expectAccessible(page);
  const menu = page.getByRole('button', { name: new RegExp(`^${asOperator()}`) });
  await menu.click();
  await page.getByRole('button', { name: 'Deutsch' }).filter({ visible: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Personen' })).toBeVisible();
  await page.reload();
  await menu.click();
  await page.getByRole('button', { name: 'English' }).filter({ visible: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible();
});
