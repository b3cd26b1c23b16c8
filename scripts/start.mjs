/**
 * `npm start` (and `npm run dev`): sets up what is missing, starts everything, says how to get in. Written so that a very
 * old Node can still read it and be told.
 */
import { refuseOldNode } from './lib/node-version.mjs';

refuseOldNode();
import('./lib/start.mjs').then((module) => module.start({ isDev: process.argv.includes('--dev') }));
