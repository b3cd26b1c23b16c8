import { existsSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium } from '@playwright/test';
import lighthouse, { desktopConfig } from 'lighthouse';
import { findChromium } from '../scripts/lib/chromium.mjs';
import { startE2eServers } from '../scripts/lib/e2e-servers.mjs';
import { BIG_WORKSPACE_ID, fillBigBooks } from './lib/big-books';
import { createDatabase } from './lib/database';
import { startEmptyNext } from './lib/empty-next';
import { startServer } from './lib/http';
import { figure, ratio, type Section } from './lib/report';
import { median } from './lib/stats';
import { addOwner } from './lib/visitor';

/** Against the JavaScript of an empty page of the same Next. */
const JS_GOAL = 1.25;
const LCP_GOAL_MS = 1_000;
const CLS_GOAL = 0.02;

const PAGES = [
  '',
  '/top-up',
  '/top-up/automatic',
  '/receipts',
  '/usage',
  '/transactions',
  '/members',
  '/keys',
  '/alerts',
  '/audit',
  '/settings',
] as const;

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Options {
  /** Transactions of the big workspace. */
  rows: number;
  /** Lighthouse runs per page. */
  runs: number;
}

/** What pages cost a browser: gzipped JavaScript per route, and lighthouse's figures of the overview. */
export async function benchPages(
  adminUrl: string,
  { rows, runs }: Options,
  say: (text: string) => void,
): Promise<Section[]> {
  if (!existsSync('.next/BUILD_ID')) throw new Error('There is no build to serve: run npm run build first.');
  const port = 9300 + Math.floor(Math.random() * 500);
  const browser = await chromium.launch({
    executablePath: await findChromium(() => {}),
    args: [...FLAGS, `--remote-debugging-port=${port}`],
  });
  try {
    say('building and serving an empty page');
    const empty = await startEmptyNext();
    const emptyJs = await javaScriptOf(browser, empty.url).finally(() => empty.stop());
    say('serving the demo');
    const demo = await startE2eServers(() => {});
    const { rows: weights, lighthouseRow } = await measureDemo(browser, port, demo, { emptyJs, runs, say }).finally(
      () => demo.stop(),
    );
    const bigRow = await measureBig(port, adminUrl, { rows, runs, say });
    return [
      {
        title: 'JavaScript per page',
        intro:
          'Gzipped bytes of all scripts that a first visit of a signed-in page loads, beside an empty page of the same Next.',
        header: ['page', 'kB', '÷ empty page', 'goal', ''],
        rows: [['(an empty page)', figure(emptyJs / 1000), '', '', ''], ...weights],
      },
      {
        title: 'The overview in a browser',
        intro: `Lighthouse, desktop settings, signed in, production build; medians of ${runs}.`,
        header: ['books', 'largest contentful paint, ms', 'goal', '', 'layout shift', 'goal', ''],
        rows: [lighthouseRow, bigRow],
      },
    ];
  } finally {
    await browser.close();
  }
}

interface DemoContext {
  emptyJs: number;
  runs: number;
  say: (text: string) => void;
}

async function measureDemo(
  browser: Browser,
  port: number,
  demo: { baseUrl: string; databaseUrl: string },
  { emptyJs, runs, say }: DemoContext,
) {
  const { createPool } = await import('@/lib/db/pool');
  const pool = createPool({ connectionString: demo.databaseUrl, max: 2 });
  try {
    const { rows } = await pool.query<{ id: string; slug: string }>(
      'SELECT id, slug FROM workspaces ORDER BY created_at, slug LIMIT 1',
    );
    const [workspace] = rows;
    if (!workspace) throw new Error('the demo has no workspace');
    const cookie = await addOwner(pool, workspace.id);
    const base = `${demo.baseUrl}/w/${workspace.slug}`;
    const weights: string[][] = [];
    for (const page of PAGES) {
      say(`JavaScript of ${page || 'the overview'}`);
      const bytes = await javaScriptOf(browser, base + page, cookie);
      weights.push([
        page || 'overview',
        figure(bytes / 1000),
        ...ratio(bytes / emptyJs, `≤ ${JS_GOAL}`, bytes / emptyJs <= JS_GOAL),
      ]);
    }
    say('lighthouse on the demo');
    return { rows: weights, lighthouseRow: await paintRow('demo', base, port, cookie, runs) };
  } finally {
    await pool.end();
  }
}

