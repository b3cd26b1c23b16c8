import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from '@playwright/test';
import { automaticSituations } from './automatic-situations';
import { e2eEnvironment, RUN_FOLDER } from './environment';
import { momentsOf } from './moments';
import { moneySituations } from './money-situations';
import { allScreens, type Screen } from './screens';
import { sessionOf } from './sign-in';

/** Who owns all customers of the situations, so that one browser sees them. */
const OWNER = 'jo.weber@example.com';

const FILE = path.join(RUN_FOLDER, 'situations.json');

/** States of data that no address brings about. Made once per run, also when a failed story brings a new process. */
async function situations(browser: Browser): Promise<Screen[]> {
  if (existsSync(FILE)) return JSON.parse(readFileSync(FILE, 'utf8')) as Screen[];
  await sessionOf(browser, OWNER, e2eEnvironment().baseUrl);
  const made = await Promise.all([moneySituations(OWNER), automaticSituations(browser, OWNER)]);
  mkdirSync(RUN_FOLDER, { recursive: true });
  writeFileSync(FILE, JSON.stringify(made.flat()));
  return made.flat();
}

/** Every page as it is, in every state of its data, and in the moments that somebody or something brings about on it. */
export async function allStates(browser: Browser): Promise<Screen[]> {
  const made = (screens: Screen[]) => screens.map((screen) => ({ ...screen, isMade: true }));
  const screens = [...(await allScreens()), ...made(await situations(browser))];
  return [...screens, ...made(momentsOf(screens))];
}
