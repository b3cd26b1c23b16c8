import { isUuid } from '../ids';

/** What Next hands a page as its query. */
export type SearchParams = Record<string, string | string[] | undefined>;

/** The first value of a parameter, trimmed; undefined when absent or empty. */
export function one(params: SearchParams, name: string): string | undefined {
  const value = params[name];
  const text = (Array.isArray(value) ? value[0] : value)?.trim();
  return text ? text : undefined;
}

/** All values of a parameter, also of one written as 'a,b'; trimmed, without empty ones. */
export function many(params: SearchParams, name: string): string[] {
  const value = params[name];
  const texts = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return texts.flatMap((text) => text.split(',')).flatMap((text) => text.trim() || []);
}

/** A parameter that must be an id; anything else is ignored, as all unknown values of an address are. */
export function oneId(params: SearchParams, name: string): string | undefined {
  const text = one(params, name);
  return text && isUuid(text) ? text : undefined;
}

/** A local date YYYY-MM-DD that exists; else undefined. */
export function oneDate(params: SearchParams, name: string): string | undefined {
  const text = one(params, name);
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const at = new Date(`${text}T12:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : undefined;
}

/** One of the allowed words; else undefined. */
export function oneOf<T extends string>(params: SearchParams, name: string, allowed: readonly T[]): T | undefined {
  const text = one(params, name);
  return allowed.find((word) => word === text);
}

/** The query of a request's address, as pages get theirs. */
export function toSearchParams(query: URLSearchParams): SearchParams {
  const params: SearchParams = {};
  for (const name of new Set(query.keys())) params[name] = query.getAll(name);
  return params;
}

/** An address with these parameters; what is undefined or empty is left out, so that equal views have equal addresses. */
export function withQuery(path: string, params: Record<string, string | null | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value) query.set(name, value);
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
