import { createLedger } from '@/lib/ledger';
import { BIG_WORKSPACE_ID, fillBigBooks } from './lib/big-books';
import { createDatabase } from './lib/database';
import { md5Uuid } from './lib/md5-uuid';
import { figure, type Section } from './lib/report';
import { median } from './lib/stats';

const DAY_MS = 86_400_000;
const date = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY_MS).toISOString().slice(0, 10);

interface Read {
  name: string;
  /** Largest acceptable ratio of the big books to the small ones; none: shown for scale. */
  goal?: number;
  run(ledger: ReturnType<typeof createLedger>): Promise<unknown>;
}

const books = { workspaceId: BIG_WORKSPACE_ID, mode: 'live' } as const;
const bigWallet = { ...books, owner: { kind: 'workspace' } } as const;
const chart = { ...books, timeZone: 'Europe/Berlin', fromDate: date(89), toDate: date(0) } as const;

const READS: Read[] = [
  { name: 'balance now', goal: 1.5, run: (ledger) => ledger.balance(bigWallet) },
  {
    name: 'figures as of half a year ago',
    goal: 1.5,
    run: (ledger) => ledger.balance({ ...bigWallet, asOf: new Date(Date.now() - 180 * DAY_MS), withGrants: false }),
  },
  { name: 'newest page of 50, wallet', goal: 1.5, run: (ledger) => ledger.listTransactions(bigWallet, { limit: 50 }) },
  { name: 'newest page of 50, workspace', goal: 1.5, run: (ledger) => ledger.listTransactions(books, { limit: 50 }) },
  {
    name: 'page of 50, 350 days deep',
    goal: 1.5,
    run: (ledger) => ledger.listTransactions({ ...bigWallet, to: new Date(Date.now() - 350 * DAY_MS) }, { limit: 50 }),
  },
  { name: 'daily chart, 90 days, workspace', goal: 4, run: (ledger) => ledger.usage(chart) },
  {
    name: 'daily chart, 90 days, by feature',
    goal: 4,
    run: (ledger) => ledger.usage({ ...chart, groupBy: 'feature' }),
  },
  {
    name: 'daily chart, 90 days, one member',
    goal: 4,
    run: (ledger) => ledger.usage({ ...chart, memberId: md5Uuid('member-0-3') }),
  },
];

/** Median milliseconds of each read: at least 5 and at most 200 calls, about 2 s. */
async function measure(adminUrl: string, rows: number, say: (text: string) => void): Promise<number[]> {
  const database = await createDatabase(adminUrl, 4);
  try {
    say(`filling ${rows.toLocaleString('en-US')} transactions`);
    await fillBigBooks(database.pool, rows);
    const ledger = createLedger({ pool: database.pool });
    const out: number[] = [];
    for (const read of READS) {
      say(`${rows.toLocaleString('en-US')} rows: ${read.name}`);
      const times: number[] = [];
      const end = performance.now() + 2_000;
      while (times.length < 5 || (performance.now() < end && times.length < 200)) {
        const start = performance.now();
        await read.run(ledger);
        times.push(performance.now() - start);
      }
      out.push(median(times.slice(1)));
    }
    return out;
  } finally {
    await database.drop();
  }
}

/** Reads at two sizes of history, and their ratio. */
export async function benchReads(
  adminUrl: string,
  sizes: { small: number; big: number },
  say: (text: string) => void,
): Promise<Section> {
  const small = await measure(adminUrl, sizes.small, say);
  const big = await measure(adminUrl, sizes.big, say);
  return {
    title: `Reads at ${sizes.small.toLocaleString('en-US')} and ${sizes.big.toLocaleString('en-US')} transactions`,
    intro:
      'A year of history over 10,000 workspaces, a tenth of it in the workspace that is read. Median milliseconds of the ledger function, called from Node.js, one at a time.',
    header: ['read', 'small, ms', 'big, ms', 'big ÷ small', 'goal', ''],
    rows: READS.map(({ name, goal }, i) => {
      const [a = Number.NaN, b = Number.NaN] = [small[i], big[i]];
      const verdict = goal === undefined ? ['', ''] : [`≤ ${goal}`, b / a <= goal ? 'reached' : 'missed'];
      return [name, figure(a), figure(b), (b / a).toFixed(2), ...verdict];
    }),
  };
}
