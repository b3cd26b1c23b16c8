/** `npm start`, step by step. Runs before anything is installed: packages are imported only after the installation. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { ensureBuilt, ensureGenerated } from './build.mjs';
import { PlainError, sentenceFor } from './errors.mjs';
import { freePort } from './free-port.mjs';
import { install, isInstalled } from './install.mjs';
import { requirePort } from './port.mjs';
import { prepareDatabase } from './prepare.mjs';
import { createProgress } from './progress.mjs';
import { stopCommands } from './run-command.mjs';
import { baseUrlOf, planStandIns, startApp } from './stack.mjs';
import { demoSecrets, lockFolder, openStateFolder, readJson, refuseSecondStart } from './state.mjs';
import { stopOnSignals } from './stop-on-signals.mjs';
import { welcome } from './welcome.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** @typedef {{ name: string, stop: () => Promise<unknown>, exited?: Promise<number>, lastWords?: () => string }} Running */

/** @param {{ isDev: boolean }} options */
export async function start({ isDev }) {
  /** @type {Running[]} */
  const running = [];
  const signals = stopOnSignals(async () => {
    await stopCommands();
    for (const part of running.splice(0).reverse()) await part.stop();
  });
  try {
    await startEverything({ isDev, running });
    const failed = await Promise.race(running.flatMap((part) => (part.exited ? [part.exited.then(() => part)] : [])));
    if (signals.isStopping()) return;
    throw new PlainError(`The ${failed.name} stopped by itself.\n${failed.lastWords?.() ?? ''}`.trim());
  } catch (error) {
    if (signals.isStopping()) return;
    await signals.stopAll();
    console.error(`\n${sentenceFor(error)}`);
    process.exit(1);
  }
}

/** @param {{ isDev: boolean, running: Running[] }} options  `running`: what must be stopped, in the order of its start */
async function startEverything({ isDev, running }) {
  process.chdir(ROOT);
  if (existsSync('.env')) process.loadEnvFile('.env'); // what is set already wins
  const folder = path.resolve(process.env.COFFER_HOME || '.coffer');
  const progress = createProgress();
  const host = process.env.HOST || '127.0.0.1';
  checkDatabaseUrl();
  openStateFolder(folder);
  refuseSecondStart(folder);
  const port = (await requirePort(process.env.PORT, host)) ?? (await freePort());
  const unlock = lockFolder(folder, baseUrlOf(process.env, port));
  running.push({ name: 'lock', stop: async () => unlock() });

  if (!isInstalled({ withDev: false })) await progress.step('Installing packages', (note) => install(note));
  await ensureGenerated(progress);
  const database = await openDatabase({ progress, folder, running });
  const secrets = demoSecrets(folder);
  const stack = await planStandIns({ env: process.env, folder, host, port, secrets, databaseUrl: database.url });
  lockFolder(folder, baseUrlOf(process.env, port), addedTo(process.env, stack.env));
  const demoFile = wantsDemo(database.isEmbedded) ? path.join(folder, 'demo.json') : null;
  await progress.step('Preparing the database, and stand-ins for Stripe and mail', async (note) => {
    const [services] = await allOrError([
      stack.start().then((started) => {
        running.push(...started);
        return started;
      }),
      prepareDatabase({ env: stack.env, demoFile, keySeed: secrets.keySeed, note }),
    ]);
    if (services.length === 0) note('none needed');
  });
  if (!isDev) await ensureBuilt(progress);
  await progress.step('Starting the app', async () => {
    running.push(await startApp({ env: stack.env, folder, isDev }));
  });
  progress.say(
    welcome({
      baseUrl: baseUrlOf(process.env, port),
      mailboxUrl: stack.env.MAILBOX_URL,
      stripeUrl: stack.env.STRIPE_API_BASE,
      demo: demoFile ? readJson(demoFile) : null,
      logFile: path.relative('.', path.join(folder, 'logs', 'app.log')),
    }),
  );
}

/** What the stack has set beyond what the person did. @param {NodeJS.ProcessEnv} given @param {NodeJS.ProcessEnv} whole */
const addedTo = (given, whole) =>
  Object.fromEntries(Object.entries(whole).filter(([name, value]) => given[name] !== value));

/**
 * Waits for both even if one fails, so that nothing goes on behind the error.
 * @template A, B @param {[Promise<A>, Promise<B>]} works @returns {Promise<[A, B]>}
 */
async function allOrError(works) {
  await Promise.allSettled(works);
  return Promise.all(works);
}

/** A demo fills only a database of its own, or one that it is asked to fill; production never. @param {boolean} isEmbedded */
function wantsDemo(isEmbedded) {
  if (process.env.COFFER_ENV === 'production') return false;
  return isEmbedded ? process.env.COFFER_DEMO !== '0' : process.env.COFFER_DEMO === '1';
}

/** What can be said before anything is done: an address that is none, production without a database of its own. */
function checkDatabaseUrl() {
  const given = process.env.DATABASE_URL;
  if (given && !(/^postgres(ql)?:\/\/./.test(given) && URL.canParse(given))) {
    throw new PlainError(
      'DATABASE_URL is not an address of PostgreSQL. It looks like postgresql://user:password@host:5432/coffer.',
    );
  }
  if (!given && process.env.COFFER_ENV === 'production') {
    throw new PlainError(
      'COFFER_ENV=production needs a PostgreSQL of yours, one that is backed up: set DATABASE_URL=postgresql://user:password@host:5432/coffer.',
    );
  }
}

/**
 * @param {{ progress: import('./progress.mjs').Progress, folder: string, running: Running[] }} options
 * @returns {Promise<{ url: string, isEmbedded: boolean }>}
 */
async function openDatabase({ progress, folder, running }) {
  const given = process.env.DATABASE_URL;
  if (given) return { url: given, isEmbedded: false };
  return progress.step('Starting PostgreSQL', async (note) => {
    const { startPostgres } = await import('./postgres.mjs');
    const server = await startPostgres({ dataDir: path.join(folder, 'postgres') });
    running.push({ name: 'PostgreSQL', stop: server.stop, exited: server.exited });
    note(`port ${server.port}`);
    return { url: server.url, isEmbedded: true };
  });
}
