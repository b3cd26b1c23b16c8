import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

export interface Child {
  process: ChildProcess;
  /** Resolves with what the pattern's first group matched on standard output. Fails when the child ends before. */
  waitFor(pattern: RegExp): Promise<string>;
  /** Resolves when the child is gone, however it ended. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  stop(): Promise<void>;
}

/** Starts a TypeScript file of this project as a process of its own, on the test's database. */
export function startChild(file: string, env: Record<string, string> = {}): Child {
  const child = spawn(process.execPath, ['--import', 'tsx', path.resolve(file)], {
    env: { ...process.env, NODE_ENV: 'test', COFFER_ENV: 'test', LOG_LEVEL: 'fatal', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    // Not at 'exit', which may come before the last of the output.
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  return {
    process: child,
    ended,
    waitFor: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(output);
          if (found) resolve(found[1] ?? found[0]);
        };
        child.stdout.on('data', look);
        look();
        void ended.then(({ code, signal }) => reject(new Error(`${file} ended (${code ?? signal}):\n${output}`)));
      }),
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
