import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { create } from 'fontkit';
import { describe, expect, it } from 'vitest';
import { partsOf } from './font-parts';
import { FACES, REPLACEMENT, toRuns } from './fonts';
import { toStretches } from './stretches';
import { unpackWoff } from './unpack-woff';

/** From left to right as it is printed. */
const printed = (line: string): string =>
  toStretches(line)
    .map(({ text, isRightToLeft }) => (isRightToLeft ? [...text].reverse().join('') : text))
    .join('');

const textIn = (line: string): string =>
  toRuns(line, 'regular')
    .map(({ text }) => text)
    .join('');
const fontsOf = (line: string): string[] => toRuns(line, 'regular').map(({ face }) => face.name.split('/')[1] ?? '');

describe('a line of both directions is printed as Unicode says', () => {
  it.each([
    ['plain text', 'Acme & Co. (2026)', 'Acme & Co. (2026)'],
    ['Hebrew', 'שלום עולם', 'םלוע םולש'],
    ['a name in Latin letters inside', 'חברת Acme בעמ', 'מעב Acme תרבח'],
    ['Hebrew inside Latin', 'Acme שלום עולם Ltd', 'Acme םלוע םולש Ltd'],
    ['figures, which run from left to right', 'רחוב 42 תל', 'לת 42 בוחר'],
    ['brackets, which are turned round', 'שלום (עולם)', '(םלוע) םולש'],
  ])('%s', (_name, line, shown) => {
    expect(printed(line)).toBe(shown);
  });
});

describe('a sign is shown by a font that has it', () => {
  it.each([
    ['Arabic', 'شركة النور للتجارة', 'ibm-plex-sans-arabic'],
    ['Persian', 'گروه پارس چاپ', 'ibm-plex-sans-arabic'],
    ['Hebrew with points', 'שָׁלוֹם', 'noto-sans-hebrew'],
    ['Chinese', '上海贸易有限公司', 'noto-sans-sc'],
    ['Chinese in traditional signs', '臺灣貿易股份有限公司', 'noto-sans-sc'],
    ['Japanese, whose signs are written as in Japan', '株式会社さくら直販', 'biz-udpgothic'],
    ['Korean', '주식회사 서울무역', 'gowun-dodum'],
    ['emoji', '🚀🌍', 'noto-emoji'],
  ])('%s', (_name, line, font) => {
    expect(textIn(line)).not.toContain(REPLACEMENT);
    expect(new Set(fontsOf(line.replaceAll(' ', '')))).toEqual(new Set([font]));
  });

  it('and people that stand together beside each other, where no font has them as one', () => {
    expect(textIn('👩‍👩‍👧')).not.toContain(REPLACEMENT);
  });

  it('or by the sign for such a case, once for each', () => {
    expect(textIn('ok 𒀀𒀁')).toBe(`ok ${REPLACEMENT}${REPLACEMENT}`);
  });
});

it('figures of Arabic and Persian run from left to right, between letters that do not', () => {
  const runs = toRuns('چاپ ۱۲۳', 'regular').map(({ text, isTurned }) =>
    isTurned ? [...text].reverse().join('') : text,
  );
  expect(runs.join('')).toBe('۱۲۳ پاچ');
});

it('a space after a picture is that of the text', () => {
  expect(fontsOf('🚀 42').slice(1)).toEqual(['dist']);
});

const FONTS = [
  'ibm-plex-sans-arabic',
  'noto-sans-hebrew',
  'noto-emoji',
  'noto-sans-sc',
  'biz-udpgothic',
  'gowun-dodum',
];

it('every file that a package names is there, and can be read', () => {
  const unreadable = FONTS.flatMap((font) =>
    partsOf(font).filter(({ file, ranges }) => {
      const opened = create(unpackWoff(readFileSync(path.join('node_modules', file))));
      const [[first] = [0]] = ranges;
      return !('glyphForCodePoint' in opened) || opened.glyphForCodePoint(first).path.bbox.width === undefined;
    }),
  );
  expect(unreadable).toEqual([]);
});

it('the container image keeps every file that is read', () => {
  const [command = ''] =
    /find node_modules\/@fontsource [\s\S]*?-delete/.exec(readFileSync('Dockerfile', 'utf8')) ?? [];
  const list = command.replace('-delete', '-print');
  expect(list).not.toBe('');
  const removed = new Set(execFileSync('sh', ['-c', list], { encoding: 'utf8', maxBuffer: 2 ** 26 }).split('\n'));
  expect(removed.size).toBeGreaterThan(1_000);
  const eager = FACES.flatMap(({ regular, bold }) => [regular, bold]);
  const lazy = FONTS.flatMap((font) => [`@fontsource/${font}/unicode.json`, ...partsOf(font).map(({ file }) => file)]);
  expect([...eager, ...lazy].filter((file) => removed.has(`node_modules/${file}`))).toEqual([]);
});

it('letters of Arabic are joined', () => {
  const [run] = toRuns('سلام', 'regular');
  const font = run && create(run.face.bytes);
  if (!run || !font || !('layout' in font)) throw new Error('there is no font for it');
  const alone = [...run.text].map((letter) => font.layout(letter).glyphs[0]?.id);
  const together = font.layout(run.text, []).glyphs.map(({ id }) => id);
  expect(run.isTurned).toBe(true);
  expect(together.filter((id) => !alone.includes(id)).length).toBeGreaterThan(1);
});
