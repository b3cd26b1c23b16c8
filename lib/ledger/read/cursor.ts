import { AppError } from '@/lib/errors';
import type { PageRequest } from '../types';

/** A place in a list: the row's time, its number in the chain (0 where there is none) and its id. No filter is part of it. */
export interface Position {
  at: Date;
  seq: bigint;
  id: string;
}

export interface Cursor extends Position {
  /** Rows that follow in the list's order (`from`: with this row), or that come before (`through`: with this row). */
  direction: 'after' | 'from' | 'before' | 'through';
}

const LETTER = { after: 'a', from: 'f', before: 'b', through: 't' } as const;
const DIRECTION = { a: 'after', f: 'from', b: 'before', t: 'through' } as const;
const FORM = /^([afbt])(-?\d{1,15})\.(\d{1,19})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const MAX_MS = 8_640_000_000_000_000;
const MAX_SEQ = 9_223_372_036_854_775_807n;

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 200;

/** Opaque text for a place and a direction. */
export function encodeCursor({ direction, at, seq, id }: Cursor): string {
  return Buffer.from(`${LETTER[direction]}${at.getTime()}.${seq}.${id}`).toString('base64url');
}

const badCursor = () =>
  new AppError('validation_failed', {
    detail: 'The cursor is not one of ours. Begin again without a cursor.',
    fields: [{ path: ['cursor'], message: 'is not valid' }],
  });

/** Errors: validation_failed for anything that encodeCursor does not make. */
export function decodeCursor(text: string): Cursor {
  const match = text.length <= 200 ? FORM.exec(Buffer.from(text, 'base64url').toString('utf8')) : null;
  if (!match) throw badCursor();
  const [, letter, at, seq, id] = match as unknown as [string, keyof typeof DIRECTION, string, string, string];
  const cursor: Cursor = { direction: DIRECTION[letter], at: new Date(Number(at)), seq: BigInt(seq), id };
  if (Math.abs(Number(at)) > MAX_MS || cursor.seq > MAX_SEQ || encodeCursor(cursor) !== text) throw badCursor();
  return cursor;
}

export interface PageStart {
  limit: number;
  order: 'asc' | 'desc';
  cursor: Cursor | null;
  /** Order in which rows must be read: turned round when the page before is asked for. */
  scan: 'asc' | 'desc';
}

/** Checks a page request. Errors: validation_failed. */
export function readPageRequest({ limit = DEFAULT_LIMIT, cursor, order = 'desc' }: PageRequest): PageStart {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw new AppError('validation_failed', {
      detail: `limit must be a whole number from 1 to ${MAX_LIMIT}.`,
      fields: [{ path: ['limit'], message: `must be a whole number from 1 to ${MAX_LIMIT}` }],
    });
  }
  const start = cursor ? decodeCursor(cursor) : null;
  const isBackward = start?.direction === 'before' || start?.direction === 'through';
  const scan = isBackward ? (order === 'asc' ? 'desc' : 'asc') : order;
  return { limit, order, cursor: start, scan };
}

/**
 * Makes a page of rows that were read in scan order. `more`: there is more in scan order; `resume`: where a scan stopped
 * that gave up before the page was full.
 */
export function toPage<R, T>(
  { cursor, scan, order }: PageStart,
  rows: R[],
  { more, resume }: { more: boolean; resume?: Position | null },
  position: (row: R) => Position,
  toItem: (row: R) => T,
): { items: T[]; next: string | null; previous: string | null } {
  const isBackward = scan !== order;
  const listed = isBackward ? [...rows].reverse() : rows;
  const first = listed[0] ? position(listed[0]) : null;
  const last = listed.at(-1) ? position(listed.at(-1) as R) : null;
  const items = listed.map(toItem);
  const encode = (direction: Cursor['direction'], at: Position | null) => at && encodeCursor({ direction, ...at });
  if (!isBackward) {
    return {
      items,
      next: more ? encode('after', resume ?? last) : null,
      // The row at the cursor was on the page before.
      previous: cursor ? (first ? encode('before', first) : encode('through', cursor)) : null,
    };
  }
  return {
    items,
    next: last ? encode('after', last) : nextOfEmpty(cursor),
    previous: more ? encode('before', resume ?? first) : null,
  };
}

/** After an empty page before a place, the list goes on at that place. */
function nextOfEmpty(cursor: Cursor | null): string | null {
  if (!cursor) return null;
  return encodeCursor({ ...cursor, direction: cursor.direction === 'through' ? 'after' : 'from' });
}
