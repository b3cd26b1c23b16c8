import type { Pool } from '@/lib/db/pool';
import type { Db } from './rows';

/**
 * Runs reads whose rows must come straight from an index, in its order. One plan serves all wallets, and the planner takes
 * them for average ones: it would rather fetch everything and sort, which is what a wallet with a million rows cannot
 * afford. Without the sort it walks the index and stops when the page is full.
 */
export async function inIndexOrder<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  if (!isPool(db)) return work(db);
  const client = await db.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN READ ONLY; SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

const isPool = (db: Db): db is Pool => 'totalCount' in db;
