/** Dependencies: whether they are there as the lockfile wants them, and getting them. */
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { PlainError } from './errors.mjs';
import { runCommand } from './run-command.mjs';
import { readJson } from './state.mjs';

const NETWORK_FAILURE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network (request|problem)|socket (hang up|timeout)|FETCH_ERROR|self.signed certificate|UNABLE_TO_(VERIFY|GET)/i;

/**
 * Whether node_modules holds what package-lock.json says. npm keeps a list of what it has put there.
 * @param {{ withDev: boolean }} options  `withDev`: what only tests and authors need, too
 */
export function isInstalled({ withDev }) {
  const wanted = readJson('package-lock.json').packages ?? {};
  const present = readJson('node_modules/.package-lock.json').packages ?? {};
  return Object.entries(wanted).every(([place, { version, link, optional, devOptional, dev, peer }]) => {
    if (place === '' || link) return true;
    if (!present[place]) return Boolean(optional || devOptional || (peer && optional) || (dev && !withDev));
    return present[place].version === version && existsSync(path.join(place, 'package.json'));
  });
}

/** npm as a Node script if it started us, else as a command. @param {string[]} args */
const npm = (args) =>
  process.env.npm_execpath?.endsWith('.js')
    ? { command: process.execPath, args: [process.env.npm_execpath, ...args] }
    : { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args };

/**
 * Fetches the dependencies. Errors: PlainError for no network, no rights, no room.
 * @param {(note: string) => void} note
 */
export async function install(note) {
  const count = Object.keys(readJson('package-lock.json').packages ?? {}).length;
  note(`${count} packages`);
  // Not `npm ci`: a registry mirror may lack packages for other platforms, which it takes for a broken lockfile. The
  // versions are those of the lockfile either way, and the file stays as it is.
  const flags = ['--no-save', '--include=dev', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  const { command, args } = npm(['install', ...flags]);
  const { code, output } = await runCommand(command, args, { env: { ...process.env, NODE_ENV: '' } });
  if (code === 0) return;
  rmSync('node_modules/.package-lock.json', { force: true }); // half an installation is none
  throw new PlainError(explainInstallFailure(output));
}

/** @param {string} output  what npm said @returns {string} */
export function explainInstallFailure(output) {
  if (NETWORK_FAILURE.test(output)) {
    return 'The packages could not be fetched: no connection to the npm registry. Check the network or the proxy (npm config get registry), then start again.';
  }
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return `npm may not write to ${path.resolve('node_modules')}. Give this user write access to the folder, then start again.`;
  }
  if (/ENOSPC/.test(output)) return 'The disk is full: the packages need about 1 GB. Make room and start again.';
  if (/ENOENT/.test(output) && /spawn/.test(output))
    return 'npm was not found. Install it together with Node.js from https://nodejs.org.';
  const lines = output.split('\n').map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim());
  const said = lines.filter((line) => line && !/complete log|^A complete|^code /.test(line)).slice(0, 3);
  return `npm could not install the packages: ${said.join(' ')}`;
}
