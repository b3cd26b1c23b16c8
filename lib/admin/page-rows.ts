import { getPool } from '../db/pool';
import { isAppError } from '../errors';
import type { Conditions } from '../ledger/read/conditions';
import { type PageStart, readPageRequest, toPage } from '../ledger/read/cursor';
import type { Page, PageRequest } from '../ledger/types';

interface Row {
  id: string;
  createdAt: Date;
}

interface Listing {
  /** Columns and tables; our own text. */
  select: string;
  where: Conditions;
  /** Alias of the table whose `created_at` and `id` order the list. */
  alias: string;
}

export const PAGE_SIZE = 50;

/** People bookmark addresses and edit them: a cursor that cannot be read means the first page. */
function startOf(request: PageRequest): PageStart {
  try {
    return readPageRequest(request);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return readPageRequest({ ...request, cursor: null });
  }
}

/** One page of rows, newest first, by (created_at, id): page 1,000 costs what page 1 costs. */
export async function pageRows<R extends Row>(
  { limit = PAGE_SIZE, cursor = null }: { limit?: number; cursor?: string | null },
  { select, where, alias }: Listing,
): Promise<Page<R>> {
  const start = startOf({ limit, cursor });
  if (start.cursor) {
    const isInclusive = start.cursor.direction === 'from' || start.cursor.direction === 'through';
    const sign = `${start.scan === 'asc' ? '>' : '<'}${isInclusive ? '=' : ''}`;
    where.add(`(${alias}.created_at, ${alias}.id) ${sign} (?::timestamptz, ?::uuid)`, start.cursor.at, start.cursor.id);
  }
  const order = `${alias}.created_at ${start.scan}, ${alias}.id ${start.scan}`;
  const { rows } = await getPool().query<R>(
    `${select} WHERE ${where} ORDER BY ${order} LIMIT ${where.param(start.limit + 1)}`,
    where.values,
  );
  const position = ({ createdAt, id }: R) => ({ at: createdAt, seq: 0n, id });
  return toPage(start, rows.slice(0, start.limit), { more: rows.length > start.limit }, position, (row) => row);
}

/** A part of a text, for LIKE: what the reader typed means itself. */
export const likePart = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
