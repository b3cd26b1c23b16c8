import { existsSync } from 'node:fs';
import { newId } from '@/lib/ids';
import { createLedger } from '@/lib/ledger';
import { verifyLedger } from '@/lib/ledger/verify';
import { bareWritesPerSecond, hasPgbench, type Workload } from './lib/bare';
import { fillSpendingBooks, MEMBER_COUNT, WALLET_COUNT, WORKSPACE_ID } from './lib/books';
import { createDatabase } from './lib/database';
import { drive } from './lib/drive';
import { createSpendKey, type HttpServer, loadConsume, startServer } from './lib/http';
import { md5Uuid } from './lib/md5-uuid';
import { figure, ratio, type Section } from './lib/report';
import { median, shuffled } from './lib/stats';

interface Options {
  rounds: number;
  seconds: number;
  concurrency: number;
}

/** One contestant of the interleaved run: does its share and answers spends per second and, where it has them, latencies. */
interface Contestant {
  name: string;
  run(): Promise<{ perSecond: number; p50Ms?: number; p99Ms?: number }>;
}

/**
 * Spending through the ledger function and through HTTP, on 10,000 wallets and on one, beside the bare SQL of the same
 * effect: all in one run, in rounds of random order, on one database that the oracle checks at the end.
 */
export async function benchSpending(
  adminUrl: string,
  options: Options,
  say: (text: string) => void,
): Promise<Section[]> {
  const database = await createDatabase(adminUrl, 12);
  const servers: HttpServer[] = [];
  try {
    say('filling 10,001 wallets');
    await fillSpendingBooks(database.pool);
    const contestants = [
      ...bareContestants(database, options),
      ...functionContestants(database.pool, options),
      ...(await httpContestants(database, options, servers)),
    ];
    const results = new Map<string, { perSecond: number; p50Ms?: number; p99Ms?: number }[]>();
    for (let round = 1; round <= options.rounds; round++) {
      for (const { name, run } of shuffled(contestants)) {
        say(`round ${round} of ${options.rounds}: ${name}`);
        results.set(name, [...(results.get(name) ?? []), await run()]);
      }
    }
    say('checking the books');
    const violations = await verifyLedger(database.pool);
    return [figures(contestants, results), ratios(results, violations.length)];
  } finally {
    for (const server of servers) await server.stop();
    await database.drop();
  }
}

type Database = Awaited<ReturnType<typeof createDatabase>>;

function bareContestants({ url, pool }: Database, { seconds }: Options): Contestant[] {
  return (['uniform', 'hot'] as const).map((workload) => ({
    name: `bare SQL, ${workload}`,
    run: async () => ({ perSecond: await bareWritesPerSecond(workload, seconds, url, pool) }),
  }));
}

/** A call that spends a random amount under a key of its own, from a random member's wallet or from the hot one. */
export function spender(pool: Database['pool']): (workload: Workload) => () => Promise<unknown> {
  const ledger = createLedger({ pool });
  const random = (n: number) => 1 + Math.floor(Math.random() * n);
  return (workload: Workload) => () => {
    const memberId = md5Uuid(`member-${random(workload === 'hot' ? MEMBER_COUNT : WALLET_COUNT - 1)}`);
    return ledger.consume({
      workspaceId: WORKSPACE_ID,
      mode: 'live',
      actor: { kind: 'job', id: null },
      owner: workload === 'hot' ? { kind: 'workspace' } : { kind: 'member', memberId },
      memberId,
      feature: 'chat',
      amountMicro: BigInt(random(1_000_000)),
      idempotency: { credentialId: WORKSPACE_ID, key: newId(), requestHash: Buffer.alloc(32) },
    });
  };
}

function functionContestants(pool: Database['pool'], { seconds, concurrency }: Options): Contestant[] {
  const spend = spender(pool);
  const at = (workload: Workload, calls: number): Contestant => ({
    name: `function, ${workload}, ${calls} at a time`,
    run: () => drive(spend(workload), { concurrency: calls, seconds }),
  });
  return [at('uniform', concurrency), at('hot', concurrency), at('uniform', 1), at('hot', 1)];
}

