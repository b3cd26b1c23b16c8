import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { ensureGenerated } from './build.mjs';
import { cleanEnvironment } from './clean-environment.mjs';
import { sentenceFor } from './errors.mjs';
import { install, isInstalled } from './install.mjs';
import { startChild } from './processes.mjs';
import { createProgress, seconds } from './progress.mjs';
import { openStateFolder, readJson } from './state.mjs';
import { stopOnSignals } from './stop-on-signals.mjs';
import { countPlaywright, countVitest } from './test-counts.mjs';
import { openTestServer } from './test-database.mjs';

const BIN = {
  next: 'node_modules/next/dist/bin/next',
  tsc: 'node_modules/typescript/bin/tsc',
  biome: 'node_modules/@biomejs/biome/bin/biome',
  vitest: 'node_modules/vitest/vitest.mjs',
};

/** @typedef {import('./test-counts.mjs').Counts} Counts */
/** @typedef {{ title: string, run: () => Promise<Counts> }} Stage */

/** @type {import('./processes.mjs').Child | undefined} */
let current;

/** Runs a Node program with its output shown. @param {string[]} args @param {NodeJS.ProcessEnv} env */
async function show(args, env) {
  current = startChild(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await current.exited;
  current = undefined;
  return code;
}

/** @param {string} folder @param {NodeJS.ProcessEnv} env @returns {Stage[]} */
function stagesOf(folder, env) {
  const asCounts = (/** @type {number} */ code) => (code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });
  const report = (/** @type {string} */ name) => path.join(folder, `${name}.json`);
  return [
    {
      title: 'types',
      run: async () => {
        const code = await show([BIN.next, 'typegen'], env); // routes' types, as the build makes them
        return asCounts(code === 0 ? await show([BIN.tsc, '--noEmit'], env) : code);
      },
    },
    { title: 'lint and format', run: async () => asCounts(await show([BIN.biome, 'check', '.'], env)) },
    {
      title: 'unit and database tests',
      run: async () => {
        const args = [BIN.vitest, 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report('vitest')}`];
        const code = await show(args, env);
        return countVitest(readJson(report('vitest')), code);
      },
    },
    {
      title: 'production build and user stories in a browser',
      run: async () => {
        const code = await show(['scripts/e2e.mjs'], { ...env, COFFER_E2E_REPORT: report('playwright') });
        return countPlaywright(readJson(report('playwright')), code);
      },
    },
  ];
}

/** @returns {Promise<number>}  exit code */
export async function runAllTests() {
  const began = Date.now();
  const folder = path.resolve('.coffer/tests');
  /** @type {() => Promise<unknown>} */
  let stopServer = async () => {};
  const signals = stopOnSignals(async () => {
    await current?.stop(30_000);
    await stopServer();
  });
  const total = { passed: 0, failed: 0 };
  try {
    const progress = createProgress();
    openStateFolder(path.resolve('.coffer'));
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    if (!isInstalled({ withDev: true })) await progress.step('Installing packages', install);
    await ensureGenerated(progress);
    const server = await progress.step('Starting PostgreSQL', openTestServer);
    stopServer = server.stop;
    const env = {
      ...cleanEnvironment(),
      TEST_DATABASE_URL: server.adminUrl,
      NEXT_TELEMETRY_DISABLED: '1',
      ...(!process.stdout.isTTY && { NO_COLOR: '1', FORCE_COLOR: undefined }), // a log is read without a terminal
    };
    for (const stage of stagesOf(folder, env)) {
      console.log(`\n── ${stage.title}`);
      const stageBegan = Date.now();
      const { passed, failed } = await stage.run();
      if (signals.isStopping()) return 1;
      console.log(`── ${stage.title}: ${passed} passed, ${failed} failed, ${seconds(Date.now() - stageBegan)}`);
      total.passed += passed;
      total.failed += failed;
    }
  } catch (error) {
    console.error(sentenceFor(error));
    total.failed++;
  }
  await signals.stopAll();
  console.log(`\nTook ${seconds(Date.now() - began)}.`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}
