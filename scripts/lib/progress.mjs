/** Says what is being done while it is being done: a line that moves on a terminal, plain lines elsewhere. */
import process from 'node:process';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const FRAME_MS = 90;
/** Without a terminal: a sign of life this often. */
const STILL_MS = 15_000;

/** @param {number} ms */
export const seconds = (ms) => (ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${Math.round(ms / 1000)} s`);

/**
 * @typedef {object} Progress
 * @property {<T>(title: string, work: (note: (text: string) => void) => Promise<T>) => Promise<T>} step
 *   Runs `work` under a title; `note` says how far it is. Errors of `work` go on to the caller.
 * @property {(text?: string) => void} say  prints a line
 */

/**
 * @param {NodeJS.WriteStream} [stream]
 * @returns {Progress}
 */
export function createProgress(stream = process.stdout) {
  const isTerminal = Boolean(stream.isTTY) && process.env.TERM !== 'dumb' && !process.env.CI;
  return {
    step: isTerminal ? movingStep(stream) : plainStep(stream),
    say: (text = '') => void stream.write(`${text}\n`),
  };
}

/** @param {NodeJS.WriteStream} stream @returns {Progress['step']} */
function movingStep(stream) {
  return async (title, work) => {
    const began = Date.now();
    let note = '';
    let frame = 0;
    const draw = () => {
      const line = `  ${FRAMES[frame++ % FRAMES.length]} ${title}${note && ` · ${note}`} · ${seconds(Date.now() - began)}`;
      stream.write(`\r\x1b[2K${line.slice(0, (stream.columns || 80) - 1)}`);
    };
    draw();
    const timer = setInterval(draw, FRAME_MS);
    const finish = (/** @type {string} */ mark) => {
      clearInterval(timer);
      stream.write(`\r\x1b[2K  ${mark} ${title}${note && ` · ${note}`} · ${seconds(Date.now() - began)}\n`);
    };
    try {
      const result = await work((text) => {
        note = text;
      });
      finish('\x1b[32m✓\x1b[0m');
      return result;
    } catch (error) {
      finish('\x1b[31m✗\x1b[0m');
      throw error;
    }
  };
}

/** @param {NodeJS.WriteStream} stream @returns {Progress['step']} */
function plainStep(stream) {
  return async (title, work) => {
    const began = Date.now();
    let note = '';
    stream.write(`${title} …\n`);
    const timer = setInterval(() => {
      stream.write(`  still at it${note && ` (${note})`}: ${seconds(Date.now() - began)}\n`);
    }, STILL_MS);
    try {
      const result = await work((text) => {
        note = text;
      });
      stream.write(`  done${note && ` (${note})`} in ${seconds(Date.now() - began)}\n`);
      return result;
    } finally {
      clearInterval(timer);
    }
  };
}
