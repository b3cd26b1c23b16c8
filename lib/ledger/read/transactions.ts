import { createHash } from 'node:crypto';
import { AppError } from '@/lib/errors';
import { isUuid } from '@/lib/ids';
import type { Page, PageRequest, TransactionFilter, TransactionView } from '../types';
import type { Conditions } from './conditions';
import { type Cursor, type PageStart, type Position, readPageRequest, toPage } from './cursor';
import { inIndexOrder } from './in-index-order';
import { type Db, TRANSACTION_COLUMNS, type TransactionRow, toTransactionView } from './rows';
import { addRowConditions, isSparse, placeConditions } from './transaction-conditions';

/** Rows that a scan looks at before it asks whether the page is full, and how many such slices one call may take. */
const SLICE_ROWS = 25_000;
const MAX_SLICES = 8;

/** Rows asked for at once: few sizes, so that few statements are kept prepared. */
const READ_SIZES = [11, 51, 201];

/** What happens may be reported this much ahead of its booking … */
const AHEAD_MS = 5 * 60_000;
/** … and what is booked later than this after it happened stands in an index of its own (`transactions_late…`). */
const LATE = [
  { afterMs: 3_600_000, sql: `(t.booked_at - t.occurred_at) > interval '1 hour'` },
  { afterMs: 8 * 86_400_000, sql: `(t.booked_at - t.occurred_at) > interval '8 days'` },
];

/** A stretch of the booking times, `to` exclusive, in which the wanted rows are; `late`: what all of them fulfil. */
interface Stretch {
  from: Date | null;
  to: Date | null;
  late: string | null;
}

/**
 * Transactions, newest first: a wallet's in the order of its chain, a workspace's by booking time and id. Pages go both
 * ways and never show a row twice or leave one out. A page costs the same at any depth and size of the books; one that
 * must pass over very many rows of other kinds may be short or empty and still have a `next`.
 * Errors: validation_failed for a cursor or limit that is not valid.
 */
export async function listTransactions(
  db: Db,
  filter: TransactionFilter,
  page: PageRequest = {},
): Promise<Page<TransactionView>> {
  const start = readPageRequest(page);
  const found = await inIndexOrder(db, (client) => scan(client, filter, start));
  return toPage(start, found.rows, found, positionOf, toTransactionView);
}

const positionOf = (row: TransactionRow): Position => ({ at: row.booked_at, seq: row.seq, id: row.id });

/**
 * By when it happened → by when it was booked. What happened before `to` was booked by then or soon after; beyond an hour
 * only rows booked that late can be meant (reported in arrears), and beyond 8 days only those booked later still (an expiry
 * swept late, a reversal, which carries the time of its spend).
 */
function stretches({ from, to }: TransactionFilter, order: 'asc' | 'desc'): Stretch[] {
  let start = from ? new Date(from.getTime() - AHEAD_MS) : null;
  if (!to) return [{ from: start, to: null, late: null }];
  const found: Stretch[] = [];
  let late: string | null = null;
  for (const { afterMs, sql } of LATE) {
    const end = new Date(to.getTime() + afterMs);
    found.push({ from: start, to: end, late });
    [start, late] = [end, sql];
  }
  found.push({ from: start, to: null, late });
  return order === 'asc' ? found : found.reverse();
}

interface Found {
  rows: TransactionRow[];
  more: boolean;
  resume: Position | null;
}

async function scan(db: Db, filter: TransactionFilter, start: PageStart): Promise<Found> {
  const rows: TransactionRow[] = [];
  let slices = 0;
  for (const stretch of stretches(filter, start.scan)) {
    let from: Cursor | null = start.cursor;
    for (;;) {
      const wanted = start.limit + 1 - rows.length;
      const slice = await readSlice(db, filter, stretch, start.scan, from, wanted);
      rows.push(...slice.rows);
      if (rows.length > start.limit) return { rows: rows.slice(0, start.limit), more: true, resume: null };
      if (!slice.stoppedAt) break;
      if (++slices >= MAX_SLICES) return { rows, more: true, resume: slice.stoppedAt };
      from = { ...slice.stoppedAt, direction: 'after' };
    }
  }
  return { rows, more: false, resume: null };
}

