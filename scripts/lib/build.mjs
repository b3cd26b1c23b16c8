/** Prisma's client and Next's production build, made again only when what they are made of has changed. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';
import { PlainError } from './errors.mjs';
import { fingerprint } from './fingerprint.mjs';
import { runCommand } from './run-command.mjs';
import { readJson } from './state.mjs';

const NEXT = 'node_modules/next/dist/bin/next';
const SOURCES = [
  ...['app', 'components', 'lib', 'public', 'prisma/schema.prisma', 'server.ts', 'proxy.ts', 'instrumentation.ts'],
  'instrumentation-client.ts',
  ...['next.config.js', 'postcss.config.mjs', 'tsconfig.json', 'package-lock.json'],
];

/** @typedef {import('./progress.mjs').Progress} Progress */

/** Beside what was made: whoever removes that removes the mark too. */
const GENERATED_MARK = 'prisma/generated/.made-of';
const BUILT_MARK = '.next/.made-of';

/** @param {string} file @param {string} mark */
const isMarked = (file, mark) => existsSync(file) && readFileSync(file, 'utf8') === mark;

/**
 * Generates Prisma's client if the schema is another than last time.
 * @param {Progress} progress
 */
export async function ensureGenerated({ step }) {
  const version = readJson('node_modules/prisma/package.json').version;
  const mark = fingerprint(['prisma/schema.prisma'], [String(version)]);
  if (isMarked(GENERATED_MARK, mark) && existsSync('prisma/generated/client.ts')) return;
  await step('Generating the database client', async () => {
    const { code, output } = await runCommand(process.execPath, ['scripts/generate.mjs']);
    if (code !== 0) throw new PlainError(`The database client could not be generated:\n${lastLines(output)}`);
    writeFileSync(GENERATED_MARK, mark);
  });
}

/**
 * Builds the pages if a source is another than last time.
 * @param {Progress} progress
 */
export async function ensureBuilt({ step }) {
  const mark = fingerprint(SOURCES, [process.version]);
  if (isMarked(BUILT_MARK, mark) && existsSync('.next/BUILD_ID')) return;
  await step('Building the pages', async () => {
    rmSync(BUILT_MARK, { force: true });
    const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
    const { code, output } = await runCommand(process.execPath, [NEXT, 'build'], { env });
    if (code !== 0) {
      rmSync('.next/BUILD_ID', { force: true });
      throw new PlainError(`The pages could not be built:\n${lastLines(output)}`);
    }
    writeFileSync(BUILT_MARK, mark);
  });
}

/** The end of an output, without stack frames and colours. @param {string} output */
export function lastLines(output, count = 15) {
  return stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => line.trim() && !/^\s+at /.test(line))
    .slice(-count)
    .join('\n');
}
