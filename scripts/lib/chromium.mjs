/** Finds a Chromium for the browser tests, or gets one. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { PlainError } from './errors.mjs';
import { runCommand } from './run-command.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const DOWNLOAD_TIMEOUT_MS = 20_000;

/** @param {string} file */
const runs = (file) =>
  spawnSync(file, ['--version', '--no-sandbox'], { stdio: 'ignore', timeout: 30_000 }).status === 0;

function onPath() {
  const extension = process.platform === 'win32' ? '.exe' : '';
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of NAMES) {
      const file = path.join(folder, name + extension);
      if (existsSync(file) && runs(file)) return file;
    }
  }
  return null;
}

/** The one that Playwright has downloaded, if it has. */
async function ofPlaywright() {
  const { chromium } = await import('@playwright/test');
  const file = chromium.executablePath();
  return existsSync(file) && runs(file) ? file : null;
}

/**
 * CHROMIUM_PATH, Playwright's own, one on the PATH, one fetched by Playwright, one from the system's packages (as root);
 * in this order. Errors: PlainError that says what to install.
 * @param {(note: string) => void} note
 * @returns {Promise<string>}  its path
 */
export async function findChromium(note) {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given) && runs(given)) return given;
    throw new PlainError(`CHROMIUM_PATH is ${given}, and nothing that runs is there.`);
  }
  const present = (await ofPlaywright()) ?? onPath();
  if (present) return present;
  note('downloading');
  await runCommand(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: String(DOWNLOAD_TIMEOUT_MS) },
  });
  const downloaded = await ofPlaywright();
  if (downloaded) return downloaded;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    note('from the system’s packages');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await runCommand('apt-get', ['update', '-q'], { env });
    await runCommand('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], { env });
    const installed = onPath();
    if (installed) return installed;
  }
  throw new PlainError(
    'The browser tests need Chromium. Install it (Debian: apt-get install chromium), or set CHROMIUM_PATH to one.',
  );
}
