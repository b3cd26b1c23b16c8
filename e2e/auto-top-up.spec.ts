import type { Browser, Page } from '@playwright/test';
import { expectAccessible, expectNoSidewaysScroll } from './support/accessibility';
import { ASKING_CARD, agree, answerBank, GOOD_CARD, reviewTerms, saveCard, waitForTry } from './support/automatic';
import { e2eEnvironment } from './support/environment';
import { newestMail } from './support/mailbox';
import { signInAsNewcomer } from './support/newcomer';
import { readyWhenLoaded } from './support/ready';
import { expect, test } from './support/test';

/** A workspace of the story's own, with nothing in it, on the page of automatic top-up. */
async function begin(page: Page, browser: Browser, name: string): Promise<{ home: string; email: string }> {
  const home = await signInAsNewcomer(page, browser, name);
  await page.goto(`${home}/top-up`);
  await page.getByRole('link', { name: /Set up/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Automatic top-up' })).toBeVisible();
  return { home, email: `${name}@example.com` };
}

/** From the figures as proposed over the simulation to the sentence, and the box beside it. */
async function switchOn(page: Page): Promise<void> {
  await reviewTerms(page);
  await expect(page.getByText(/it would have bought nothing/)).toBeVisible();
  await agree(page);
}

const mailAbout = async (email: string, subject: RegExp): Promise<string> =>
  (await newestMail(email, '', subject)).text;

const linkIn = (text: string, path: RegExp): string => {
  const found = text.match(/https?:\/\/\S+/g)?.find((address) => path.test(address));
  if (!found) throw new Error(`the mail has no link ${path}`);
  return found;
};

test('a good card is switched on after a look at what it would have done, pays, and stops by a mail’s link', async ({
  page,
  browser,
}) => {
  const { home, email } = await begin(page, browser, 'automatic-good');
  await expect(page.getByText('Nothing is bought automatically.')).toBeVisible();
  await saveCard(page, GOOD_CARD);
  await expect(page.getByText('Visa •••• 4242 is saved and pays automatic top-ups.')).toBeVisible();
  await switchOn(page);
  await expect(page.getByText(/I allow Visa •••• 4242 to be charged/)).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await waitForTry(page, 'Paid');
  await page.goto(home);
  await expect(page.getByTestId('figure')).not.toHaveText('0');

  const receipt = await mailAbout(email, /credits bought/);
  const stranger = readyWhenLoaded(await (await browser.newContext()).newPage());
  await stranger.goto(linkIn(receipt, /\/auto-top-up\/stop\//));
  await expect(stranger.getByRole('heading', { name: 'Stop automatic top-up' })).toBeVisible();
  await page.goto(`${home}/top-up/automatic`);
  await expect(page.getByRole('button', { name: 'Stop now' })).toBeVisible(); // opening the link stopped nothing
  await stranger.getByRole('button', { name: 'Stop it' }).click();
  await expect(stranger.getByRole('heading', { name: 'Automatic top-up is off' })).toBeVisible();
  await stranger.context().close();
  await page.reload();
  await expect(page.getByText('It was switched off by the link in a mail.')).toBeVisible();
});

test('cards are changed and removed on the page at Stripe, which leads back', async ({ page, browser }) => {
  await begin(page, browser, 'automatic-cards');
  await saveCard(page, GOOD_CARD);
  await expect(page.getByText('Visa •••• 4242 is saved and pays automatic top-ups.')).toBeVisible();
  await page.getByRole('button', { name: 'Change or remove cards' }).click();
  await expect(page.getByRole('heading', { name: 'Your cards' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove visa ending in 4242' }).click();
  await expect(page.getByText('No card is saved.')).toBeVisible();
  await page.getByRole('link', { name: 'Back to the shop' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Automatic top-up' })).toBeVisible();
  await expect(page.getByText(/^No card is saved\. You can save one here/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Change or remove cards' })).toHaveCount(0);
});

test('a card whose bank asks its owner waits for the link in the mail, and pays once the owner has confirmed', async ({
  page,
  browser,
}) => {
  const { home, email } = await begin(page, browser, 'automatic-asking');
  await saveCard(page, ASKING_CARD);
  await answerBank(page, 'Complete');
  await expect(page.getByText(/is saved and pays automatic top-ups/)).toBeVisible();
  await switchOn(page);
  await waitForTry(page, 'Waits for you');
  await expect(page.getByText('The bank wants you to confirm a payment.')).toBeVisible();

  await page.goto(linkIn(await mailAbout(email, /asks you to confirm/), /\/confirm\//));
  await page.getByRole('button', { name: 'Confirm with the bank' }).click();
  await answerBank(page, 'Complete');
  await expect(page.getByText(/credits were added, and automatic top-up goes on/)).toBeVisible();
  await page.getByRole('link', { name: 'Back to automatic top-up' }).click();
  await waitForTry(page, 'Paid');
  await expect(page.getByRole('row')).toHaveCount(2); // one try, one payment
  await page.goto(home);
  await expect(page.getByTestId('figure')).not.toHaveText('0');
});

test('a payment that its owner refuses at the bank charges nothing, and another card takes its place', async ({
  page,
  browser,
}) => {
  const { home } = await begin(page, browser, 'automatic-refusing');
  await saveCard(page, ASKING_CARD);
  await answerBank(page, 'Complete');
  await expect(page.getByText(/is saved and pays automatic top-ups/)).toBeVisible();
  await switchOn(page);
  await waitForTry(page, 'Waits for you');
  await page.getByRole('row').nth(1).getByRole('link', { name: 'Confirm' }).click();
  await page.getByRole('button', { name: 'Confirm with the bank' }).click();
  await answerBank(page, 'Fail');
  await expect(page.getByText(/The bank did not confirm it. Nothing was charged/)).toBeVisible();
  await expectAccessible(page);
  await saveCard(page, GOOD_CARD);
  await waitForTry(page, 'Paid');
  await expect(page.getByRole('row').nth(2).getByText('Withdrawn', { exact: true })).toBeVisible();
  await page.goto(home);
  await expect(page.getByTestId('figure')).not.toHaveText('0');
  await page.goto(`${home}/top-up/automatic`);
  await page.getByRole('button', { name: 'Stop now' }).click();
  await expect(page.getByText('Automatic top-up is off. Nothing is bought from now on.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Switch on again' })).toBeVisible();
});

test('the panel says in German what it is about, without a word of English', async ({ page, browser, context }) => {
  const home = await signInAsNewcomer(page, browser, 'automatic-german');
  await context.addCookies([{ name: 'coffer_locale', value: 'de', url: e2eEnvironment().baseUrl }]);
  await page.goto(`${home}/top-up/automatic`);
  await expect(page.getByRole('heading', { level: 1, name: 'Automatische Aufladung' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Einrichten' })).toBeVisible();
  await expect(page.getByText('Es ist keine Karte gespeichert.')).toBeVisible();
});
