import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPostgres } from './postgres.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'coffer-pg-test-'));
  chmodSync(folder, 0o755); // run by root, the server is another user's
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

const dataDirIn = (state: string) => path.join(folder, state, 'postgres');

describe('the PostgreSQL that comes along', () => {
  it('keeps its data from one start to the next, for a role that is no superuser, with fsync on', async () => {
    const first = await startPostgres({ dataDir: dataDirIn('a b') });
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    await expect(first.exited).resolves.toBe(0);

    const second = await startPostgres({ dataDir: dataDirIn('a b') });
    try {
      const but = (url: string) => Object.assign(new URL(url), { port: '' }).href; // somebody may have the port by now
      expect(but(second.url)).toBe(but(first.url));
      expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
      const [row] = await query(
        second.url,
        `SELECT current_setting('is_superuser') AS superuser, current_setting('fsync') AS fsync,
           current_setting('synchronous_commit') AS commits, current_setting('listen_addresses') AS listens`,
      );
      expect(row).toEqual({ superuser: 'off', fsync: 'on', commits: 'on', listens: '127.0.0.1' });
    } finally {
      await second.stop();
    }
  });

  it('starts again after a lost password file and a stale lock, and puts aside a folder that is no cluster', async () => {
    const first = await startPostgres({ dataDir: dataDirIn('x') });
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    rmSync(path.join(folder, 'x/postgres.json'));
    writeFileSync(path.join(first.dataDir, 'postmaster.pid'), `${process.pid}\n${first.dataDir}\n`);
    const second = await startPostgres({ dataDir: dataDirIn('x') });
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await second.stop();

    mkdirSync(dataDirIn('y'), { recursive: true });
    writeFileSync(path.join(dataDirIn('y'), 'something'), 'of somebody');
    const third = await startPostgres({ dataDir: dataDirIn('y') });
    await third.stop();
    expect(existsSync(path.join(folder, 'y/postgres/PG_VERSION'))).toBe(true);
  });

  it('ends with its parent, and takes its temporary data with it, even when the parent is killed', async () => {
    const script = `
      const { startTemporaryPostgres } = await import(${JSON.stringify(path.resolve('scripts/lib/postgres.mjs'))});
      const server = await startTemporaryPostgres();
      process.stdout.write(server.adminUrl);
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const url = await new Promise<string>((resolve) =>
      parent.stdout.once('data', (chunk: Buffer) => resolve(String(chunk))),
    );
    const [{ dir = '', pid = 0 } = {}] = await query<{ dir: string; pid: number }>(
      url,
      `SELECT current_setting('data_directory') AS dir, split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int AS pid`,
    );
    parent.kill('SIGKILL');
    await expect.poll(() => existsSync(dir), { timeout: 15_000 }).toBe(false);
    expect(existsSync(`/proc/${pid}/stat`) && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z')).toBe(false);
  });
});
