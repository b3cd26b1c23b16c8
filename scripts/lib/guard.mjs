/**
 * A small process beside the parent that ends what the parent started, even when the parent is killed outright: its
 * standard input closes with the parent, whatever the reason. Lines it reads:
 *   `+PID SIGNAL`  end PID (negative: its process group) with SIGNAL      `-PID`  it has ended by itself
 *   `rm PATH`      remove that folder when all have ended                 `keep PATH`  removed already
 */
import { rmSync } from 'node:fs';
import process from 'node:process';
import readline from 'node:readline';

const GRACE_MS = 8_000;
const POLL_MS = 50;

/** @type {Map<number, NodeJS.Signals>} */
const processes = new Map();
/** @type {Set<string>} */
const folders = new Set();

const isAlive = (/** @type {number} */ pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const signal = (/** @type {number} */ pid, /** @type {NodeJS.Signals} */ name) => {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
};

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function endAll() {
  // Newest first: the app before the database it writes to.
  for (const [pid, name] of [...processes].reverse()) {
    signal(pid, name);
    for (let waited = 0; waited < GRACE_MS && isAlive(pid); waited += POLL_MS) await pause(POLL_MS);
    if (isAlive(pid)) signal(pid, 'SIGKILL');
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.exit(0);
}

for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, () => {});

readline
  .createInterface({ input: process.stdin })
  .on('line', (line) => {
    if (line.startsWith('+')) {
      const [pid = '', name = 'SIGTERM'] = line.slice(1).split(' ');
      processes.set(Number(pid), /** @type {NodeJS.Signals} */ (name));
    } else if (line.startsWith('-')) processes.delete(-Number(line));
    else if (line.startsWith('rm ')) folders.add(line.slice(3));
    else if (line.startsWith('keep ')) folders.delete(line.slice(5));
  })
  .on('close', () => void endAll());
