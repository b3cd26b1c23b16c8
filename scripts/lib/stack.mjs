/** The app and its stand-ins: which are needed, with what environment, in which order. */
import path from 'node:path';
import { freePort, tryPort } from './free-port.mjs';
import { TYPESCRIPT } from './run-command.mjs';
import { startService } from './service.mjs';
import { readJson, writeJson } from './state.mjs';

/** @typedef {import('./service.mjs').Service} Service */
/** @typedef {import('./state.mjs').Secrets} Secrets */

/**
 * @typedef {object} StackOptions
 * @property {NodeJS.ProcessEnv} env  as the person set it
 * @property {string} folder  where logs, ports and the stand-ins' data are kept
 * @property {string} databaseUrl
 * @property {string} host
 * @property {number} port
 * @property {Secrets} secrets
 */

/** The public address unless it is set. @param {NodeJS.ProcessEnv} env @param {number} port */
export const baseUrlOf = (env, port) => (env.BASE_URL || `http://localhost:${port}`).replace(/\/+$/, '');

/** The port that was used last time, if it is free: addresses in mails and open tabs then go on working. */
async function lastingPort(/** @type {string} */ folder, /** @type {string} */ name) {
  const file = path.join(folder, 'ports.json');
  const kept = readJson(file);
  const port = (kept[name] ? await tryPort(kept[name]) : null) ?? (await freePort());
  if (kept[name] !== port) writeJson(file, { ...kept, [name]: port });
  return port;
}

/**
 * What stands in: a local Stripe unless a key is set, a local mailbox unless a mail server is; in production neither.
 * @param {StackOptions} options
 * @returns {Promise<{ env: NodeJS.ProcessEnv, start: () => Promise<Service[]> }>}
 *   `env`: for the app; `start`: starts them all, or none. Errors: PlainError
 */
export async function planStandIns({ env, folder, databaseUrl, host, port, secrets }) {
  /** @type {NodeJS.ProcessEnv} */
  const appEnv = {
    ...env,
    HOST: host,
    PORT: String(port),
    BASE_URL: baseUrlOf(env, port),
    DATABASE_URL: databaseUrl,
    NEXT_TELEMETRY_DISABLED: '1',
  };
  if (env.COFFER_ENV === 'production') return { env: appEnv, start: async () => [] };
  appEnv.AUTH_SECRET = env.AUTH_SECRET || secrets.authSecret;
  /** @type {(() => Promise<Service>)[]} */
  const starts = [];
  if (!env.STRIPE_SECRET_KEY) starts.push(await stripeStart({ env, folder, port, secrets, appEnv }));
  if (!env.SMTP_URL) starts.push(await mailboxStart({ env, folder, appEnv }));
  return { env: appEnv, start: () => startAll(starts) };
}

/** @param {(() => Promise<Service>)[]} starts @returns {Promise<Service[]>} */
async function startAll(starts) {
  const outcomes = await Promise.allSettled(starts.map((start) => start()));
  const services = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure?.status !== 'rejected') return services;
  await Promise.all(services.map((service) => service.stop()));
  throw failure.reason;
}

async function stripeStart(/** @type {any} */ { env, folder, port, secrets, appEnv }) {
  const stripePort = await lastingPort(folder, 'stripe');
  appEnv.STRIPE_SECRET_KEY = secrets.stripeKey;
  appEnv.STRIPE_WEBHOOK_SECRET = secrets.webhookSecret;
  appEnv.STRIPE_API_BASE = `http://127.0.0.1:${stripePort}`;
  return () =>
    startService({
      name: 'local Stripe',
      args: [...TYPESCRIPT, 'sandbox/stripe/main.ts'],
      logFile: path.join(folder, 'logs', 'stripe.log'),
      env: {
        ...env,
        STRIPE_SANDBOX_PORT: String(stripePort),
        STRIPE_SANDBOX_WEBHOOK_URL: `http://127.0.0.1:${port}/api/stripe/webhook`,
        STRIPE_SANDBOX_WEBHOOK_SECRET: secrets.webhookSecret,
        STRIPE_SANDBOX_STATE_FILE: path.join(folder, 'stripe.json'),
      },
    });
}

async function mailboxStart(/** @type {any} */ { env, folder, appEnv }) {
  const [smtpPort, httpPort] = [await lastingPort(folder, 'smtp'), await lastingPort(folder, 'mailbox')];
  appEnv.SMTP_URL = `smtp://127.0.0.1:${smtpPort}`;
  appEnv.MAILBOX_URL = `http://127.0.0.1:${httpPort}`;
  return () =>
    startService({
      name: 'mailbox',
      args: [...TYPESCRIPT, 'sandbox/mailbox/main.ts'],
      logFile: path.join(folder, 'logs', 'mailbox.log'),
      env: {
        ...env,
        MAILBOX_SMTP_PORT: String(smtpPort),
        MAILBOX_HTTP_PORT: String(httpPort),
        MAILBOX_STATE_FILE: path.join(folder, 'mailbox.json'),
      },
    });
}

/**
 * Starts the app itself.
 * @param {{ env: NodeJS.ProcessEnv, folder: string, isDev: boolean }} options
 */
export function startApp({ env, folder, isDev }) {
  const isProduction = env.COFFER_ENV === 'production';
  return startService({
    name: 'app',
    args: [
      ...(isDev ? ['--watch', '--watch-preserve-output'] : []),
      ...TYPESCRIPT,
      'server.ts',
      ...(isDev ? ['--dev'] : []),
    ],
    logFile: path.join(folder, 'logs', 'app.log'),
    echo: isDev || isProduction,
    env: {
      ...env,
      NODE_ENV: isDev ? 'development' : 'production',
      ...(isDev && { LOG_LEVEL: env.LOG_LEVEL ?? 'warn' }),
    },
  });
}
