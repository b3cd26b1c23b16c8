/**
 * Parameters as PostgreSQL's own text. The driver would look at every element of an array to guess its type; a batch has
 * thousands.
 */
import type { Pool, PoolClient } from '../../db/pool';

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

/** A named statement: parsed and planned once per connection. */
export async function run<Row extends object>(
  client: Pool | PoolClient,
  name: string,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const { rows } = await client.query<Row & Record<string, unknown>>({ name: `ledger.${name}`, text, values });
  return rows;
}