/** The rows of one slice that pass, and where it stopped unless the stretch came to its end. */
async function readSlice(
  db: Db,
  filter: TransactionFilter,
  stretch: Stretch,
  order: 'asc' | 'desc',
  cursor: Cursor | null,
  wanted: number,
): Promise<{ rows: TransactionRow[]; stoppedAt: Position | null }> {
  const tie = filter.walletId !== undefined || filter.owner ? 'seq' : 'id';
  const place = placeConditions(filter);
  if (stretch.from) place.add('t.booked_at >= ?', stretch.from);
  if (stretch.to) place.add('t.booked_at < ?', stretch.to);
  if (stretch.late) place.add(stretch.late);
  if (cursor) addCursor(place, cursor, tie, order);
  const sort = `ORDER BY t.booked_at ${order}, t.${tie} ${order}`;
  const sparse = isSparse(filter);

  const where = place.copy();
  if (!sparse) addRowConditions(where, filter);
  let text = `SELECT ${TRANSACTION_COLUMNS} FROM transactions t WHERE ${where} ${sort}`;
  if (sparse) {
    const inner = `SELECT t.* FROM transactions t WHERE ${where} ${sort} LIMIT ${SLICE_ROWS}`;
    const passing = where.copy();
    addRowConditions(passing, filter);
    // The place's conditions again cost nothing and keep the parameters' numbers.
    text = `SELECT ${TRANSACTION_COLUMNS} FROM (${inner}) t WHERE ${passing} ${sort}`;
    const { rows } = await db.query<TransactionRow>(`${text} LIMIT ${wanted}`, passing.values);
    if (rows.length === wanted) return { rows, stoppedAt: null };
    return { rows, stoppedAt: await endOfSlice(db, place, sort) };
  }
  const size = READ_SIZES.find((rowCount) => rowCount >= wanted) ?? wanted;
  const { rows } = await db.query<TransactionRow>({ ...named(`${text} LIMIT ${size}`), values: where.values });
  return { rows: rows.slice(0, wanted), stoppedAt: null };
}

/** Planned once per connection: over many months, planning costs more than reading a page. */
const named = (text: string) => ({ name: `page-${createHash('sha1').update(text).digest('base64url')}`, text });

/** The last row of a full slice, null when the stretch ends within it. */
async function endOfSlice(db: Db, place: Conditions, sort: string): Promise<Position | null> {
  const { rows } = await db.query<{ booked_at: Date; seq: bigint; id: string }>(
    `SELECT t.booked_at, t.seq, t.id FROM transactions t WHERE ${place} ${sort} OFFSET ${SLICE_ROWS - 1} LIMIT 1`,
    place.values,
  );
  return rows[0] ? { at: rows[0].booked_at, seq: rows[0].seq, id: rows[0].id } : null;
}

/** Beyond the cursor's row in the order of the scan. The bare range on booked_at is what prunes months. */
function addCursor(where: Conditions, cursor: Cursor, tie: 'seq' | 'id', order: 'asc' | 'desc'): void {
  const inclusive = cursor.direction === 'from' || cursor.direction === 'through' ? '=' : '';
  const beyond = `${order === 'asc' ? '>' : '<'}`;
  where
    .add(`t.booked_at ${beyond}= ?`, cursor.at)
    .add(`(t.booked_at, t.${tie}) ${beyond}${inclusive} (?, ?)`, cursor.at, tie === 'seq' ? cursor.seq : cursor.id);
}

const missing = () => new AppError('not_found', { detail: 'There is no transaction with this id.' });

/** One transaction. Errors: not_found, for another workspace's too. */
export async function getTransaction(
  db: Db,
  { workspaceId, transactionId }: { workspaceId: string; transactionId: string },
): Promise<TransactionView> {
  if (!isUuid(transactionId)) throw missing();
  const { rows } = await db.query<TransactionRow>({
    name: 'ledger-transaction',
    text: `SELECT ${TRANSACTION_COLUMNS} FROM transactions t WHERE t.workspace_id = $1 AND t.id = $2`,
    values: [workspaceId, transactionId],
  });
  if (!rows[0]) throw missing();
  return toTransactionView(rows[0]);
}
