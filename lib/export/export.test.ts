import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CsvCell, csvStream, neutralise } from './csv';
import { download } from './download';
import { jsonStream } from './json';

const textOf = async (stream: ReadableStream<Uint8Array>): Promise<string> => {
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return new TextDecoder('utf-8', { ignoreBOM: true, fatal: true }).decode(bytes);
};

/** A reader of RFC 4180, strict: bare quotes and line ends other than CR LF are errors. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const [cell, next] = text[at] === '"' ? quoted(text, at) : plain(text, at);
    row.push(cell);
    at = next;
    if (text[at] === ',') {
      at++;
      // A comma at the end of a line leaves one more, empty cell.
      if (at === text.length || text.startsWith('\r\n', at)) row.push('');
      else continue;
    }
    if (!text.startsWith('\r\n', at)) throw new Error(`no line end at ${at}`);
    at += 2;
    rows.push(row);
    row = [];
  }
  return rows;
}

function quoted(text: string, start: number): [string, number] {
  let out = '';
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== '"') out += text[at];
    else if (text[at + 1] === '"') out += text[at++];
    else return [out, at + 1];
  }
  throw new Error('a quote is never closed');
}

function plain(text: string, start: number): [string, number] {
  const [cell = ''] = /^[^",\r\n]*/.exec(text.slice(start)) ?? [];
  return [cell, start + cell.length];
}

const cell = fc.oneof(
  fc.string({ unit: fc.oneof(fc.constantFrom(...'=+-@\t\r\n",;\' '), fc.string({ unit: 'grapheme' })) }),
  fc.bigInt(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: true }),
);
const table = fc
  .integer({ min: 2, max: 5 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 450 }));

const shown = (value: CsvCell): string => {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? neutralise(value) : String(value);
};

describe('CSV', () => {
  test('whatever stands in the cells, a strict reader gets them back', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const header = ['a', 'b,"c"'];
        const text = await textOf(csvStream(rows, { header }));
        expect(parseCsv(text)).toEqual([header, ...rows.map((row) => row.map(shown))]);
      }),
      { numRuns: 60 },
    );
  });

  test('no cell of text begins as a formula does, and nothing else of it changes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('', '=', '+', '-', '@', '\t', '\r', '\n', '＝'),
        (text, start) => {
          const safe = neutralise(start + text);
          expect(safe).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
          expect(safe.replace(/^'/, '')).toBe((start + text).replace(/^'/, ''));
        },
      ),
    );
  });

  test('numbers stay numbers, signs and all digits included', async () => {
    const rows = [[-9_223_372_036_854_775_808n, -0.5, 1n, '-1', '=1+1']];
    expect(await textOf(csvStream(rows, { header: ['a', 'b', 'c', 'd', 'e'] }))).toBe(
      "a,b,c,d,e\r\n-9223372036854775808,-0.5,1,'-1,'=1+1\r\n",
    );
  });

  test('begins with a byte order mark only when asked to', async () => {
    expect(await textOf(csvStream([], { header: ['ä'], bom: true }))).toBe('\uFEFFä\r\n');
    expect(await textOf(csvStream([], { header: ['ä'] }))).toBe('ä\r\n');
  });

  test('reads no further than its reader, and lets go of the source when the reader leaves', async () => {
    let read = 0;
    let isReleased = false;
    async function* endless() {
      try {
        for (;;) yield [String(read++)];
      } finally {
        isReleased = true;
      }
    }
    const reader = csvStream(endless(), { header: ['n'] }).getReader();
    await reader.read();
    await reader.read();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(read).toBeLessThan(1000);
    await reader.cancel();
    expect(isReleased).toBe(true);
  });

  test('an error on the way breaks it off', async () => {
    async function* failing() {
      yield ['1'];
      throw new Error('the database went away');
    }
    await expect(textOf(csvStream(failing(), { header: ['n'] }))).rejects.toThrow('went away');
  });
});

describe('JSON', () => {
  test('is one object with all rows, amounts as text to the last digit', async () => {
    const rows = Array.from({ length: 401 }, (_, n) => ({ n, amountMicro: 9_007_199_254_740_993n, note: null }));
    const text = await textOf(jsonStream(rows, { about: { zone: 'UTC' }, name: 'transactions' }));
    const read = JSON.parse(text) as { zone: string; transactions: unknown[] };
    expect(read.zone).toBe('UTC');
    expect(read.transactions).toHaveLength(401);
    expect(read.transactions[400]).toEqual({ n: 400, amountMicro: '9007199254740993', note: null });
  });

  test('without rows is still JSON', async () => {
    expect(JSON.parse(await textOf(jsonStream([])))).toEqual({ data: [] });
  });
});

test('a download is named in plain characters and never cached', () => {
  const { headers } = download(new ReadableStream(), { name: 'Acme "Größe"\r\n2026', format: 'csv' });
  expect(headers.get('content-disposition')).toBe('attachment; filename="Acme-Gro-e-2026.csv"');
  expect(headers.get('cache-control')).toBe('no-store');
});
