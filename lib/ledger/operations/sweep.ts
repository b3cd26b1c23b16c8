import { log } from '../../log';
import type { Engine } from '../engine/run-batch';
import { toTimestamp } from '../engine/sql';
import type { Mode } from '../types';

interface DueWallet {
  workspace_id: string;
  mode: Mode;
  id: string;
}

const DUE = `
  SELECT workspace_id, mode, id FROM wallets
  WHERE next_event_at <= coalesce($1::timestamptz, clock_timestamp())
  ORDER BY next_event_at LIMIT $2`;

/**
 * Books what fell due in at most `limit` wallets, the longest overdue first, workspace by workspace. A wallet that
 * somebody is working on is left to them: whoever works on a wallet books its due events first. So two sweepers never do
 * a thing twice. A workspace whose events cannot be booked is logged and does not keep the others waiting.
 * Answers how many wallets were looked after.
 */
export async function sweepDueWallets(engine: Engine, limit: number): Promise<number> {
  const now = engine.clock?.now();
  const { rows } = await engine.pool.query<DueWallet>({
    name: 'ledger.due-wallets',
    text: DUE,
    values: [now ? toTimestamp(now.getTime()) : null, limit],
  });
  const books = new Map<string, DueWallet[]>();
  for (const row of rows) {
    const key = `${row.workspace_id} ${row.mode}`;
    books.set(key, [...(books.get(key) ?? []), row]);
  }
  let done = 0;
  for (const wallets of books.values()) {
    const [first] = wallets;
    if (!first) continue;
    const ids = wallets.map(({ id }) => id);
    try {
      await engine.bookDue(first.workspace_id, first.mode, ids, true);
      done += ids.length;
    } catch (error) {
      log.error({ err: error, workspaceId: first.workspace_id }, 'due events could not be booked');
    }
  }
  return done;
}
