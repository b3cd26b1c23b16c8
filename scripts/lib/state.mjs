/** What `npm start` keeps between runs, in .coffer/: secrets of the demo, ports, and what it has done already. */
import { randomBytes } from 'node:crypto';
import { accessSync, chmodSync, constants, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { PlainError } from './errors.mjs';

/** @param {string} file @returns {Record<string, any>}  empty when missing or unreadable */
export function readJson(file) {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8'));
    return value !== null && typeof value === 'object' ? value : {};
  } catch {
    return {};
  }
}

/** Writes the file whole or not at all, readable by its owner alone. @param {string} file @param {unknown} value */
export function writeJson(file, value) {
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(partial, file);
}

/** Makes the folder, or says that it cannot be. @param {string} folder */
export function openStateFolder(folder) {
  try {
    mkdirSync(folder, { recursive: true });
    const probe = path.join(folder, `.probe-${process.pid}`);
    writeFileSync(probe, '');
    rmSync(probe);
    accessSync(path.dirname(folder), constants.W_OK);
  } catch {
    throw new PlainError(
      `Coffer keeps its data in ${folder} and cannot write there. Give this user write access to ${path.dirname(folder)}, or clone Coffer elsewhere.`,
    );
  }
}

/**
 * Refuses a second start in the same folder, which would fight over the data. A lock left by a run that was killed does
 * not count. @param {string} folder
 */
export function refuseSecondStart(folder) {
  const other = readJson(path.join(folder, 'running.json'));
  if (!other.pid || other.pid === process.pid || !isRunning(other)) return;
  throw new PlainError(
    `Coffer is already running from this folder, at ${other.baseUrl} (process ${other.pid}). Stop that one first.`,
  );
}

/**
 * Says to others that this process runs from the folder, where, and with which settings (for `npm run doctor` and its
 * like). Called again to say more.
 * @param {string} folder @param {string} baseUrl @param {Record<string, string | undefined>} [env]
 * @returns {() => void}  gives the lock back
 */
export function lockFolder(folder, baseUrl, env = {}) {
  const file = path.join(folder, 'running.json');
  writeJson(file, { pid: process.pid, startedAt: startTimeOf(process.pid), baseUrl, env });
  return () => {
    if (readJson(file).pid === process.pid) rmSync(file, { force: true });
  };
}

/** @param {Record<string, any>} other */
function isRunning({ pid, startedAt }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return false;
  }
  // The number may belong to another process by now.
  return startedAt === startTimeOf(pid);
}

/** When a process began, where the system tells (Linux); '' elsewhere. @param {number} pid */
function startTimeOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/**
 * @typedef {object} Secrets
 * @property {string} authSecret
 * @property {string} stripeKey  what the app shows the local Stripe
 * @property {string} webhookSecret
 * @property {string} keySeed  the demo's API keys are made from it
 */

/** Secrets of the demo: made once, then the same at every start. @param {string} folder @returns {Secrets} */
export function demoSecrets(folder) {
  const file = path.join(folder, 'secrets.json');
  const kept = readJson(file);
  const random = () => randomBytes(32).toString('base64url');
  const secrets = {
    authSecret: kept.authSecret ?? random(),
    stripeKey: kept.stripeKey ?? `sk_test_sandbox${randomBytes(12).toString('hex')}`,
    webhookSecret: kept.webhookSecret ?? `whsec_${randomBytes(24).toString('base64')}`,
    keySeed: kept.keySeed ?? random(),
  };
  if (Object.keys(secrets).some((name) => !(name in kept))) writeJson(file, secrets);
  else chmodSync(file, 0o600);
  return secrets;
}
