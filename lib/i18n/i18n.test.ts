import { describe, expect, test } from 'vitest';
import { formats } from './formats';
import { LOCALES, matchLocale } from './locales';
import { MESSAGES } from './messages';
import { pseudoMessage } from './pseudo';
import { translator } from './translator';

type Tree = { [key: string]: string | Tree };

const flatten = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as [string, string]] : flatten(value, `${path}${key}.`),
  );

/** Names of arguments and tags of an ICU message; braces inside an argument's braces hold text. */
function partsOf(message: string): string[] {
  const found = new Set([...message.matchAll(/<(\w+)>/g)].map(([tag]) => tag));
  const open: ('argument' | 'text')[] = [];
  [...message].forEach((char, at) => {
    if (char === '}') open.pop();
    if (char !== '{') return;
    const isArgument = open.at(-1) !== 'argument';
    open.push(isArgument ? 'argument' : 'text');
    if (isArgument) found.add(/^\s*(\w+)/.exec(message.slice(at + 1))?.[1] ?? '');
  });
  return [...found].sort();
}

describe('messages', () => {
  const english = flatten(MESSAGES.en as unknown as Tree);

  test.each(LOCALES)('%s has the keys and the arguments of English, and no text is empty', (locale) => {
    const texts = new Map(flatten(MESSAGES[locale] as unknown as Tree));
    expect([...texts.keys()].sort()).toEqual(english.map(([key]) => key).sort());
    const differing = english.filter(
      ([key, text]) => texts.get(key)?.trim() === '' || `${partsOf(texts.get(key) ?? '')}` !== `${partsOf(text)}`,
    );
    expect(differing).toEqual([]);
  });
});

describe('translator', () => {
  test('plurals follow the language', () => {
    expect(translator('en', 'common')('credits', { count: 1 })).toBe('credit');
    expect(translator('de', 'common')('credits', { count: 2 })).toBe('Credits');
  });

  test('the pseudo-locale changes what people read and nothing else', () => {
    expect(pseudoMessage('{count, plural, one {# day} other {# days}} <b>left</b>')).toMatch(
      /^\[\{count, plural, one \{# đáý\} other \{# đáýš\}\} <b>ļéƒţ<\/b>( ~)+\]$/,
    );
  });
});

describe('formats', () => {
  test('amounts are exact in each language', () => {
    expect(formats('en').credits(12_450_250_000n)).toBe('12,450.25');
    expect(formats('de').credits(12_450_250_000n)).toBe('12.450,25');
    expect(formats('de').creditParts(-1n)).toEqual({ whole: '\u22120', fraction: ',000001' });
    expect(formats('de').money(123_456_789_012_345_678n, 'eur')).toBe('1.234.567.890.123.456,78\u00a0€');
  });

  test('times near now are words', () => {
    const now = new Date('2026-11-21T12:00:00Z');
    expect(formats('de').relative(now, now)).toBe('gerade eben');
    expect(formats('de').relative(new Date('2026-11-22T12:00:00Z'), now)).toBe('morgen');
  });
});

describe('the language of a request', () => {
  test.each([
    [['de-AT,de;q=0.9,en;q=0.1'], 'de'],
    [['fr-FR,en;q=0.2,de;q=0.8'], 'de'],
    [['fr'], 'en'],
    [[null, 'de'], 'de'],
    [['de;q=0,en'], 'en'],
    [['*'], 'en'],
  ] as const)('%j is answered in %s', (wishes, locale) => {
    expect(matchLocale(...wishes)).toBe(locale);
  });
});
