import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import type { Pool } from '@/lib/db/pool';

export interface Section {
  title: string;
  /** What was measured and against what, in a sentence or two. */
  intro: string;
  header: string[];
  rows: string[][];
}

/** `12,345` · `1.23`: whole numbers from a hundred on, two decimals below. */
export const figure = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(2);

export const ratio = (value: number, goal: string, holds: boolean): string[] => [
  value.toFixed(2),
  goal,
  holds ? 'reached' : 'missed',
];

/** What the figures depend on: processor, memory, versions, and the server's settings that decide about durability. */
export async function describeMachine(pool: Pool): Promise<string[]> {
  const setting = async (name: string) =>
    (await pool.query<{ value: string }>('SELECT current_setting($1) AS value', [name])).rows[0]?.value ?? '?';
  const cpus = os.cpus();
  return [
    `${cpus.length} × ${cpus[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}`,
    `Node.js ${process.versions.node}, PostgreSQL ${await setting('server_version')}`,
    `fsync ${await setting('fsync')}, synchronous_commit ${await setting('synchronous_commit')}, shared_buffers ${await setting('shared_buffers')}`,
  ];
}

const table = (header: string[], rows: string[][]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

export const render = ({ title, intro, header, rows }: Section): string =>
  `## ${title}\n\n${intro}\n\n${table(header, rows)}\n`;

const MARK = (name: string) => [`<!-- ${name} -->`, `<!-- /${name} -->`] as const;

/** Puts a part's text into bench/results.md in place of its earlier text, and leaves the other parts as they are. */
export function writeResults(file: string, part: string, text: string): void {
  const [open, close] = MARK(part);
  let whole =
    '# Measurements\n\nWritten by `npm run bench`; what each part measures stands in README.md beside this file.\n';
  try {
    whole = readFileSync(file, 'utf8');
  } catch {
    // The first run makes the file.
  }
  const block = `${open}\n${text.trim()}\n${close}`;
  const start = whole.indexOf(open);
  const end = whole.indexOf(close);
  whole =
    start >= 0 && end > start
      ? whole.slice(0, start) + block + whole.slice(end + close.length)
      : `${whole.trimEnd()}\n\n${block}\n`;
  writeFileSync(file, whole);
}
