import path from 'node:path';
import process from 'node:process';
import { ensureBuilt, ensureGenerated } from './build.mjs';
import { findChromium } from './chromium.mjs';
import { startE2eServers } from './e2e-servers.mjs';
import { sentenceFor } from './errors.mjs';
import { startChild } from './processes.mjs';
import { createProgress } from './progress.mjs';
import { stopCommands } from './run-command.mjs';
import { openStateFolder } from './state.mjs';
import { stopOnSignals } from './stop-on-signals.mjs';

/**
 * Builds if needed, starts the stack, runs Playwright on it, stops the stack.
 * @param {string[]} args  for Playwright
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>}  exit code
 */
export async function runE2e(args, env = process.env) {
  /** @type {(() => Promise<unknown>)[]} */
  const stops = [];
  const signals = stopOnSignals(async () => {
    await stopCommands();
    for (const stop of stops.splice(0).reverse()) await stop();
  });
  const progress = createProgress();
  const folder = path.resolve('.coffer');
  try {
    openStateFolder(folder);
    await ensureGenerated(progress);
    await ensureBuilt(progress);
    const chromium = await progress.step('Looking for Chromium', findChromium);
    const servers = await progress.step('Starting the app for the browser tests', startE2eServers);
    stops.push(servers.stop);
    const playwright = startChild(process.execPath, ['node_modules/@playwright/test/cli.js', 'test', ...args], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...env,
        CHROMIUM_PATH: chromium,
        COFFER_E2E_FILE: servers.file,
        COFFER_E2E_URL: servers.baseUrl,
        COFFER_E2E_DATABASE_URL: servers.databaseUrl,
      },
    });
    stops.push(() => playwright.stop());
    return await playwright.exited;
  } catch (error) {
    console.error(sentenceFor(error));
    return 1;
  } finally {
    await signals.stopAll();
  }
}
