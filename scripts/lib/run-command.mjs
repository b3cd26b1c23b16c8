import { startChild } from './processes.mjs';

/** @type {Set<import('./processes.mjs').Child>} */
const running = new Set();

/** Ends the commands that run at this moment. */
export const stopCommands = () => Promise.all([...running].map((child) => child.stop(2_000)));

/**
 * Runs a command to its end and keeps what it says.
 * @param {string} command @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, onLine?: (line: string) => void }} [options]  `onLine`: each line as it comes
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function runCommand(command, args, { env = process.env, onLine } = {}) {
  const child = startChild(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let output = '';
  let rest = '';
  for (const stream of [child.process.stdout, child.process.stderr]) {
    stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text;
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine?.(line);
    });
  }
  child.process.once('error', (error) => {
    output += error.message;
  });
  // The streams may end a moment after the process.
  const closed = new Promise((resolve) => child.process.once('close', resolve));
  const code = await child.exited;
  if (child.process.pid) await closed;
  running.delete(child);
  if (rest) onLine?.(rest);
  return { code, output };
}

/** Arguments that make this Node run TypeScript. */
export const TYPESCRIPT = ['--import', 'tsx'];
