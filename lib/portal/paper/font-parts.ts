import { readFileSync } from 'node:fs';
import path from 'node:path';
import { singleton } from '../../singleton';

/** A file with some of a font's signs. */
interface Part {
  /** Below node_modules. */
  file: string;
  /** First and last code points of what is in it. */
  ranges: [number, number][];
}

/** 'U+0590-05FF,U+200C' as pairs of numbers. */
const toRanges = (text: string): [number, number][] =>
  text.split(',').map((range) => {
    const [first = '', last = first] = range.trim().replace(/^U\+/i, '').split('-');
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
  });

/** The package says which signs are in which of its files. */
export const partsOf = (font: string): readonly Part[] =>
  singleton(`receipt-font-parts-${font}`, () => {
    const folder = `@fontsource/${font}`;
    const list = readFileSync(path.join(process.cwd(), 'node_modules', folder, 'unicode.json'), 'utf8');
    return Object.entries(JSON.parse(list) as Record<string, string>).map(([name, text]) => ({
      file: `${folder}/files/${font}-${name.replace(/[[\]]/g, '')}-400-normal.woff`,
      ranges: toRanges(text),
    }));
  });

const has = ({ ranges }: Part, code: number): boolean => ranges.some(([first, last]) => first <= code && code <= last);

/** In outline: the paper has one colour. */
export const PICTURES = 'noto-emoji';
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const HANGUL = /\p{Script=Hangul}/u;
/** Of all that join Arabic letters, one that has each letter as one glyph, so that what is copied is what was written. */
const ARABIC = 'ibm-plex-sans-arabic';
const HEBREW = 'noto-sans-hebrew';
const CHINESE = 'noto-sans-sc';
const JAPANESE = 'biz-udpgothic';
const KOREAN = 'gowun-dodum';

/** Japanese, Korean and Chinese write some of the same signs differently: the other signs of a line tell which it is. */
function eastAsian(line: string): string[] {
  if (KANA.test(line)) return [JAPANESE, CHINESE, KOREAN];
  return HANGUL.test(line) ? [KOREAN, CHINESE, JAPANESE] : [CHINESE, JAPANESE, KOREAN];
}

/** The files that may show this text of a line, best first. Only the lists are read for it, and only once. */
export const filesFor = (text: string, line: string): string[] =>
  [ARABIC, HEBREW, PICTURES, ...eastAsian(line)].flatMap((font) =>
    partsOf(font)
      .filter((part) => [...text].every((sign) => has(part, sign.codePointAt(0) ?? 0)))
      .map(({ file }) => file),
  );
