import { isLosslessNumber, LosslessNumber, parse } from 'lossless-json';
import { AppError } from '../errors';

/**
 * Reading JSON without losing anything and without believing anything. A number keeps its source text (JsonNumber), and
 * whatever two parsers could read differently is refused with 400: duplicate keys, lone surrogates, NUL, a byte order
 * mark, `__proto__`, nesting deeper than 32.
 */
export { isLosslessNumber as isJsonNumber, LosslessNumber as JsonNumber };

const DEPTH_MAX = 32;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const malformed = (detail: string): AppError => new AppError('invalid_request', { detail });

/** Parses a request's body. Errors: invalid_request (400), with what is wrong with it. */
export function readJson(bytes: Uint8Array): unknown {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    throw malformed('The body is not valid UTF-8.');
  }
  if (text.charCodeAt(0) === 0xfeff) throw malformed('The body begins with a byte order mark. Send plain UTF-8.');
  const members = scan(text);
  let value: unknown;
  try {
    value = parse(text);
  } catch (error) {
    throw malformed(`The body is not valid JSON: ${shorten((error as Error).message)}`);
  }
  // The parser lets a key be repeated with an equal value; counting finds those too.
  if (inspect(value) !== members) throw malformed('The body has an object with a key more than once.');
  return value;
}

/** Counts the members of all objects, and stops at nesting that would exhaust the parser's stack. */
function scan(text: string): number {
  let depth = 0;
  let members = 0;
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 0x22: // a string: on to its end
        for (i++; i < text.length && text.charCodeAt(i) !== 0x22; i++) if (text.charCodeAt(i) === 0x5c) i++;
        break;
      case 0x7b: // {
      case 0x5b: // [
        if (++depth > DEPTH_MAX) throw malformed(`The body is nested deeper than ${DEPTH_MAX} levels.`);
        break;
      case 0x7d: // }
      case 0x5d: // ]
        depth--;
        break;
      case 0x3a: // :
        members++;
        break;
    }
  }
  return members;
}

/** Refuses texts that PostgreSQL cannot store and keys that poison objects. Returns the number of members found. */
function inspect(value: unknown): number {
  if (typeof value === 'string') {
    checkText(value);
    return 0;
  }
  if (typeof value !== 'object' || value === null || isLosslessNumber(value)) return 0;
  let members = 0;
  if (Array.isArray(value)) {
    for (const item of value) members += inspect(item);
    return members;
  }
  for (const key of Object.keys(value)) {
    if (key === '__proto__') throw malformed('The body has a member named __proto__.');
    checkText(key);
    members += 1 + inspect((value as Record<string, unknown>)[key]);
  }
  return members;
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function checkText(text: string): void {
  if (text.includes('\u0000')) throw malformed('A text in the body has a NUL character.');
  if (LONE_SURROGATE.test(text)) throw malformed('A text in the body has half of a surrogate pair.');
}

const shorten = (message: string): string => (message.length > 160 ? `${message.slice(0, 160)}…` : message);

/** The same text for the same meaning: members in order of their names, numbers as they were written. */
export function canonicalJson(value: unknown): string {
  if (isLosslessNumber(value)) return value.value;
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const record = value as Record<string, unknown>;
    const members = Object.keys(record).sort();
    return `{${members.map((key) => `${JSON.stringify(key)}:${canonicalJson(record[key])}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/**
 * Free JSON of the caller's (metadata) as plain values, for storing as jsonb. Returns undefined when a number in it
 * would change its value as a double: those must be sent as text.
 */
export function toPlainJson(value: unknown): unknown {
  if (isLosslessNumber(value)) return exactNumber(value.value);
  if (Array.isArray(value)) {
    const items = value.map(toPlainJson);
    return items.includes(undefined) ? undefined : items;
  }
  if (typeof value === 'object' && value !== null) {
    const out: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(value)) {
      const plain = toPlainJson(item);
      if (plain === undefined) return undefined;
      out[key] = plain;
    }
    return out;
  }
  return value;
}

/** The number when a double says it just as well: its shortest text has the same digits and exponent. */
function exactNumber(text: string): number | undefined {
  const number = Number(text);
  if (!Number.isFinite(number)) return undefined;
  return digitsOf(text) === digitsOf(String(number)) ? number : undefined;
}

/** Sign, significant digits and power of ten, the same for every way to write one value. */
function digitsOf(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  const power = Number(exponent) - fraction.length + (digits.length - significant.length);
  return `${sign}${significant}e${power}`;
}
