/**
 * `npm run e2e` — the user stories in a browser, on a stack of their own. Arguments go to Playwright:
 * `npm run e2e -- top-up --headed`.
 */
import process from 'node:process';
import { refuseOldNode } from './lib/node-version.mjs';

refuseOldNode();
const { runE2e } = await import('./lib/run-e2e.mjs');
process.exit(await runE2e(process.argv.slice(2)));
