import { readFileSync } from 'node:fs';
import path from 'node:path';
import { create, type Font } from 'fontkit';
import { singleton } from '../../singleton';
import { filesFor, PICTURES } from './font-parts';
import { RIGHT_TO_LEFT, type Stretch, toStretches } from './stretches';
import { unpackWoff } from './unpack-woff';

export type Weight = 'regular' | 'bold';

const GEIST = 'geist/dist/fonts/geist-sans/Geist';
const NOTO = '@fontsource/noto-sans/files/noto-sans';

/**
 * Looked through in this order: the font of the pages first, then one for what that has not; after them the parts of
 * larger fonts, in one weight. WOFF, since WOFF2 breaks when a document takes only the letters it needs.
 */
export const FACES: readonly Record<Weight, string>[] = [
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
  /** The same in reading order. */
  reading: string;
  face: Face;
  /** The font turns it round, so that it is printed from right to left. */
  isTurned: boolean;
}

/** Letters need their font's own tables; collections of several fonts are not among the files. */
const isFont = (opened: ReturnType<typeof create>): opened is Font => 'characterSet' in opened;

function load(file: string): Face {
  const bytes = unpackWoff(readFileSync(path.join(process.cwd(), 'node_modules', file)));
  const font = create(bytes);
  if (!isFont(font)) throw new Error(`${file} is no single font`);
  return { name: file, bytes, known: new Set(font.characterSet) };
}

/** Read at the first receipt, a megabyte in all, and kept. */
const facesOf = (weight: Weight): readonly Face[] =>
  singleton(`receipt-fonts-${weight}`, () => FACES.map((face) => load(face[weight])));

/** Each part is read when a sign of it is asked for, and kept. */
const partFace = (file: string): Face => singleton(`receipt-font-${file}`, () => load(file));

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

const canShow = ({ known }: Face, text: string): boolean =>
  [...text].every((sign) => known.has(sign.codePointAt(0) ?? 0));

/** The first font that has all of this text's signs; `line` is what it stands in. */
function faceFor(text: string, weight: Weight, line: string): Face | undefined {
  const face = facesOf(weight).find((one) => canShow(one, text));
  if (face) return face;
  const file = filesFor(text, line).find((one) => canShow(partFace(one), text));
  return file === undefined ? undefined : partFace(file);
}

type Piece = Pick<Run, 'text' | 'face'>;

/**
 * One sign and what belongs to it, as the first of its forms that there is a font for: as it is, without what only says
 * how it looks, as a compatible one (a full-width letter as a letter), its parts beside each other (a family as its
 * people); else the sign for such a case.
 */
function toPieces(cluster: string, weight: Weight, line: string): Piece[] {
  const plain = cluster.replace(INVISIBLE, '');
  for (const text of [cluster, plain, cluster.normalize('NFKC')]) {
    const face = faceFor(text, weight, line);
    if (face) return [{ text, face }];
  }
  const parts = [...plain].map((text) => ({ text, face: faceFor(text, weight, line) }));
  if (parts.every((part): part is Piece => part.face !== undefined)) return parts;
  const face = faceFor(REPLACEMENT, weight, line);
  return face ? [{ text: REPLACEMENT, face }] : [];
}

/** Pictures have figures and a space of their own size, which are not for the text after them. */
const goesOn = (last: Piece, next: Piece): boolean =>
  !last.face.name.includes(PICTURES) && canShow(last.face, next.text);

/** The pieces of a stretch in reading order; what the font of the piece before has too stays in that font. */
function toReadRuns(stretch: string, weight: Weight, line: string): Piece[] {
  const whole = facesOf(weight).find((face) => canShow(face, stretch));
  if (whole) return [{ text: stretch, face: whole }];
  const runs: Piece[] = [];
  for (const { segment } of clusters.segment(stretch)) {
    for (const piece of toPieces(segment, weight, line)) {
      const last = runs.at(-1);
      if (last && (last.face === piece.face || goesOn(last, piece))) last.text += piece.text;
      else runs.push(piece);
    }
  }
  return runs;
}

const turned = (text: string): string =>
  [...clusters.segment(text)]
    .map(({ segment }) => segment)
    .reverse()
    .join('');

/** Fonts turn round all that has letters of such a script, its figures too, and nothing else. */
function toRun({ text, face }: Piece, stretch: Stretch): Run {
  const isTurned = RIGHT_TO_LEFT.test(text);
  return { text: isTurned === stretch.isRightToLeft ? text : turned(text), reading: text, face, isTurned };
}

/** A line in pieces from left to right as they are printed, each with a font that has all of its signs. */
export function toRuns(text: string, weight: Weight): Run[] {
  const line = toLine(text);
  return toStretches(line).flatMap((stretch) => {
    const pieces = toReadRuns(stretch.text, weight, line);
    return (stretch.isRightToLeft ? pieces.reverse() : pieces).map((piece) => toRun(piece, stretch));
  });
}
