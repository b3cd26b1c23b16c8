/** Child processes that end with their parent, in whatever way the parent ends. */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const GUARD_FILE = fileURLToPath(new URL('guard.mjs', import.meta.url));
const IS_WINDOWS = process.platform === 'win32';

/** @type {import('node:child_process').ChildProcess | undefined} */
let guard;

/** @param {string} line */
function tellGuard(line) {
  if (!guard) {
    guard = spawn(process.execPath, [GUARD_FILE], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true, // a Ctrl-C in the terminal must not reach it
      windowsHide: true,
    });
    guard.unref();
    guard.stdin?.on('error', () => {});
    // Neither the guard nor the pipe to it keeps the parent alive.
    /** @type {import('node:net').Socket | null} */ (guard.stdin)?.unref?.();
  }
  guard.stdin?.write(`${line}\n`);
}

/**
 * @typedef {object} Child
 * @property {import('node:child_process').ChildProcess} process
 * @property {Promise<number>} exited  its exit code; 1 when it was ended by a signal or could not be started
 * @property {(graceMs?: number) => Promise<void>} stop  asks it to end, insists after the grace
 */

/**
 * Starts a process in a group of its own: Ctrl-C in the terminal reaches only the parent, which then decides the order.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { stopSignal?: NodeJS.Signals, wholeGroup?: boolean }} [options]
 *   `stopSignal`: SIGTERM unless told; `wholeGroup`: false = only the process itself is signalled.
 * @returns {Child}
 */
export function startChild(command, args, { stopSignal = 'SIGTERM', wholeGroup = true, ...options } = {}) {
  const child = spawn(command, args, { ...options, detached: !IS_WINDOWS, windowsHide: true });
  const target = (child.pid ?? 0) * (wholeGroup && !IS_WINDOWS ? -1 : 1);
  if (child.pid) tellGuard(`+${target} ${stopSignal}`);
  let hasExited = false;
  const exited = new Promise((/** @type {(code: number) => void} */ resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  }).then((code) => {
    hasExited = true;
    if (child.pid) tellGuard(`-${target}`);
    return code;
  });
  const signal = (/** @type {NodeJS.Signals} */ name) => {
    try {
      if (child.pid) process.kill(target, name);
    } catch {
      // Gone already.
    }
  };
  return {
    process: child,
    exited,
    async stop(graceMs = 8_000) {
      if (!hasExited) signal(stopSignal);
      const timer = setTimeout(() => signal('SIGKILL'), graceMs);
      await exited;
      clearTimeout(timer);
      if (wholeGroup) signal('SIGKILL'); // what the process may have left in its group
    },
  };
}

/**
 * Has the folder removed should this process be killed before it can do so itself.
 * @param {string} folder
 */
export const removeFolderAtExit = (folder) => tellGuard(`rm ${folder}`);

/** @param {string} folder */
export const keepFolderAtExit = (folder) => tellGuard(`keep ${folder}`);
