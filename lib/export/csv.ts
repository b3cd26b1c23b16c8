import { stringify } from 'csv-stringify/sync';
import { inGroups, textStream } from './stream';

/** Text is made safe for spreadsheets; numbers of any kind stay numbers; null is an empty cell. */
export type CsvCell = string | number | bigint | boolean | Date | null | undefined;

export interface CsvOptions {
  /** The first line. */
  header: readonly string[];
  /** Marks the text as UTF-8 for spreadsheets that would guess otherwise. Default false. */
  bom?: boolean;
}

const BOM = '\uFEFF';

/** With what a spreadsheet takes a text for a formula; the wide forms count for some of them too. */
const FORMULA_START = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** A text that a spreadsheet shows and never runs: a quote mark before what would begin a formula. */
export const neutralise = (text: string): string => (FORMULA_START.test(text) ? `'${text}` : text);

/** A cell as text, before quoting. Dates are ISO 8601 in UTC. */
function cellText(cell: CsvCell): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString();
  return typeof cell === 'string' ? neutralise(cell) : String(cell);
}

/** RFC 4180: lines end with CR LF, and cells with commas, quotes or line breaks are quoted. */
const lines = (rows: readonly (readonly CsvCell[])[]): string =>
  stringify(
    rows.map((row) => row.map(cellText)),
    { record_delimiter: 'windows', quote_record_delimiter: true },
  );

async function* csvPieces(rows: AsyncIterable<CsvCell[]> | Iterable<CsvCell[]>, { header, bom = false }: CsvOptions) {
  yield (bom ? BOM : '') + lines([header]);
  for await (const group of inGroups(rows)) yield lines(group);
}

/** A table as the body of a reply; however many rows there are, only a few are in memory. */
export const csvStream = (
  rows: AsyncIterable<CsvCell[]> | Iterable<CsvCell[]>,
  options: CsvOptions,
): ReadableStream<Uint8Array> => textStream(csvPieces(rows, options));
