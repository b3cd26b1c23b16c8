import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startTemporaryPostgres } from '../scripts/lib/postgres.mjs';
import { fillSpendingBooks } from './lib/books';
import { createDatabase } from './lib/database';
import { drive } from './lib/drive';
import { figure, ratio, type Section } from './lib/report';
import { spender } from './spending';

const DELAY_US = 1_000;
const GOAL = 0.6;

/** Hot-wallet spends per second on an embedded server with the given shim preloaded. */
async function hotSpendsPerSecond(shim: string | null, seconds: number): Promise<number> {
  const environment = shim ? { LD_PRELOAD: shim, SLOW_FSYNC_US: String(DELAY_US) } : {};
  Object.assign(process.env, environment);
  const starting = startTemporaryPostgres({ durable: true });
  const server = await starting.finally(() => {
    for (const name of Object.keys(environment)) delete process.env[name];
  });
  try {
    const database = await createDatabase(server.adminUrl);
    await fillSpendingBooks(database.pool);
    const { perSecond } = await drive(spender(database.pool)('hot'), { concurrency: 256, seconds });
    await database.drop();
    return perSecond;
  } finally {
    await server.stop();
  }
}

/** What a slow disk costs the hot wallet: batches should pay for it once, not per spend. */
export async function benchSlowDisk(seconds: number, say: (text: string) => void): Promise<Section> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'coffer-slow-disk-'));
  const shim = path.join(folder, 'slow-fsync.so');
  try {
    const compiled = spawnSync('cc', ['-shared', '-fPIC', '-o', shim, path.resolve('bench/lib/slow-fsync.c'), '-ldl']);
    const section = {
      title: 'A disk that takes 1 ms longer to flush',
      intro: 'Spends per second from one hot wallet through the ledger function, 256 at a time.',
      header: ['native', 'with 1 ms', 'ratio', 'goal', ''],
    };
    if (compiled.status !== 0 || process.platform !== 'linux') {
      return { ...section, rows: [['not measured: needs cc on Linux', '', '', '', '']] };
    }
    say('one hot wallet on the native disk');
    const native = await hotSpendsPerSecond(null, seconds);
    say('one hot wallet with 1 ms more per flush');
    const slow = await hotSpendsPerSecond(shim, seconds);
    return {
      ...section,
      rows: [[figure(native), figure(slow), ...ratio(slow / native, `≥ ${GOAL}`, slow / native >= GOAL)]],
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
