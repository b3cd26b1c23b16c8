/**
 * Results as text, to be stored with an idempotency key and answered again: bigints as digits, times as ISO text, told
 * apart by the names of their fields. What the caller brought (metadata, a refusal's facts) keeps its own shape.
 */
const BIGINT_FIELD = /^(seq|.*(Micro|Nano))$/;
const DATE_FIELD = /^(asOf|periodStart|periodEnd|.*At)$/;

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

function toJson(value: unknown): Json {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toJson);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, inner]) => inner !== undefined)
        .map(([name, inner]) => [name, name === 'metadata' ? (inner as Json) : toJson(inner)]),
    );
  }
  return value as Json;
}

function fromJson(value: Json, name: string): unknown {
  if (value === null || name === 'metadata') return value;
  if (Array.isArray(value)) return value.map((inner) => fromJson(inner, ''));
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([inner, json]) => [inner, fromJson(json, inner)]));
  }
  if (typeof value === 'string' && BIGINT_FIELD.test(name)) return BigInt(value);
  if (typeof value === 'string' && DATE_FIELD.test(name)) return new Date(value);
  return value;
}

export const encodeResult = (result: unknown): string => JSON.stringify(toJson(result));
export const decodeResult = (text: string): unknown => fromJson(JSON.parse(text) as Json, '');
