import type { DescribedRoute, Schema } from './describe-routes';
import { type Json, RawJson } from './nasty-values';

/** One field that a caller may fill in. */
export interface Field {
  place: 'body' | 'query' | 'path';
  /** Names and indexes from the outermost to the field; a list is entered by its first item. */
  at: (string | number)[];
  name: string;
  schema: Schema;
}

const typesOf = (schema: Schema): unknown[] => [schema.type].flat();

/** The schema itself rather than "that or null". */
function plainOf(schema: Schema): Schema {
  const branches = (schema.anyOf ?? []) as Schema[];
  const [first] = branches.filter((branch) => branch.type !== 'null');
  return first ? plainOf(first) : schema;
}

function fieldsIn(given: Schema, place: Field['place'], at: Field['at'], name: string): Field[] {
  const schema = plainOf(given);
  if (typesOf(schema).includes('object') && schema.properties) {
    return Object.entries(schema.properties as Record<string, Schema>).flatMap(([key, inner]) =>
      fieldsIn(inner, place, [...at, key], key),
    );
  }
  if (typesOf(schema).includes('array')) {
    const items = fieldsIn((schema.items ?? {}) as Schema, place, place === 'query' ? at : [...at, 0], name);
    return items.map((item) => item);
  }
  return [{ place, at, name, schema }];
}

/** Every field of a route's requests, at any depth. */
export const fieldsOf = (route: DescribedRoute): Field[] => [
  ...route.params.map((name): Field => ({ place: 'path', at: [name], name, schema: { type: 'string' } })),
  ...fieldsIn(route.query, 'query', [], ''),
  ...(route.body ? fieldsIn(route.body, 'body', [], '') : []),
];

export const isNumber = ({ schema }: Field): boolean =>
  typesOf(schema).some((type) => type === 'number' || type === 'integer');

export const isText = (field: Field): boolean =>
  !isNumber(field) && typesOf(field.schema).includes('string') && field.schema.enum === undefined;

const isRecord = (value: Json | undefined): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof RawJson);

/** The value with the field in it; lists and objects on the way are made where they are missing. */
export function putAt(value: Json | undefined, [first, ...rest]: Field['at'], item: Json): Json {
  if (first === undefined) return item;
  if (typeof first === 'number') {
    const list = Array.isArray(value) ? value : [];
    return [putAt(list[0], rest, item), ...list.slice(1)];
  }
  const record = isRecord(value) ? value : {};
  return { ...record, [first]: putAt(record[first], rest, item) };
}
