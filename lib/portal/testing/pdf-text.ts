import { inflateSync } from 'node:zlib';

interface PdfObject {
  dictionary: string;
  /** Decoded. Empty: the object has no stream. */
  stream: string;
}

/** Objects of a file as pdfkit writes them: each in plain view, streams deflated or as they are. */
function objectsOf(pdf: Buffer): Map<string, PdfObject> {
  const found = new Map<string, PdfObject>();
  for (const [, id = '', body = ''] of pdf.toString('latin1').matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [dictionary = '', rest] = body.split('\nstream\n');
    const bytes = Buffer.from((rest ?? '').replace(/\nendstream$/, ''), 'latin1');
    const stream = dictionary.includes('/FlateDecode') ? inflateSync(bytes) : bytes;
    found.set(id, { dictionary, stream: stream.toString('latin1') });
  }
  return found;
}

const fromUtf16 = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le');

/** Which text each code of a font stands for: what a reader copies and searches by. */
function meaningsIn(cmap: string): Map<number, string> {
  const meanings = new Map<number, string>();
  for (const [, first = '', list = ''] of cmap.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
    const codes = [...list.matchAll(/<([0-9a-f ]*)>/gi)].map(([, hex = '']) => fromUtf16(hex.replaceAll(' ', '')));
    for (const [index, text] of codes.entries()) meanings.set(Number.parseInt(first, 16) + index, text);
  }
  return meanings;
}

/** The text of a file's pages, in the order in which it was written, without a sign in between. */
export function textOf(pdf: Buffer): string {
  const objects = objectsOf(pdf);
  const meanings = new Map<string, Map<number, string>>();
  for (const { dictionary } of objects.values()) {
    for (const [, name = '', id = ''] of dictionary.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const cmap = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.dictionary ?? '')?.[1] ?? '';
      meanings.set(name, meaningsIn(objects.get(cmap)?.stream ?? ''));
    }
  }
  let text = '';
  for (const { stream } of objects.values()) {
    if (!/\bBT\b/.test(stream)) continue;
    let font = meanings.get('');
    for (const [, name, hex] of stream.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9a-f]+)>/gi)) {
      if (name) font = meanings.get(name);
      else text += (hex?.match(/.{4}/g) ?? []).map((code) => font?.get(Number.parseInt(code, 16)) ?? '').join('');
    }
  }
  return text;
}
