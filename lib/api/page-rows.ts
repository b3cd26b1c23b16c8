import { getPool } from '../db/pool';
import type { Conditions } from '../ledger/read/conditions';
import { readPageRequest, toPage } from '../ledger/read/cursor';
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

/** One page of rows by (created_at, id). Errors: validation_failed for a cursor that is not ours. */
export async function pageRows<R extends Row>(
  request: PageRequest,
  { select, where, alias }: Listing,
): Promise<Page<R>> {
  const start = readPageRequest(request);
  const { cursor, scan, limit } = start;
  if (cursor) {
    const isInclusive = cursor.direction === 'from' || cursor.direction === 'through';
    const sign = `${scan === 'asc' ? '>' : '<'}${isInclusive ? '=' : ''}`;
    where.add(`(${alias}.created_at, ${alias}.id) ${sign} (?::timestamptz, ?::uuid)`, cursor.at, cursor.id);
  }
  const { rows } = await getPool().query<R>(
    `${select} WHERE ${where} ORDER BY ${alias}.created_at ${scan}, ${alias}.id ${scan} LIMIT ${where.param(limit + 1)}`,
    where.values,
  );
  const position = ({ createdAt, id }: R) => ({ at: createdAt, seq: 0n, id });
  return toPage(start, rows.slice(0, limit), { more: rows.length > limit }, position, (row) => row);
}