async function httpContestants(
  { url, pool }: Database,
  { seconds, concurrency }: Options,
  servers: HttpServer[],
): Promise<Contestant[]> {
  if (!existsSync('.next/BUILD_ID')) throw new Error('There is no build to serve: run npm run build first.');
  const secret = await createSpendKey(pool);
  const server = await startServer(['node', '--import', 'tsx', 'server.ts'], {
    DATABASE_URL: url,
    AUTH_SECRET: 'bench-secret-of-thirty-two-characters',
    STRIPE_SECRET_KEY: 'sk_test_bench',
    PORT: '0',
    NODE_ENV: 'production',
    LOG_LEVEL: 'error',
    COFFER_JOBS: 'false',
  });
  servers.push(server);
  return (['uniform', 'hot'] as const).map((workload) => ({
    name: `HTTP, ${workload}, ${concurrency} connections`,
    run: async () => {
      const load = await loadConsume(server.url, secret, workload, { connections: concurrency, seconds });
      if (load.failures > 0) throw new Error(`${load.failures} requests failed`);
      return load;
    },
  }));
}

type Results = Map<string, { perSecond: number; p50Ms?: number; p99Ms?: number }[]>;

const medianOf = (results: Results, prefix: string, key: 'perSecond' | 'p50Ms' | 'p99Ms' = 'perSecond'): number => {
  const runs = [...results].find(([name]) => name.startsWith(prefix))?.[1] ?? [];
  return median(runs.map((run) => run[key] ?? Number.NaN));
};

function figures(contestants: Contestant[], results: Results): Section {
  const cell = (value: number) => (Number.isNaN(value) ? '' : figure(value));
  return {
    title: 'Spending',
    intro: `Medians of rounds in random order on one database. Bare SQL: 100 spends a statement, by ${hasPgbench() ? 'pgbench' : 'a loop on pg'}; it writes the same rows and decides nothing. HTTP: POST /v1/credits/consume through server.ts, the load generator on the same cores.`,
    header: ['what', 'spends per second', 'best', 'p50 ms', 'p99 ms'],
    rows: contestants.map(({ name }) => [
      name,
      figure(medianOf(results, name)),
      figure(Math.max(...(results.get(name) ?? []).map((run) => run.perSecond))),
      cell(medianOf(results, name, 'p50Ms')),
      cell(medianOf(results, name, 'p99Ms')),
    ]),
  };
}

function ratios(results: Results, violations: number): Section {
  const bare = { uniform: medianOf(results, 'bare SQL, uniform'), hot: medianOf(results, 'bare SQL, hot') };
  const busy = (prefix: string) => medianOf(results, prefix);
  const functionUniform = busy('function, uniform');
  const functionHot = busy('function, hot');
  const row = (name: string, value: number, goal: number) => [name, ...ratio(value, `≥ ${goal}`, value >= goal)];
  return {
    title: 'Spending: ratios',
    intro: 'Of the medians above.',
    header: ['ratio', 'value', 'goal', ''],
    rows: [
      row('function ÷ bare SQL, 10,000 wallets', functionUniform / bare.uniform, 0.85),
      row('function ÷ bare SQL, one wallet', functionHot / bare.hot, 0.85),
      row('HTTP ÷ bare SQL, 10,000 wallets', busy('HTTP, uniform') / bare.uniform, 0.6),
      row('HTTP ÷ bare SQL, one wallet', busy('HTTP, hot') / bare.hot, 0.4),
      row('one hot wallet ÷ 10,000 wallets, function', functionHot / functionUniform, 1.5),
      ['checks of the oracle violated afterwards', String(violations), '0', violations === 0 ? 'reached' : 'missed'],
    ],
  };
}
