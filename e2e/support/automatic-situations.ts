import { type Browser, expect, type Page } from '@playwright/test';
import { ASKING_CARD, agree, answerBank, GOOD_CARD, reviewTerms, saveCard, waitForTry } from './automatic';
import { type Customer, foundCustomer, pagesOf } from './customer';
import { e2eEnvironment } from './environment';
import type { Screen } from './screens';
import { sessionOf } from './sign-in';
import { blockSavedCard } from './stripe-side';

const AUTOMATIC = '/top-up/automatic';

interface Owner {
  page: Page;
  email: string;
}

/** A customer without credits, and its owner on the page of automatic top-up with a card saved. */
async function begin({ page, email }: Owner, name: string, card: string): Promise<Customer> {
  const customer = await foundCustomer(name, email);
  await page.goto(customer.home + AUTOMATIC);
  await saveCard(page, card);
  if (card === ASKING_CARD) await answerBank(page, 'Complete');
  await expect(page.getByText(/is saved and pays automatic top-ups/)).toBeVisible();
  return customer;
}

/** It has bought once, and will again. */
async function on(owner: Owner): Promise<Screen[]> {
  const customer = await begin(owner, 'Granite Robotics', GOOD_CARD);
  await reviewTerms(owner.page);
  const review = owner.page.url().slice(new URL(owner.page.url()).origin.length + customer.home.length);
  await agree(owner.page);
  await waitForTry(owner.page, 'Paid');
  const page = pagesOf(customer, owner.email);
  return [
    page('automatic-on', AUTOMATIC),
    page('automatic-review', `${AUTOMATIC}/set-up`, review),
    page('top-up-saved-card', '/top-up'),
  ];
}

/** The bank has blocked the card since it was saved. */
async function paused(owner: Owner): Promise<Screen[]> {
  const customer = await begin(owner, 'Harbour Books', GOOD_CARD);
  await blockSavedCard(customer.id);
  await reviewTerms(owner.page);
  await agree(owner.page);
  await waitForTry(owner.page, 'Declined');
  const page = pagesOf(customer, owner.email);
  return [page('automatic-paused', AUTOMATIC), page('top-up-automatic-paused', '/top-up')];
}

/** The bank wants to see the card's owner, who has not come yet. */
async function waiting(owner: Owner): Promise<Screen[]> {
  const customer = await begin(owner, 'Ibis Airways', ASKING_CARD);
  await reviewTerms(owner.page);
  await agree(owner.page);
  await waitForTry(owner.page, 'Waits for you');
  const confirm = await owner.page.getByRole('row').nth(1).getByRole('link', { name: 'Confirm' }).getAttribute('href');
  const page = pagesOf(customer, owner.email);
  return [
    page('automatic-waiting', AUTOMATIC),
    page('automatic-confirm', `${AUTOMATIC}/confirm/[attempt]`, confirm?.replace(customer.home, '')),
  ];
}

/** Consent is a person's: these are brought about in the browser, at once beside each other. */
export async function automaticSituations(browser: Browser, email: string): Promise<Screen[]> {
  const { baseUrl } = e2eEnvironment();
  const context = await browser.newContext({
    baseURL: baseUrl,
    storageState: await sessionOf(browser, email, baseUrl),
    locale: 'en-US',
  });
  const begun = [on, paused, waiting].map(async (situation) => situation({ page: await context.newPage(), email }));
  const screens = (await Promise.all(begun)).flat();
  await context.close();
  return screens;
}
