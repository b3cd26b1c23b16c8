import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import autocannon from 'autocannon';
import { createSecret } from '@/lib/auth/key-secret';
import type { Pool } from '@/lib/db/pool';
import { newId } from '@/lib/ids';
import type { Workload } from './bare';
import { MEMBER_COUNT, WALLET_COUNT, WORKSPACE_ID } from './books';

export interface HttpServer {
  url: string;
  stop(): Promise<void>;
}

/** Starts a child that prints `ready http://…`, and waits for that line. */
export async function startServer(command: string[], env: Record<string, string>): Promise<HttpServer> {
  const [program = process.execPath, ...args] = command;
  const child: ChildProcess = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let seen = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      seen += chunk.toString();
      const address = /ready (http:\S+)/.exec(seen)?.[1] ?? /Local:\s+(http:\S+)/.exec(seen)?.[1];
      if (address) resolve(address);
    });
    child.once('exit', (code) => reject(new Error(`the server stopped with code ${code}:\n${seen}`)));
  });
  return {
    url,
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}

/** A key that may spend in the bench workspace; answers the secret. */
export async function createSpendKey(pool: Pool): Promise<string> {
  const { secret, prefix, last4, hash } = createSecret('live');
  await pool.query(
    `INSERT INTO api_keys (id, workspace_id, name, mode, scopes, prefix, last4, hash)
     VALUES ($1, $2, 'bench', 'live', '{read,spend}', $3, $4, $5)`,
    [newId(), WORKSPACE_ID, prefix, last4, hash],
  );
  return secret;
}

export interface HttpFigures {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  failures: number;
}

/** Sends POST /v1/credits/consume over `connections` keep-alive connections, each with its own Idempotency-Key. */
export async function loadConsume(
  url: string,
  secret: string,
  workload: Workload,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<HttpFigures> {
  const random = (n: number) => 1 + Math.floor(Math.random() * n);
  let n = 0;
  const run = randomBytes(6).toString('hex');
  const body = () =>
    JSON.stringify({
      amount: `0.${String(random(999_999)).padStart(6, '0')}`,
      feature: 'chat',
      ...(workload === 'hot'
        ? { onBehalfOf: `u-${random(MEMBER_COUNT)}` }
        : { userId: `u-${random(WALLET_COUNT - 1)}` }),
    });
  const load = (duration: number) =>
    autocannon({
      url: `${url}/v1/credits/consume`,
      connections,
      duration,
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      requests: [
        {
          setupRequest: (request) => {
            n += 1;
            return { ...request, headers: { ...request.headers, 'idempotency-key': `${run}-${n}` }, body: body() };
          },
        },
      ],
    });
  await load(1);
  const result = await load(seconds);
  return {
    perSecond: result['2xx'] / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    failures: result.non2xx + result.errors + result.timeouts,
  };
}

/** Requests per second of a GET, to have an empty route beside the full one. */
export async function loadGet(
  url: string,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<number> {
  const result = await autocannon({ url, connections, duration: seconds });
  if (result.non2xx + result.errors > 0) throw new Error(`${url} failed ${result.non2xx + result.errors} times`);
  return result['2xx'] / result.duration;
}
