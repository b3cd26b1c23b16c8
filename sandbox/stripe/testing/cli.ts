import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const load = createRequire(import.meta.url);

/** The program of Stripe's command line for this machine. Errors: it is not installed; says what to do. */
export function findStripeCli(): string {
  const name = `@stripe/cli-${process.platform}-${process.arch}`;
  const program = process.platform === 'win32' ? 'stripe.exe' : 'stripe';
  try {
    const found = path.join(path.dirname(load.resolve(`${name}/package.json`)), 'bin', program);
    if (existsSync(found)) return found;
  } catch {
    // Told below, with what to do about it.
  }
  throw new Error(
    `Stripe's command line is not here: run "npm ci" with optional packages (it brings ${name}), ` +
      `or "npm install --no-save ${name}@1.52.0".`,
  );
}

/** Runs `stripe trigger EVENT` against a server. Resolves to what it printed. Errors: a recipe that did not go through. */
export function trigger(event: string, base: string): Promise<string> {
  const args = ['trigger', event, '--api-key', 'sk_test_sandbox_of_the_tests', '--api-base', base, '--color', 'off'];
  // Nothing of the user's own settings, and no question whether there is a newer version.
  const env = {
    NODE_ENV: process.env.NODE_ENV,
    PATH: process.env.PATH ?? '',
    HOME: '/nonexistent',
    STRIPE_CLI_TELEMETRY_OPTOUT: '1',
  };
  return new Promise((resolve, reject) => {
    execFile(findStripeCli(), args, { env, timeout: 60_000 }, (error, stdout, stderr) => {
      const printed = `${stdout}${stderr}`;
      if (error || !printed.includes('Trigger succeeded')) reject(new Error(`stripe trigger ${event}: ${printed}`));
      else resolve(printed);
    });
  });
}
