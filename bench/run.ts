/**
 * `npm run bench` — measures, prints, and writes bench/results.md.
 *   npm run bench                      everything
 *   npm run bench -- spending --quick  one part, fewer and shorter rounds
 * BENCH_DATABASE_URL: a server to use (a role that may create databases) instead of an embedded one.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { benchGrants } from './grants';
import { createDatabase, openServer } from './lib/database';
import { describeMachine, render, type Section, writeResults } from './lib/report';
import { benchPages } from './pages';
import { benchReads } from './reads';
import { benchSlowDisk } from './slow-disk';
import { benchSpending } from './spending';

const RESULTS = path.resolve('bench/results.md');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, rows: { type: 'string' } },
});
const quick = values.quick;
const say = (text: string) => console.error(`· ${text}`);

const PARTS: Record<string, (adminUrl: string) => Promise<Section[]>> = {
  spending: (url) =>
    benchSpending(
      url,
      quick ? { rounds: 2, seconds: 2, concurrency: 256 } : { rounds: 4, seconds: 3, concurrency: 256 },
      say,
    ),
  'slow-disk': async () => [await benchSlowDisk(quick ? 2 : 5, say)],
  grants: async (url) => [await benchGrants(url, quick ? 1 : 3, say)],
  pages: (url) =>
    benchPages(url, { rows: Number(values.rows ?? (quick ? 100_000 : 10_000_000)), runs: quick ? 1 : 5 }, say),
  reads: async (url) => [
    await benchReads(url, { small: 100_000, big: Number(values.rows ?? (quick ? 1_000_000 : 10_000_000)) }, say),
  ],
};

const wanted = positionals.length > 0 ? positionals : Object.keys(PARTS);
const unknown = wanted.filter((part) => !(part in PARTS));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}.`);
  process.exit(1);
}

const server = await openServer();
try {
  const probe = await createDatabase(server.adminUrl, 1);
  const machine = await describeMachine(probe.pool);
  await probe.drop();
  for (const part of wanted) {
    const sections = (await PARTS[part]?.(server.adminUrl)) ?? [];
    const command = `npm run bench -- ${part}${quick ? ' --quick' : ''}`;
    const where = [`\`${command}\`, ${new Date().toISOString().slice(0, 10)}`, ...machine]
      .map((line) => `- ${line}`)
      .join('\n');
    const text = sections.map(render).join('\n');
    console.log(text);
    writeResults(RESULTS, part, `${text}\nMeasured by:\n${where}`);
  }
} finally {
  await server.stop();
}
