export type ExportFormat = 'csv' | 'json';

const TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
};

/** A file name of safe ASCII characters alone; what else stands in a name becomes a dash. */
const safeName = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[-.]+|-+$/g, '') || 'export';

/** The reply that a browser keeps as a file: never cached, never sniffed, sent on piece by piece. */
export function download(body: ReadableStream<Uint8Array>, { name, format }: { name: string; format: ExportFormat }) {
  return new Response(body, {
    headers: {
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="${safeName(name)}.${format}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}
