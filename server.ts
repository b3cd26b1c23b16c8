/**
 * The server of Coffer: one process, one port. The API is answered on node:http before Next sees the request; all else
 * is Next's. Run by `node --import tsx server.ts`, with `--dev` for reload. Prints `ready http://…` once it listens.
 */
import { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getPool } from './lib/db/pool';
import { type Env, getEnv } from './lib/env';
import { findDatabaseProblem, findDurabilityProblem } from './lib/http/database-check';
import { parseTrustedProxies } from './lib/http/proxies';
import { createSecurityPolicy } from './lib/http/security-headers';
import { createCofferServer } from './lib/http/server';
import { stopGracefully } from './lib/http/stop';
import { announceStop } from './lib/http/stopping';
import { log } from './lib/log';

/** A start that cannot succeed, with the sentence that says why and what to do. */
class StartError extends Error {}

const EXIT_DEADLINE_MS = 9_500;

async function main(): Promise<void> {
  const isDev = process.argv.includes('--dev');
  Object.assign(process.env, { NODE_ENV: isDev ? 'development' : 'production' });
  const env = getEnv();
  const isTrustedProxy = parseTrustedProxies(env.TRUSTED_PROXIES);
  await requireDatabase(env);
  await requireFreePort(env);
  // Next hangs its handler for upgrades on the server it is told of. It is told of one that nobody reaches; in
  // development ours hands it the reload socket, in production nothing is ever upgraded.
  const upgrades = new Server();
  const app = await prepareNext(env, isDev, upgrades);
  const { server, inFlight, connections, beginStop } = createCofferServer({
    security: createSecurityPolicy(env, { isDev }),
    isTrustedProxy,
    handleNext: app.getRequestHandler(),
    ...(isDev && { handleUpgrade: (...call) => upgrades.emit('upgrade', ...call) }),
  });
  await listen(server, env);
  const jobs = env.COFFER_JOBS ? await startBackgroundWork() : undefined;
  process.stdout.write(`ready ${addressOf(server, env)}\n`);

  let isStopping = false;
  const stop = (signal: string) => {
    if (isStopping) process.exit(1); // asked twice: at once
    isStopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => process.exit(1), EXIT_DEADLINE_MS).unref();
    beginStop();
    announceStop();
    const steps = [
      { name: 'jobs', run: async () => jobs?.stop() },
      { name: 'next', run: () => app.close() },
      { name: 'pool', run: () => getPool().end() },
    ];
    const onError = (step: string, err: unknown) => log.error({ err, step }, 'could not stop cleanly');
    stopGracefully({ server, inFlight, connections, steps, onError }).then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

async function requireDatabase(env: Env): Promise<void> {
  const problem = await findDatabaseProblem(getPool(), env.DATABASE_URL);
  if (problem) throw new StartError(problem);
  const unsafe = await findDurabilityProblem(getPool());
  if (unsafe && env.COFFER_ENV === 'production') throw new StartError(unsafe);
  if (unsafe) log.warn(unsafe);
}

/** Looks before Next is started, which takes seconds; the server's own attempt decides. */
async function requireFreePort(env: Env): Promise<void> {
  const probe = new Server();
  await listen(probe, env);
  await new Promise((resolve) => probe.close(resolve));
}

async function prepareNext(env: Env, isDev: boolean, httpServer: Server) {
  const { default: next } = await import('next');
  const app = next({ dev: isDev, hostname: env.HOST, port: env.PORT, httpServer, quiet: true });
  try {
    await app.prepare();
  } catch (error) {
    if (/production build/.test((error as Error).message)) {
      throw new StartError('There is no production build of the pages yet. Run: npm run build');
    }
    throw error;
  }
  return app;
}

function listen(server: Server, env: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new StartError(explainListen(error, env))));
    server.listen(env.PORT, env.HOST, resolve);
  });
}

function explainListen(error: NodeJS.ErrnoException, { PORT, HOST }: Env): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${PORT} is in use. Stop what uses it, or choose another one: PORT=${PORT + 1} npm start`;
    case 'EACCES':
      return `Port ${PORT} needs more rights than this user has. Choose one above 1023: PORT=3000 npm start`;
    case 'EADDRNOTAVAIL':
      return `This machine has no address ${HOST}. Correct HOST.`;
    default:
      return `Cannot listen on ${HOST}:${PORT}: ${error.message}`;
  }
}

function addressOf(server: Server, env: Env): string {
  const { port } = server.address() as AddressInfo;
  const host = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(env.HOST) ? 'localhost' : env.HOST;
  return `http://${host}:${port}`;
}

async function startBackgroundWork(): Promise<{ stop(): Promise<void> }> {
  const { startJobs } = await import('./lib/jobs');
  return startJobs();
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof StartError || /^(The environment|Not ready|TRUSTED_PROXIES)/.test(message)) {
    process.stderr.write(`${message}\n`);
  } else {
    log.fatal({ err: error }, 'could not start');
    process.stderr.write(`Coffer could not start: ${message}\n`);
  }
  process.exit(1);
});
