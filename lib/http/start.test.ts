import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, inject, it } from 'vitest';
import { useTestDatabase } from '../testing/database';

const database = useTestDatabase();

interface End {
  code: number | null;
  errors: string;
}

/** Starts server.ts in a setting in which it must not start, and answers how it ended. */
function startAndFail(env: Record<string, string>): Promise<End> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server.ts'], {
    env: { ...process.env, COFFER_ENV: 'demo', DATABASE_URL: database.url, PORT: '0', LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  // Not at 'exit', which may come before the last of the output.
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, errors: errors.trim() })));
}

describe('a start that cannot succeed', () => {
  it('says why, and what to do, in a sentence', async () => {
    const occupant = createServer();
    await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve));
    const { port } = occupant.address() as AddressInfo;
    const ends = await Promise.all([
      startAndFail({ PORT: String(port) }),
      startAndFail({ DATABASE_URL: 'postgresql://me:hunter2@127.0.0.1:1/coffer' }),
      startAndFail({ DATABASE_URL: new URL('postgres', inject('serverUrl')).toString() }),
      startAndFail({ PORT: 'eighty', AUTH_SECRET: 'short' }),
      startAndFail({ TRUSTED_PROXIES: '10.0.0.0/8, everybody' }),
      startAndFail({ COFFER_ENV: 'production' }),
    ]);
    occupant.close();
    expect(ends.map(({ code }) => code)).toEqual(ends.map(() => 1));
    const [portUsed, noDatabase, noTables, badEnvironment, badProxies, notForProduction] = ends.map(
      ({ errors }) => errors,
    );
    expect(portUsed).toBe(
      `Port ${port} is in use. Stop what uses it, or choose another one: PORT=${port + 1} npm start`,
    );
    expect(noDatabase).toBe('Nothing listens at 127.0.0.1:1. Start PostgreSQL there, or correct DATABASE_URL.');
    expect(noTables).toMatch(/^The database lacks \d+ migrations? .*Run: npm run migrate$/);
    expect(badEnvironment).toMatch(/^The environment is not right:\n(PORT|AUTH_SECRET): /);
    expect(badProxies).toBe('TRUSTED_PROXIES: "everybody" is not an address or a range such as 10.0.0.0/8.');
    expect(notForProduction).toContain('Not ready for production:\n');
    for (const { errors } of ends) expect(errors).not.toMatch(/hunter2|\n\s+at /);
  });
});
