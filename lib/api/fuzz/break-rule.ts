import fc, { type Arbitrary } from 'fast-check';
import { type Json, NASTY_TEXTS, NASTY_TIMES, RawJson, WRONG_NUMBERS } from './nasty-values';

type Path = (string | number)[];

const isObject = (value: Json): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof RawJson);

/** Every place in a value, the whole first. */
function placesIn(value: Json, at: Path = []): Path[] {
  if (Array.isArray(value)) return [at, ...value.flatMap((item, index) => placesIn(item, [...at, index]))];
  if (!isObject(value)) return [at];
  return [at, ...Object.entries(value).flatMap(([name, item]) => placesIn(item, [...at, name]))];
}

/** The value with one place changed; `change` answers undefined for "leave it out". */
function changeAt(value: Json, [first, ...rest]: Path, change: (value: Json) => Json | undefined): Json | undefined {
  if (first === undefined) return change(value);
  const entries: [string | number, Json][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : isObject(value)
      ? Object.entries(value)
      : [];
  const changed = entries.flatMap(([name, item]): [string | number, Json][] => {
    const after = name === first ? changeAt(item, rest, change) : item;
    return after === undefined ? [] : [[name, after]];
  });
  return Array.isArray(value) ? changed.map(([, item]) => item) : (Object.fromEntries(changed) as Json);
}

const nested = (depth: number): Json => (depth === 0 ? 1 : [nested(depth - 1)]);

const addMember = (name: string) => (value: Json) => (isObject(value) ? { ...value, [name]: 1 } : { [name]: value });

const CHANGES: Arbitrary<(value: Json) => Json | undefined> = fc.oneof(
  fc.constant(() => undefined),
  fc.constantFrom<Json>(null, true, 0, '', [], {}, [[]], nested(40)).map((other) => () => other),
  fc.constantFrom(...WRONG_NUMBERS).map((text) => () => new RawJson(text)),
  fc.constantFrom<Json>(...NASTY_TEXTS, ...NASTY_TIMES).map((text) => () => text),
  fc.constant((value: Json) => [value]),
  fc.constant((value: Json) => ({ value })),
  fc.constantFrom('unknown', 'workspaceId', 'mode', 'constructor', 'toString').map(addMember),
);

/** The same value with exactly one place of it wrong, or missing. */
export function breakOneRule(values: Arbitrary<Json>): Arbitrary<Json> {
  return fc.tuple(values, fc.nat(), CHANGES).map(([value, pick, change]) => {
    const places = placesIn(value);
    const place = places[pick % places.length] ?? [];
    return changeAt(value, place, change) ?? {};
  });
}
