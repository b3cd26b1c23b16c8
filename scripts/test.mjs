/**
 * `npm test` — types, lint, unit and database tests, the production build, user stories in a browser. Sets up what is
 * missing. The last line is `N passed, N failed`.
 */
import process from 'node:process';
import { refuseOldNode } from './lib/node-version.mjs';

refuseOldNode();
const { runAllTests } = await import('./lib/run-tests.mjs');
process.exit(await runAllTests());
