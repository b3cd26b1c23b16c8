/** A server of ours as a child process: it prints `ready http://…` when it takes requests. */
import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { lastLines } from './build.mjs';
import { PlainError } from './errors.mjs';
import { startChild } from './processes.mjs';

const READY_TIMEOUT_MS = 60_000;

/**
 * @typedef {object} Service
 * @property {string} name
 * @property {string} url  as it said
 * @property {Promise<number>} exited
 * @property {() => string} lastWords  the end of its log
 * @property {() => Promise<void>} stop
 */

/**
 * Starts the service and waits until it is ready. Errors: PlainError with its own words.
 * @param {{ name: string, args: string[], env: NodeJS.ProcessEnv, logFile: string, echo?: boolean }} options
 *   `args`: for Node; `echo`: its output is shown as well as kept.
 * @returns {Promise<Service>}
 */
export async function startService({ name, args, env, logFile, echo = false }) {
  mkdirSync(path.dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'w', 0o600);
  const child = startChild(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const lastWords = () => lastLines(readFileSync(logFile, 'utf8'), 8);
  const ready = new Promise((/** @type {(url: string) => void} */ resolve) => {
    let head = '';
    for (const stream of [child.process.stdout, child.process.stderr]) {
      stream?.on('data', (/** @type {Buffer} */ chunk) => {
        writeSync(log, chunk);
        if (head.length < 65_536) {
          head += chunk.toString('utf8');
          const url = /^ready (https?:\/\/\S+)$/m.exec(head)?.[1];
          if (url) {
            head = ' '.repeat(65_536);
            resolve(url);
            return;
          }
        }
        if (echo) process.stderr.write(chunk);
      });
    }
  });
  child.process.once('close', () => closeSync(log));
  const outcome = await Promise.race([
    ready.then((url) => ({ url })),
    child.exited.then(() => ({ url: null })),
    new Promise((/** @type {(value: { url: null }) => void} */ resolve) => {
      setTimeout(() => resolve({ url: null }), READY_TIMEOUT_MS).unref();
    }),
  ]);
  if (outcome.url === null) {
    await child.stop();
    await new Promise((resolve) => setTimeout(resolve, 50)); // its last words are on the way
    throw new PlainError(lastWords() || `The ${name} did not start, and said nothing.`);
  }
  return { name, url: outcome.url, exited: child.exited, lastWords, stop: () => child.stop(12_000) };
}
