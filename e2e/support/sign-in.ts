import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { RUN_FOLDER } from './environment';
import { newestMail } from './mailbox';
import { alone, queryDemo } from './query';

type StorageState = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>;

const folder = path.join(RUN_FOLDER, 'sessions');

/**
 * The cookies of a signed-in browser, by the mail link as people get it. One sign-in per person and run, also when a
 * failed story brings a new test process: links are limited per address, and a session lasts.
 */
export async function sessionOf(browser: Browser, email: string, baseURL: string): Promise<StorageState> {
  const file = path.join(folder, `${encodeURIComponent(email)}.json`);
  const kept = () => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as StorageState) : null);
  return (
    kept() ??
    alone(`sign-in ${email}`, async () => {
      const state = kept() ?? (await signIn(browser, email, baseURL));
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
      renameSync(`${file}.new`, file);
      return state;
    })
  );
}

/** Two processes at once would open each other's links, and a link opens once. */
async function signIn(browser: Browser, email: string, baseURL: string): Promise<StorageState> {
  const context = await browser.newContext({ baseURL });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await leaveAddress();
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByRole('button', { name: 'Send me a sign-in link' }).click();
  await page.waitForURL(/[?&]sent=/);
  const link = (await newestMail(email, '/sign-in/')).text.match(/https?:\/\/\S+/)?.[0];
  if (!link) throw new Error('the mail has no link');
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/(w\/|admin)/);
  const state = await context.storageState();
  await context.close();
  return state;
}

/** People sit at addresses of their own; here all come from one, which may ask for 30 links in a quarter of an hour. */
const leaveAddress = () => queryDemo(`DELETE FROM rate_limits WHERE key LIKE 'sign-in-ip:%'`);
