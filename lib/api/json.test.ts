import { describe, expect, it } from 'vitest';
import { isAppError } from '../errors';
import { canonicalJson, JsonNumber, readJson, toPlainJson } from './json';

const read = (text: string | Uint8Array) => readJson(typeof text === 'string' ? Buffer.from(text) : text);

const refusal = (text: string | Uint8Array): string | undefined => {
  try {
    read(text);
    return undefined;
  } catch (error) {
    return isAppError(error) ? `${error.status} ${error.code}` : `not an AppError: ${error}`;
  }
};

describe('readJson', () => {
  it('keeps the source text of every number', () => {
    const value = read('{"a":1e-05,"b":5.00000000000000001,"c":[9007199254740993,-0]}') as Record<string, JsonNumber>;
    expect(canonicalJson(value)).toBe('{"a":1e-05,"b":5.00000000000000001,"c":[9007199254740993,-0]}');
  });

  it.each([
    ['trailing garbage', '{"a":1} x'],
    ['two documents', '{"a":1}\n{"a":2}'],
    ['a comment', '{"a":1 /* one */}'],
    ['a line comment', '{"a":1} // one'],
    ['a trailing comma', '{"a":1,}'],
    ['single quotes', "{'a':1}"],
    ['an unquoted key', '{a:1}'],
    ['NaN', '{"a":NaN}'],
    ['Infinity', '{"a":-Infinity}'],
    ['a hexadecimal number', '{"a":0x10}'],
    ['a leading zero', '{"a":01}'],
    ['a leading plus', '{"a":+1}'],
    ['a bare point', '{"a":1.}'],
    ['nothing', ' '],
    ['an unfinished text', '{"a":"b'],
    ['an unfinished object', '{"a":{"b":1}'],
    ['a raw line break in a text', '{"a":"b\nc"}'],
    ['a key twice', '{"a":1,"a":2}'],
    ['a key twice with the same value', '{"a":1,"a":1}'],
    ['a key twice, once escaped', '{"a":1,"\\u0061":1}'],
    ['a key twice deep inside', '[{"x":[{"a":{},"a":{}}]}]'],
    ['a byte order mark', '\uFEFF{"a":1}'],
    ['a NUL in a text', '{"a":"b\\u0000c"}'],
    ['a NUL in a key', '{"a\\u0000":1}'],
    ['half of a surrogate pair', '{"a":"\\ud83d"}'],
    ['the other half', '{"a":"x\\ude00"}'],
    ['a swapped surrogate pair', '{"a":"\\ude00\\ud83d"}'],
    ['__proto__', '{"__proto__":{"isAdmin":true}}'],
    ['__proto__ deep inside', '{"metadata":{"a":[{"__proto__":1}]}}'],
    ['10,000 levels of lists', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['10,000 levels of objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['10,000 opening brackets', '['.repeat(10_000)],
    ['UTF-16', new Uint8Array(Buffer.from('{"a":1}', 'utf16le'))],
    ['UTF-16 with its mark', new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00])],
    ['broken UTF-8', new Uint8Array([0x22, 0xc3, 0x28, 0x22])],
    ['overlong UTF-8', new Uint8Array([0x22, 0xc0, 0xaf, 0x22])],
  ])('refuses %s with 400', (_name, text) => {
    expect(refusal(text)).toBe('400 invalid_request');
  });

  it('leaves no trace on Object.prototype', () => {
    refusal('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('reads a whole surrogate pair, braces and colons inside texts, and a text of a megabyte', () => {
    expect(read('{"a":"😀","b":"{\\":\\\\[","c":"\\ud83d\\ude00"}')).toEqual({ a: '😀', b: '{":\\[', c: '😀' });
    expect((read(`"${'x'.repeat(1_000_000)}"`) as string).length).toBe(1_000_000);
  });

  it('takes 32 levels and no more', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(refusal(nested(32))).toBeUndefined();
    expect(refusal(nested(33))).toBe('400 invalid_request');
  });
});

describe('canonicalJson', () => {
  it('is the same however members are ordered and spaced, and tells other texts apart', () => {
    const canonical = (text: string) => canonicalJson(read(text));
    expect(canonical('{"b":[1,{"d":null,"c":"x"}],"a":true}')).toBe(
      canonical(' { "a" : true, "b":[1,{"c":"x","d":null}] } '),
    );
    expect(canonical('{"a":[1,2]}')).not.toBe(canonical('{"a":[2,1]}'));
    expect(canonical('{"a":"1"}')).not.toBe(canonical('{"a":1}'));
  });
});

describe('toPlainJson', () => {
  it.each(['0', '-0', '1.10', '1e3', '1E+2', '0.1', '123456.789', '9007199254740992', '1e-7'])('keeps %s', (text) => {
    expect(toPlainJson(new JsonNumber(text))).toBe(Number(text));
  });

  it.each(['9007199254740993', '5.00000000000000001', '0.10000000000000000001', '1e309', '1e-400'])(
    'refuses %s, which a double cannot say',
    (text) => {
      expect(toPlainJson({ a: [new JsonNumber(text)] })).toBeUndefined();
    },
  );
});
