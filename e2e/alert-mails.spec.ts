import { callApi } from './support/api';
import { e2eEnvironment } from './support/environment';
import { mailsTo } from './support/mailbox';
import { signInAsNewcomer } from './support/newcomer';
import { queryDemo } from './support/query';
import { expect, test } from './support/test';

const WHO = 'lookout@example.com';

test('an alert mails once per crossing, and again only after the balance has recovered', async ({ page, browser }) => {
  const home = await signInAsNewcomer(page, browser, 'lookout');
  const [workspace] = await queryDemo<{ id: string }>('SELECT id FROM workspaces WHERE slug = $1', [
    home.split('/').at(-1) ?? '',
  ]);
  const { key } = e2eEnvironment().operator;
  const call = async (what: 'grants' | 'credits/consume', amount: string) => {
    const body = { customerId: workspace?.id, amount };
    expect((await callApi(key, 'POST', `/v1/${what}`, { body })).status).toBe(200);
  };
  await call('grants', '1000');

  await page.goto(`${home}/alerts/new`);
  await page.getByRole('link', { name: /^Credits below an amount/ }).click();
  await page.getByLabel('Credits', { exact: true }).fill('250');
  await page.getByRole('checkbox', { name: /^lookout/ }).check();
  await page.getByRole('button', { name: 'Create alert' }).click();
  await expect(page.getByRole('link', { name: 'Below 250 credits' })).toBeVisible();

  const told = async () => (await mailsTo(WHO, '250')).length;
  const forget = { timeout: 30_000 };
  expect(await told()).toBe(0);
  await call('credits/consume', '800');
  await expect.poll(told, forget).toBe(1);
  await call('credits/consume', '10'); // further below: nobody is told again
  await call('grants', '1000');
  const rearmed = async () => {
    await page.reload();
    return page
      .getByRole('row', { name: /Below 250/ })
      .getByText('On', { exact: true })
      .count();
  };
  await expect.poll(rearmed, forget).toBe(1);
  expect(await told()).toBe(1);
  await call('credits/consume', '1100');
  await expect.poll(told, forget).toBe(2);
  await page.reload();
  await expect(page.getByRole('row', { name: /Below 250/ }).getByText('Told')).toBeVisible();
});
