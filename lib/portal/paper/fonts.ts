import { readFileSync } from 'node:fs';
import path from 'node:path';
import { create, type Font } from 'fontkit';
import { singleton } from '../../singleton';

export type Weight = 'regular' | 'bold';

const GEIST = 'geist/dist/fonts/geist-sans/Geist';
const NOTO = '@fontsource/noto-sans/files/noto-sans';

/**
 * Looked through in this order: the font of the pages first, then one for what that has not. WOFF, since WOFF2 breaks
 * when a document takes only the letters it needs.
 */
const FACES: readonly Record<Weight, string>[] = [
  { regular: `${GEIST}-Regular.ttf`, bold: `${GEIST}-Bold.ttf` },
  ...['latin', 'latin-ext', 'vietnamese', 'greek', 'greek-ext', 'cyrillic', 'cyrillic-ext', 'devanagari'].map(
    (script) => ({ regular: `${NOTO}-${script}-400-normal.woff`, bold: `${NOTO}-${script}-700-normal.woff` }),
  ),
];

/** What stands for a sign that no font here has: the sign that Unicode has for it, which nobody takes for a letter. */
export const REPLACEMENT = '\ufffd';

export interface Face {
  /** The name under which a document knows it. */
  name: string;
  bytes: Buffer;
  /** Code points that it can show. */
  known: ReadonlySet<number>;
}

/** A piece of text that one font can show. */
export interface Run {
  text: string;
  face: Face;
}

/** Letters need their font's own tables; collections of several fonts are not among the files. */
const isFont = (opened: ReturnType<typeof create>): opened is Font => 'characterSet' in opened;

function load(file: string): Face {
  const bytes = readFileSync(path.join(process.cwd(), 'node_modules', file));
  const font = create(bytes);
  if (!isFont(font)) throw new Error(`${file} is no single font`);
  return { name: file, bytes, known: new Set(font.characterSet) };
}

/** Read at the first receipt, a megabyte in all, and kept. */
const facesOf = (weight: Weight): readonly Face[] =>
  singleton(`receipt-fonts-${weight}`, () => FACES.map((face) => load(face[weight])));

/** What only says how the signs beside it look. */
const INVISIBLE = /\u200c|\u200d|[\ufe00-\ufe0f]/g;

const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * One line as it can be printed: control and direction signs become spaces (joiners stay, they belong to a letter), the
 * thin spaces of formatted numbers become spaces that do not break, letters are put together with their accents.
 */
export const toLine = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u202f\u2009]/g, '\u00a0')
    .replace(/[\u2028\u2029]|\p{Cc}|(?![\u200c\u200d])\p{Cf}/gu, ' ');

const faceFor = (text: string, faces: readonly Face[]): Face | undefined =>
  faces.find(({ known }) => [...text].every((sign) => known.has(sign.codePointAt(0) ?? 0)));

/**
 * A line in pieces, each with a font that has all of its signs. A sign that no font has is shown as a compatible one
 * where Unicode knows one (a full-width letter as a letter), else as the sign for such a case, once per visible sign.
 */
export function toRuns(text: string, weight: Weight): Run[] {
  const faces = facesOf(weight);
  const line = toLine(text);
  const whole = faceFor(line, faces);
  if (whole) return line === '' ? [] : [{ text: line, face: whole }];
  const runs: Run[] = [];
  for (const { segment } of clusters.segment(line)) {
    const forms = [segment, segment.replace(INVISIBLE, ''), segment.normalize('NFKC')];
    const written = forms.find((form) => faceFor(form, faces)) ?? REPLACEMENT;
    const last = runs.at(-1);
    const isSame = last && faceFor(written, [last.face]);
    const face = faceFor(written, faces);
    if (isSame) last.text += written;
    else if (face) runs.push({ text: written, face });
  }
  return runs;
}
