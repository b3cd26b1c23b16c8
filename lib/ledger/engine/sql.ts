/**
 * Parameters as PostgreSQL's own text. The driver would look at every element of an array to guess its type; a batch has
 * thousands.
 */
import pg from 'pg';
import type { Pool, PoolClient } from '../../db/pool';

/** Oid of text[], which the driver's list of types leaves out. */
const TEXT_ARRAY: number = 1009;

/** For values that need no quoting: ids, figures, words of an enum, booleans. */
export function plainArray(values: readonly (string | bigint | number | boolean | null)[]): string {
  let text = '';
  for (const value of values) text += value === null ? ',NULL' : `,${value}`;
  return `{${text.slice(1)}}`;
}

const SPECIAL = /["\\]/;
const ALL_SPECIAL = /["\\]/g;

/** For any text. */
export function textArray(values: readonly (string | null)[]): string {
  let text = '';
  for (const value of values) {
    if (value === null) text += ',NULL';
    else text += SPECIAL.test(value) ? `,"${value.replace(ALL_SPECIAL, '\\$&')}"` : `,"${value}"`;
  }
  return `{${text.slice(1)}}`;
}

/** The rows of a batch mostly share one instant. */
let newest = { ms: 0, text: new Date(0).toISOString() };

/** Epoch milliseconds to timestamptz text. */
export function toTimestamp(ms: number | null): string | null {
  if (ms === null) return null;
  if (ms === newest.ms) return newest.text;
  if (ms === Number.POSITIVE_INFINITY) return 'infinity';
  if (ms === Number.NEGATIVE_INFINITY) return '-infinity';
  newest = { ms, text: new Date(ms).toISOString() };
  return newest.text;
}

export function timeArray(values: readonly (number | null)[]): string {
  let text = '';
  for (const ms of values) text += `,${toTimestamp(ms) ?? 'NULL'}`;
  return `{${text.slice(1)}}`;
}

export const jsonArray = (values: readonly (Record<string, unknown> | null)[]): string =>
  textArray(values.map((value) => (value === null ? null : JSON.stringify(value))));

/** The driver reads timestamptz as Date, and 'infinity' as a number. */
export const toMs = (value: Date | number): number => Number(value);

/** A time as our sessions, which run in UTC, show it. */
const UTC_TEXT = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?\+00$/;
const parseOther = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ);
const parseTexts: (text: string) => string[] = pg.types.getTypeParser(TEXT_ARRAY);

/** Times and empty lists are half of what a batch reads; the driver's own parsers are made for every form of them. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.TIMESTAMPTZ) return parseTime;
    if (oid === TEXT_ARRAY) return parseTextArray;
    return pg.types.getTypeParser(oid, format);
  },
};

function parseTime(text: string): unknown {
  return UTC_TEXT.test(text) ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`) : parseOther(text);
}

const parseTextArray = (text: string): string[] => (text === '{}' ? [] : parseTexts(text));

/** After so many runs a statement is planned again, and then no more. */
const REPLAN_AFTER = [32, 512, 8192];
const runs = new Map<string, number>();

/**
 * The name under which a statement is prepared. A plan lasts as long as its connection, and one that was made while a
 * table was empty scans that table: right for its first rows, ruinous for a million. New statistics replace it, but come
 * a minute late. So the name changes a few times while the installation grows into its first load.
 */
export function planName(name: string): string {
  const count = (runs.get(name) ?? 0) + 1;
  runs.set(name, count);
  return `ledger.${name}.${REPLAN_AFTER.filter((limit) => count > limit).length}`;
}

/** A named statement: parsed and planned a few times per connection, see `planName`. */
export async function run<Row extends object>(
  client: Pool | PoolClient,
  name: string,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const { rows } = await client.query<Row & Record<string, unknown>>({ name: planName(name), text, values, types });
  return rows;
}