async function measureBig(
  port: number,
  adminUrl: string,
  { rows, runs, say }: Options & { say: (text: string) => void },
): Promise<string[]> {
  const database = await createDatabase(adminUrl, 4);
  try {
    say(`filling a workspace of ${rows.toLocaleString('en-US')} transactions`);
    await fillBigBooks(database.pool, rows, 1);
    const cookie = await addOwner(database.pool, BIG_WORKSPACE_ID);
    const server = await startServer(['node', '--import', 'tsx', 'server.ts'], {
      DATABASE_URL: database.url,
      AUTH_SECRET: 'bench-secret-of-thirty-two-characters',
      STRIPE_SECRET_KEY: 'sk_test_bench',
      PORT: '0',
      NODE_ENV: 'production',
      LOG_LEVEL: 'error',
      COFFER_JOBS: 'false',
    });
    say('lighthouse on the big workspace');
    return await paintRow(
      `${rows.toLocaleString('en-US')} transactions`,
      `${server.url}/w/w-0`,
      port,
      cookie,
      runs,
    ).finally(() => server.stop());
  } finally {
    await database.drop();
  }
}

/** Gzipped bytes of the scripts that a first visit loads. */
async function javaScriptOf(browser: Browser, url: string, cookie?: string): Promise<number> {
  const context = await browser.newContext({ extraHTTPHeaders: cookie ? { cookie } : {} });
  try {
    const page = await context.newPage();
    const sizes: Promise<number>[] = [];
    page.on('response', (response) => {
      if (response.request().resourceType() !== 'script') return;
      sizes.push(response.body().then((body) => gzipSync(body, { level: 9 }).length));
    });
    const reply = await page.goto(url, { waitUntil: 'networkidle' });
    if (reply?.status() !== 200) throw new Error(`${url} answered ${reply?.status()}`);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  } finally {
    await context.close();
  }
}

/** On a busy machine a trace can miss its own beginning, which lighthouse answers with a plea to run it again. */
async function auditOnce(url: string, port: number, cookie: string, triesLeft = 3) {
  const result = await lighthouse(
    url,
    { port, extraHeaders: { Cookie: cookie }, onlyCategories: ['performance'], logLevel: 'silent' },
    desktopConfig,
  );
  const error = result?.lhr.runtimeError;
  if (error?.code.startsWith('NO_') && triesLeft > 1) return auditOnce(url, port, cookie, triesLeft - 1);
  if (!result || error) throw new Error(`lighthouse failed: ${error?.message}`);
  return result.lhr.audits;
}

async function paintRow(name: string, url: string, port: number, cookie: string, runs: number): Promise<string[]> {
  const lcp: number[] = [];
  const cls: number[] = [];
  for (let run = 0; run < runs; run++) {
    const audits = await auditOnce(url, port, cookie);
    lcp.push(audits['largest-contentful-paint']?.numericValue ?? Number.NaN);
    cls.push(audits['cumulative-layout-shift']?.numericValue ?? Number.NaN);
  }
  const verdict = (isReached: boolean) => (isReached ? 'reached' : 'missed');
  const [paint, shift] = [median(lcp), median(cls)];
  return [
    name,
    figure(paint),
    `< ${LCP_GOAL_MS}`,
    verdict(paint < LCP_GOAL_MS),
    shift.toFixed(3),
    `< ${CLS_GOAL}`,
    verdict(shift < CLS_GOAL),
  ];
}
