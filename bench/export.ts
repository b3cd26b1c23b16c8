/**
 * `npx tsx bench/export.ts [ROWS]` — how much memory and time the export of a long history takes: one workspace with that
 * many transactions (default 1,000,000), read to the end by a reader that keeps nothing. Goal: the process grows by less than 200 MB.
 */
import type { Actor } from '@/lib/auth/actor';
import { exportTransactions } from '@/lib/portal/export-transactions';
import { parseTransactionsParams } from '@/lib/portal/transactions-params';
import { loadWorkspace } from '@/lib/portal/workspace';
import { BIG_WORKSPACE_ID, fillBigBooks } from './lib/big-books';
import { createDatabase, openServer } from './lib/database';

const rows = Number(process.argv[2] ?? 1_000_000);
const operator: Actor = { kind: 'operator', userId: null };
const MB = 1_048_576;

const server = await openServer();
const database = await createDatabase(server.adminUrl, 4);
try {
  console.error(`· filling ${rows.toLocaleString('en-US')} transactions`);
  await fillBigBooks(database.pool, rows, 2);
  process.env.DATABASE_URL = database.url;
  (globalThis as unknown as Record<symbol, unknown>)[Symbol.for('coffer.pool')] = database.pool;
  const { rows: found } = await database.pool.query<{ slug: string }>('SELECT slug FROM workspaces WHERE id = $1', [
    BIG_WORKSPACE_ID,
  ]);
  const workspace = await loadWorkspace(operator, found[0]?.slug ?? '');
  const params = parseTransactionsParams({}, workspace);
  for (const format of ['csv', 'json'] as const) {
    let bytes = 0;
    let lines = 0;
    const before = process.memoryUsage().rss;
    let peak = before;
    const startedAt = performance.now();
    const body = exportTransactions(operator, workspace, params, { format, rowLimit: 2 * rows });
    const reader = body.getReader();
    for (;;) {
      const { done, value: piece } = await reader.read();
      if (done) break;
      bytes += piece.byteLength;
      for (const byte of piece) if (byte === 10) lines++;
      peak = Math.max(peak, process.memoryUsage().rss);
    }
    const seconds = (performance.now() - startedAt) / 1000;
    console.log(
      `${format}: ${lines.toLocaleString('en-US')} lines, ${(bytes / MB).toFixed(0)} MB in ${seconds.toFixed(0)} s, ` +
        `${(peak / MB).toFixed(0)} MB of memory at most, ${(before / MB).toFixed(0)} MB before`,
    );
  }
} finally {
  await database.drop();
  await server.stop();
}
