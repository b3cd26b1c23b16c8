/**
 * Parameters as PostgreSQL's own text. The driver would look at every element of an array to guess its type; a batch has
 * thousands.
 */
import type { Pool, PoolClient } from '../../db/pool';

/** For values that need no quoting: ids, figures, words of an enum, booleans. */
export const plainArray = (values: readonly (string | bigint | number | boolean | null)[]): string =>
  `{${values.map((value) => (value === null ? 'NULL' : String(value))).join(',')}}`;

/** For any text. */
export const textArray = (values: readonly (string | null)[]): string =>
  `{${values.map((value) => (value === null ? 'NULL' : `"${value.replace(/["\\]/g, '\\$&')}"`)).join(',')}}`;

/** Epoch milliseconds to timestamptz text. */
export function toTimestamp(ms: number | null): string | null {
  if (ms === null) return null;
  if (ms === Number.POSITIVE_INFINITY) return 'infinity';
  if (ms === Number.NEGATIVE_INFINITY) return '-infinity';
  return new Date(ms).toISOString();
}

export const timeArray = (values: readonly (number | null)[]): string =>
  `{${values.map((ms) => toTimestamp(ms) ?? 'NULL').join(',')}}`;

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
