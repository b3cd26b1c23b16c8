import { readFile } from 'node:fs/promises';
import { expectAccessible } from './support/accessibility';
import { mailsTo } from './support/mailbox';
import { signInAsNewcomer } from './support/newcomer';
import { expect, test } from './support/test';

test('a purchase stands among the receipts, as a PDF on either paper, and is mailed again', async ({
  page,
  browser,
}) => {
  const home = await signInAsNewcomer(page, browser, 'bookkeeper');
  await page.goto(`${home}/receipts`);
  await expect(page.getByText('Nothing was bought yet')).toBeVisible();

  await page.goto(`${home}/top-up`);
  await page.getByRole('textbox', { name: /^Amount in/ }).fill('17.25');
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  await page.getByRole('button', { name: 'Pay $17.25' }).click();
  await expect(page.getByRole('heading', { name: 'Credits added' })).toBeVisible();

  await page.goto(`${home}/receipts`);
  const row = page.getByRole('row').filter({ hasText: '$17.25' });
  await expect(row.getByText('Paid', { exact: true }).filter({ visible: true })).toHaveCount(1);
  await row.getByRole('link').first().click();
  await expect(page.getByRole('heading', { level: 1, name: /^Purchase of/ })).toBeVisible();
  await expectAccessible(page);

  for (const paper of ['A4', 'US Letter']) {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: `PDF, ${paper}` }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/\.pdf$/);
    const bytes = await readFile(await file.path());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const [, width] = /MediaBox \[0 0 ([\d.]+)/.exec(bytes.toString('latin1')) ?? [];
    expect(Math.round(Number(width)), paper).toBe(paper === 'A4' ? 595 : 612);
  }

  // The first mail left by itself when the payment arrived.
  const receipts = async () => (await mailsTo('bookkeeper@example.com', '$17.25')).length;
  await expect.poll(receipts, { timeout: 30_000 }).toBe(1);
  const again = page.getByRole('button', { name: 'Mail the receipt again' });
  await again.click();
  await expect(page.getByText('The receipt is on its way to bookkeeper@example.com.')).toBeVisible();
  await expect.poll(receipts, { timeout: 30_000 }).toBe(2);
  await again.click();
  await expect(page.getByText('A receipt was sent just now. Wait a few minutes.')).toBeVisible();
});
