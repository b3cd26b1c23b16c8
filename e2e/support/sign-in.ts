import type { Browser, Page } from '@playwright/test';
import { newestMail } from './mailbox';

type StorageState = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>;

/** One sign-in per person and run: links are limited per address, and a session lasts. */
const sessions = new Map<string, StorageState>();

/** The cookies of a signed-in browser, by the mail link as people get it. */
export async function sessionOf(browser: Browser, email: string, baseURL: string): Promise<StorageState> {
  const known = sessions.get(email);
  if (known) return known;
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a sign-in link' }).click();
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
  const link = (await newestMail(email)).text.match(/https?:\/\/\S+/)?.[0];
  if (!link) throw new Error('the mail has no link');
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/w\//);
  const state = await context.storageState();
  await context.close();
  sessions.set(email, state);
  return state;
}
