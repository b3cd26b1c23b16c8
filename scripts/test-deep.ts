/**
 * `npm run test:deep -- --ops 1000000 --histories 100000 --seed 7` — the long form of the ledger's model tests, on
 * TEST_DATABASE_URL's server or a temporary one. Prints the seed; the same seed does the same again. Exit 1 on the first
 * difference, shrunk to the fewest operations that show it.
 *
 * `npm run test:deep -- stripe --seed 7` — the proofs about payments at their large figures: 100,000 orders, 500,000
 * sequences of refunds and disputes, 100,000 calls of a Stripe that fails. `--scale 0.1` takes a tenth of each;
 * `stripe b8` takes the proofs of that name alone.
 *
 * `npm run test:deep -- fuzz --cases 10000 --seed 7` — so many drawn requests to every call of the API instead.
 *
 * `npm run test:deep -- auto-top-up --rounds 10000` — so many times 500 spends at once over a threshold.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { migrate } from '../lib/db/migrate';
import { createPool } from '../lib/db/pool';
import { runModel, runParallel } from '../lib/ledger/model/run';
import { verifyLedger } from '../lib/ledger/verify';

const USAGE = `What can be asked for (each is optional):
  npm run test:deep -- --ops 200000 --histories 10000 --seed 7   the ledger's model tests
  npm run test:deep -- stripe [b8] --scale 0.1 --seed 7          the proofs about payments, all or those of a name
  npm run test:deep -- fuzz --cases 10000 --seed 7               drawn requests to every call of the API
  npm run test:deep -- auto-top-up --rounds 10000                 spends at once over a threshold`;

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        ops: { type: 'string', default: '200000' },
        histories: { type: 'string', default: '10000' },
        cases: { type: 'string', default: '10000' },
        scale: { type: 'string', default: '1' },
        rounds: { type: 'string', default: '10000' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
      },
    });
  } catch (error) {
    // What follows the first sentence is about file names that begin with a dash.
    console.error(`${(error as Error).message.split('. ')[0]}.\n\n${USAGE}`);
    process.exit(1);
  }
}

const { values, positionals } = readArguments();

/** A whole number; exit 2 with a sentence for anything else. */
function whole(name: 'ops' | 'histories' | 'cases' | 'rounds' | 'seed'): number {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  console.error(`--${name} must be a whole number, not ${values[name]}.`);
  process.exit(2);
}

async function openServer(): Promise<{ adminUrl: string; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { adminUrl: given, stop: async () => {} };
  const { startTemporaryPostgres } = await import('./lib/postgres.mjs');
  return startTemporaryPostgres();
}

async function run(url: string): Promise<void> {
  await migrate(url);
  const pool = createPool({ connectionString: url, max: 20, applicationName: 'coffer-deep' });
  try {
    const [operations, histories, seed] = [whole('ops'), whole('histories'), whole('seed')];
    console.log(`seed ${seed}: ${operations} operations one after another, ${histories} histories at once`);
    let told = 0;
    const onProgress = (done: number) => {
      if (done - told < 10_000) return;
      told = done;
      console.log(`${done} operations`);
    };
    await runModel(pool, { seed, operations, onProgress });
    await runParallel(pool, { seed, histories });
    const violations = await verifyLedger(pool);
    if (violations.length > 0) throw new Error(`The oracle finds: ${violations.map(({ check }) => check).join(', ')}`);
    console.log('No difference; the books are right.');
  } finally {
    await pool.end();
  }
}

/** Tests of a folder with other numbers than they have by default; answers their exit code. */
function withNumbers(folder: string, numbers: Record<string, string>): Promise<number> {
  const run = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', folder], {
    stdio: 'inherit',
    env: { ...process.env, ...numbers },
  });
  return new Promise((resolve) => run.once('exit', (code) => resolve(code ?? 1)));
}

/** The large figures of the payment proofs (lib/billing/proof). */
const STRIPE_FIGURES = {
  DROPPED_PAYMENTS: 10_000,
  DOUBLED_PAYMENTS: 20_000,
  DELIVERIES: 100_000,
  ORDERS: 100_000,
  MUTATIONS: 1_000_000,
  SEQUENCES: 500_000,
  ARITHMETIC: 1_000_000,
  CALLS: 100_000,
  JUNK: 30_000,
};

/** The payment proofs with large figures, all or those whose file begins so; answers the exit code. */
function stripe(only = ''): Promise<number> {
  const scale = Number(values.scale);
  if (!(scale > 0)) {
    console.error(`--scale must be a number above 0, not ${values.scale}.`);
    process.exit(2);
  }
  const figures = Object.entries(STRIPE_FIGURES).map(([name, figure]) => [
    `PROOF_${name}`,
    String(Math.ceil(figure * scale)),
  ]);
  const env = { ...process.env, ...Object.fromEntries(figures), PROOF_SEED: String(whole('seed')) };
  console.log(`seed ${whole('seed')}`);
  // No proof of this size is done within a test's ordinary time.
  const args = ['node_modules/vitest/vitest.mjs', 'run', `lib/billing/proof/${only}`];
  const run = spawn(process.execPath, args, { stdio: 'inherit', env: { ...env, PROOF_HOURS: '48' } });
  return new Promise((resolve) => run.once('exit', (code) => resolve(code ?? 1)));
}

const [suite = 'ledger'] = positionals;
if (suite === 'stripe') process.exit(await stripe(positionals[1]));
if (suite === 'fuzz') {
  const numbers = { FUZZ_CASES: String(whole('cases')), FUZZ_SEED: String(whole('seed')) };
  process.exit(await withNumbers('lib/api/fuzz', numbers));
}
if (suite === 'auto-top-up') {
  const numbers = { AUTO_TOP_UP_ROUNDS: String(whole('rounds')) };
  process.exit(await withNumbers('lib/billing/auto-top-up/evaluate.test.ts', numbers));
}
if (suite !== 'ledger') {
  console.error(`There is no long test of ${suite}: ledger (the default), stripe, fuzz and auto-top-up are known.`);
  process.exit(2);
}

const server = await openServer();
const name = `coffer_deep_${randomBytes(4).toString('hex')}`;
const admin = new pg.Client({ connectionString: server.adminUrl });
await admin.connect();
try {
  await admin.query(`CREATE DATABASE ${name}`);
  const url = new URL(server.adminUrl);
  url.pathname = `/${name}`;
  await run(url.toString());
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await admin.end();
  await server.stop();
}
