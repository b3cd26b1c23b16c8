import { type Run, toLine, toRuns, type Weight } from './fonts';

export interface Box {
  x: number;
  y: number;
  width: number;
  size: number;
  weight?: Weight;
  align?: 'left' | 'right';
}

const LINE_HEIGHT = 1.35;

/**
 * Text is laid out word by word, from left to right, unless font features are asked for: then all of it at once, as what
 * runs from right to left needs. None is asked for beyond those that every font has on.
 */
const layoutOf = ({ isTurned }: Run) => (isTurned ? { features: [] } : {});

/**
 * The fonts differ in height; all stand on one line. What a font turns round is kept in reading order too, for those who
 * copy or search.
 */
function draw(doc: PDFKit.PDFDocument, run: Run, x: number, y: number, size: number): void {
  use(doc, run.face, size);
  if (run.isTurned) doc.markContent('Span', { actual: run.reading });
  doc.text(run.text, x, y, { lineBreak: false, baseline: 'alphabetic', ...layoutOf(run) });
  if (run.isTurned) doc.endMarkedContent();
}

const registered = new WeakMap<PDFKit.PDFDocument, Set<string>>();

function use(doc: PDFKit.PDFDocument, face: Run['face'], size: number): PDFKit.PDFDocument {
  const names = registered.get(doc) ?? new Set();
  registered.set(doc, names);
  if (!names.has(face.name)) doc.registerFont(face.name, face.bytes);
  names.add(face.name);
  return doc.font(face.name).fontSize(size);
}

/** Points. */
function widthOf(doc: PDFKit.PDFDocument, runs: readonly Run[], size: number): number {
  return runs.reduce((sum, run) => sum + use(doc, run.face, size).widthOfString(run.text, layoutOf(run)), 0);
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Breaks between words, and inside a word only where one is wider than the line. */
function breakLines(text: string, fits: (line: string) => boolean): string[] {
  const whole = toLine(text).split(' ').filter(Boolean).join(' ');
  if (fits(whole)) return whole === '' ? [] : [whole];
  const lines: string[] = [];
  let line = '';
  const end = () => {
    if (line !== '') lines.push(line);
    line = '';
  };
  for (const word of whole.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    end();
    for (const { segment } of graphemes.segment(word)) {
      if (!fits(line + segment)) end();
      line += segment;
    }
  }
  end();
  return lines;
}

/** Writes plain text into a column, in as many lines and fonts as it needs. Answers where the next line begins. */
export function write(doc: PDFKit.PDFDocument, text: string, box: Box): number {
  const { x, width, size, weight = 'regular', align = 'left' } = box;
  const fits = (line: string) => widthOf(doc, toRuns(line, weight), size) <= width;
  let { y } = box;
  for (const line of breakLines(text, fits)) {
    const runs = toRuns(line, weight);
    let at = align === 'right' ? x + width - widthOf(doc, runs, size) : x;
    for (const run of runs) {
      draw(doc, run, at, y + size, size);
      at += widthOf(doc, [run], size);
    }
    y += size * LINE_HEIGHT;
  }
  return y;
}
