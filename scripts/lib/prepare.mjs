/** Brings the database up to date and, for a demo, fills it; in a process of its own that knows TypeScript. */
import process from 'node:process';
import { lastLines } from './build.mjs';
import { PlainError } from './errors.mjs';
import { runCommand, TYPESCRIPT } from './run-command.mjs';

/**
 * @param {{ env: NodeJS.ProcessEnv, demoFile: string | null, keySeed: string, note: (text: string) => void }} options
 *   `demoFile`: where the demo's addresses and keys are written; null: no demo. Errors: PlainError.
 */
export async function prepareDatabase({ env, demoFile, keySeed, note }) {
  const { code, output } = await runCommand(process.execPath, [...TYPESCRIPT, 'scripts/prepare.ts'], {
    env: { ...env, COFFER_DEMO_FILE: demoFile ?? '', COFFER_DEMO_KEY_SEED: keySeed },
    onLine: (line) => {
      if (line.startsWith('note ')) note(line.slice(5));
    },
  });
  if (code === 0) return;
  const said = output.split('\n').filter((line) => !line.startsWith('note '));
  throw new PlainError(lastLines(said.join('\n')) || 'The database could not be prepared.');
}
