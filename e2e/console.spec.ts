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
  if ((await onStripe.count()) > 0) await onStripe.check();
  await submit.click();
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
  const rows = page.getByRole('group', { name: /^Price \d+$/ });
  await expect(rows.first().getByLabel('Currency')).toHaveValue('EUR');
  await rows
    .first()
    .getByLabel('Amount')
    .fill((cents / 100).toFixed(2));
  await giveReason(page, 'Costs went up');
  // One more currency, that is typed in two readings: only its row is refused, and nothing that was typed is lost.
  await page.getByRole('button', { name: 'Add a currency' }).click();
  await expect(rows.last().getByLabel('Currency')).toBeFocused();
  await page.keyboard.type('chf');
  await rows.last().getByLabel('Amount').fill('1,250');
  await page.getByRole('button', { name: 'Save' }).click();
  const wrong = rows.filter({ has: page.locator('[aria-invalid="true"]') });
  await expect(wrong).toHaveCount(1);
  await expect(wrong.getByLabel('Currency')).toHaveValue('chf');
  await expect(wrong.getByLabel('Amount')).toHaveValue('1,250');
  await expect(wrong.getByLabel('Amount')).toBeFocused();
  await expect(wrong.getByText('Give an amount of more than zero')).toBeVisible();
  await expect(rows.first().getByLabel('Amount')).toHaveValue((cents / 100).toFixed(2));
  await expect(page.getByLabel('Reason')).toHaveValue('Costs went up');
  await expectAccessible(page);
  await wrong.getByRole('button', { name: /^Remove price/ }).click();
  await expect(wrong).toHaveCount(0);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.', { exact: false })).toBeVisible();
  await page.context().clearCookies();
  await signInAs(emailOf('owner'));
  await page.goto(`/w/${demoWorkspace().slug}/top-up`);
  await expect(page.getByRole('main')).toContainText((cents / 100).toFixed(2));
});

test('prices of a pack are typed without script too', async ({ page, browser, signInAs }) => {
  await signInAs(asOperator());
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const plain = await context.newPage();
  await plain.goto(`${e2eEnvironment().baseUrl}/admin/packs/new`);
  const rows = plain.getByRole('group', { name: /^Price \d+$/ });
  await expect(rows).toHaveCount(1);
  await expect(plain.getByRole('button', { name: /Add a currency|Remove price/ })).toHaveCount(0);
  await plain.getByLabel('Name').fill('Without script');
  await plain.getByLabel('Credits', { exact: true }).fill('100');
  await rows.first().getByLabel('Currency').fill('jpy');
  await rows.first().getByLabel('Amount').fill('12.5');
  await plain.getByLabel('Reason').fill('New market');
  await plain.getByRole('button', { name: 'Save' }).click();
  await expect(rows).toHaveCount(2);
  await expect(rows.first().getByText('no more decimals than the currency has')).toBeVisible();
  await expect(rows.first().getByLabel('Amount')).toHaveValue('12.5');
  await expect(rows.last().getByLabel('Currency')).toHaveValue('');
  await context.close();
});

test('a price per credit is typed in the currency itself, whatever decimals it has', async ({ signInAs }) => {
  const page = await signInAs(asOperator());
  await page.goto('/admin/packs');
  await page.getByText('Add or change a currency').click();
  const form = page.locator('form').filter({ has: page.getByLabel('Price per credit') });
  await form.getByLabel('Currency').fill('jpy');
  await form.getByLabel('Price per credit').fill('1.250');
  await form.getByLabel('Least amount').fill('500');
  await form.getByLabel('Greatest amount').fill('90000');
  await form.getByLabel('Reason').fill('New market');
  await form.getByRole('button', { name: 'Set the price' }).click();
  await expect(form.getByText('Give what one credit costs in the currency itself').first()).toBeVisible();
  await form.getByLabel('Price per credit').fill('0,125');
  await form.getByRole('button', { name: 'Set the price' }).click();
  await expect(page.getByText('¥0.125 per credit, ¥500 to ¥90,000')).toBeVisible();
  await page.getByText('Sell packs only in JPY', { exact: true }).first().click();
  await giveReason(page, 'Too small');
  await page.getByRole('button', { name: 'Sell packs only in JPY' }).click();
  await expect(page.getByText('¥0.125 per credit', { exact: false })).toHaveCount(0);
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
  await page.getByText('Was geprüft wird').click();
  await expect(page.getByText('Der Verlauf hat keine Lücke')).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test('what failed, and what was changed, is told in the operator’s language', async ({ signInAs }) => {
  const page = await signInAs(asOperator());
  await page.context().addCookies([{ name: 'coffer_locale', value: 'de', url: e2eEnvironment().baseUrl }]);
  const eventId = `evt_${randomUUID().slice(0, 8)}`;
  await queryDemo(
    `INSERT INTO stripe_events (id, type, livemode, payload, attempts, next_try_at, error)
     VALUES ($1, 'payment_intent.succeeded', false, '{}', 24, NULL, 'No such payment_intent: ''pi_gone''')`,
    [eventId],
  );
  await page.goto('/admin/review');
  const event = page.getByRole('listitem').filter({ hasText: eventId });
  await expect(event.getByText(/^Stripe kennt pi_gone mit diesem Schlüssel nicht\..* · 24 Versuche$/)).toBeVisible();
  await expect(event.getByText("No such payment_intent: 'pi_gone'")).toBeVisible();
  await event.getByText('Herausnehmen', { exact: true }).first().click();
  const reason = `Anderes Konto ${randomUUID().slice(0, 8)}`;
  await event.getByLabel('Grund').filter({ visible: true }).fill(reason);
  await event.getByRole('button', { name: 'Herausnehmen' }).click();
  await expect(event).toHaveCount(0);
  await page.goto(`/admin/audit?q=${encodeURIComponent(reason)}`);
  await page.getByText('Vorher und nachher').click();
  await expect(page.getByRole('term').filter({ hasText: /^Versuche$/ })).toBeVisible();
  await expect(page.getByRole('definition').filter({ hasText: '24' })).toBeVisible();
  await expectAccessible(page);
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
     SELECT $1, gen_random_uuid(), $2, gen_random_uuid(), 'purchase.paid', '{}', 'dead', 11, NULL, status, error
     FROM (VALUES (503, 'The endpoint answered 503.'), (NULL, 'connect ECONNREFUSED 203.0.113.7:443')) t (status, error)`,
    [id, endpointId],
  );
  const page = await signInAs(asOperator());
  await page.goto('/admin/review');
  const endpoint = page.locator('#deadDeliveries > section > ul > li').filter({ hasText: host });
  await expect(endpoint.getByText('purchase.paid')).toHaveCount(2);
  await expect(endpoint.getByText('disabled', { exact: true })).toBeVisible();
  await expect(endpoint.getByText('503 · The endpoint answered 503. · 11 tries')).toBeVisible();
  await expect(endpoint.getByText(/^Nobody listens there: the connection was refused\..* · 11 tries$/)).toBeVisible();
  await expect(endpoint.getByText('connect ECONNREFUSED 203.0.113.7:443')).toBeVisible();
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
