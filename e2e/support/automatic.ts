import { expect, type Page } from '@playwright/test';
import { seenAfterReload } from './reload';

export const GOOD_CARD = '4242 4242 4242 4242';
/** Its bank wants to see the owner at every payment, and when it is saved. */
export const ASKING_CARD = '4000 0027 6000 3184';

/** From the page of automatic top-up to the sandbox's, where a card is saved without paying, and back. */
export async function saveCard(page: Page, card: string): Promise<void> {
  await page.getByRole('button', { name: /Save (a|another) card|Use another card/ }).click();
  await page.getByLabel('Card number').fill(card);
  await page.getByRole('button', { name: 'Save card' }).click();
}

export const answerBank = (page: Page, answer: 'Complete' | 'Fail') =>
  page.getByRole('button', { name: `${answer} authentication` }).click();

/** From the figures as proposed to the simulation and the sentence to agree to. */
export async function reviewTerms(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Set up', exact: true }).click();
  await page.getByRole('button', { name: 'See what it would have done' }).click();
  await expect(page.getByRole('heading', { name: 'What it would have done' })).toBeVisible();
}

/** Ticks the box beside the sentence. */
export async function agree(page: Page): Promise<void> {
  await page.getByLabel('I agree to this').check();
  await page.getByRole('button', { name: 'Switch on' }).click();
  await expect(page.getByRole('heading', { name: 'What you agreed to' })).toBeVisible();
}

/** Reads the page again until the newest try stands there like this; not before the page is there, which a reload would stop. */
export async function waitForTry(page: Page, state: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'Automatic top-up' })).toBeVisible();
  const cell = page.getByRole('row').nth(1).getByText(state, { exact: true });
  await seenAfterReload(page, cell);
}
