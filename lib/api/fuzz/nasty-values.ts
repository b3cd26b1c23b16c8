/** JSON as it goes over the line; numbers keep the text they are given, which may be no number at all. */
export class RawJson {
  constructor(readonly text: string) {}
  toString(): string {
    return this.text;
  }
}

export type Json = null | boolean | number | string | RawJson | Json[] | { [name: string]: Json };

export function writeJson(value: Json): string {
  if (value instanceof RawJson) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([name, item]) => `${JSON.stringify(name)}:${writeJson(item)}`)
      .join(',')}}`;
  }
  return JSON.stringify(value);
}

/** Numbers at the edges of what is kept, and texts that some reader somewhere takes for a number. */
export const NUMBER_TEXTS = [
  '0',
  '-0',
  '0.000001',
  '0.0000001',
  '-0.000001',
  '1e-6',
  '5.0',
  '5e0',
  '1E+2',
  '9007199254740991',
  '9007199254740993',
  '9223372036854.775807',
  '9223372036854.775808',
  '-9223372036854.775808',
  '9223372036854775807',
  '9223372036854775808',
  '-9223372036854775809',
  '2147483647',
  '2147483648',
  '5.00000000000000001',
  '1e309',
  '1e-400',
  '1e99999',
  '-1',
];

/** Not JSON, or JSON of another type. */
export const WRONG_NUMBERS = [
  'NaN',
  'Infinity',
  '0x10',
  '+5',
  '.5',
  '05',
  '1_000',
  '"NaN"',
  '"５"',
  '"0x10"',
  '"1_000"',
  '" 5 "',
  '"+5"',
  '"1,5"',
  '""',
  '[5]',
  '{"$gt":0}',
  '{"value":"5","isLosslessNumber":true}',
  'true',
  'null',
  '9'.repeat(10_000),
];

/** What people and attackers write where a text belongs. NUL and half surrogate pairs are escaped on the line. */
export const NASTY_TEXTS = [
  '',
  ' ',
  'x'.repeat(255),
  'x'.repeat(256),
  'é'.repeat(1_001),
  'x'.repeat(10_000),
  'RTL \u202e gnp.exe',
  'zero\u200bwidth\u200d\ufeff',
  `z${'\u0301'.repeat(300)}`,
  'e\u0301\u00e9',
  '👩‍👩‍👧‍👦 𝒳 𐍈',
  '\ue000\uf8ff\u{10ffff}',
  'a＠b.c',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00x',
  '\n\t\r',
  '\u2028\u2029\u0085',
  '\u0007\u001b[31m',
  '=1+1',
  '<script>alert(1)</script>',
  "'; DROP TABLE wallets; --",
  '%s%n{{7*7}}',
  '%',
  '%_\\',
  '..',
  '../../v1/wallets',
  '.',
  '/',
  '__proto__',
  'constructor',
  'null',
  'undefined',
  'true',
  '0',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  '{00000000-0000-0000-0000-000000000000}',
];

/** More of the kind, for tables that try each on every field. */
export const MORE_TEXTS = [
  'a@b.c\u202e',
  'аdmin',
  'İstanbul',
  'ﬁ ligature',
  '\u1100\u1161\u11a8',
  'é'.normalize('NFD').repeat(100),
  '🇩🇪🏳️‍🌈',
  'ＡＢＣ',
  '\u200f\u061c',
  '\u2066x\u2069',
  '@SUM(1)',
  '+1',
  '-1',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  "1' OR '1'='1",
  `${'$'}{7*7}`,
  '../../../etc/passwd',
  'C:\\windows',
  'x\r\nSet-Cookie: a=b',
  '[object Object]',
  'NaN',
  '1e309',
];

export const NASTY_TIMES = [
  '1970-01-01T00:00:00Z',
  '1969-12-31T23:59:59Z',
  '9999-12-31T23:59:59.999Z',
  '9999-12-31T23:59:59-14:00',
  '10000-01-01T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '2024-02-29T00:00:00Z',
  '2025-02-29T00:00:00Z',
  '2026-06-30T23:59:60Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T00:00:00.123456789Z',
  '2026-01-01T00:00:00+23:59',
  '2026-01-01T00:00:00',
  '2026-01-01 00:00:00Z',
  '2026-03-29T02:30:00+01:00',
  '2026-01-01',
  '1970-01-01',
  '9999-12-31',
  '2026-02-30',
  '2026-1-1',
  '20260101',
  'infinity',
  '-infinity',
  'now',
  'epoch',
  '+275760-09-13T00:00:00Z',
];

/** Bodies that are no request of anybody's. */
export const GARBAGE_BODIES: readonly (string | Uint8Array)[] = [
  'null',
  'true',
  '5',
  '"text"',
  '[]',
  '[[]]',
  '[null]',
  '{',
  '}',
  '{}{}',
  '{}\n{}',
  '{} x',
  '{/* */}',
  "{'a':1}",
  '{a:1}',
  '{"a":1,}',
  '{"amount":1,"amount":2}',
  '{"amount":1,"\\u0061mount":1}',
  '{"__proto__":{"amount":1}}',
  '{"constructor":{"prototype":{"x":1}}}',
  '{"reason":"\\ud800"}',
  '{"reason":"\\u0000"}',
  '{"\\u0000":1}',
  '\ufeff{}',
  '['.repeat(10_000),
  `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  `{"reason":"${'x'.repeat(900_000)}"}`,
  Buffer.from('{"amount":"1"}', 'utf16le'),
  Buffer.from([0xff, 0xfe, 0x7b, 0x7d]),
  Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.from([0x1f, 0x8b, 0x08, 0x00]),
  Buffer.alloc(1_000),
  'amount=1&userId=2',
  '<?xml version="1.0"?><a/>',
  '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--',
];
