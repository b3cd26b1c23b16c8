import { accessSync, constants, existsSync, statSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import type { Env } from '../../../lib/env';
import { isInstalled } from '../install.mjs';
import { oldNodeSentence } from '../node-version.mjs';
import { type Finding, fail, ok, warn } from './finding';

const SECRET_LENGTH_MIN = 32;

export function checkNode(): Finding {
  const sentence = oldNodeSentence(process.versions.node);
  return sentence ? fail('Node.js', process.versions.node, sentence) : ok('Node.js', process.versions.node);
}

export function checkPackages(): Finding {
  return isInstalled({ withDev: false })
    ? ok('packages', 'as in package-lock.json')
    : fail('packages', 'not as in package-lock.json', 'Run: npm install');
}

export function checkBuild(): Finding {
  return existsSync('.next/BUILD_ID')
    ? ok('production build', 'present')
    : warn('production build', 'missing', 'npm start makes it; without it: npm run build');
}

export function checkDisk(): Finding {
  try {
    accessSync('.', constants.W_OK);
    if (existsSync('.coffer')) accessSync('.coffer', constants.W_OK);
  } catch {
    return fail('disk', 'no write access to this folder', 'Give the user that runs Coffer write access.');
  }
  const secrets = path.resolve('.coffer/secrets.json');
  if (process.platform !== 'win32' && existsSync(secrets) && (statSync(secrets).mode & 0o077) !== 0) {
    return warn('disk', '.coffer/secrets.json can be read by others', 'chmod 600 .coffer/secrets.json');
  }
  return ok('disk', 'writable');
}

export function checkSecrets(env: Env): Finding {
  if (env.AUTH_SECRET.length >= SECRET_LENGTH_MIN) return ok('secrets', 'AUTH_SECRET is long enough');
  return warn('secrets', 'AUTH_SECRET is short', 'Set one from: openssl rand -base64 32');
}

/** Whether the port is free, or Coffer itself is what answers there. */
export async function checkPort(env: Env): Promise<Finding> {
  const address = new URL(env.BASE_URL);
  const port = Number(address.port) || env.PORT;
  if (!(await isTaken(port, env.HOST))) return ok('port', `${port} is free: Coffer is not running here`);
  try {
    const reply = await fetch(`http://${env.HOST}:${port}/api/health`, { signal: AbortSignal.timeout(5_000) });
    const health = (await reply.json()) as { status?: string };
    if (reply.ok) return ok('port', `Coffer answers on ${port}`);
    return fail('port', `Coffer on ${port} is ${health.status ?? reply.status}`, 'See its log, and the lines above.');
  } catch {
    return fail('port', `${port} is taken by another program`, `Stop it, or choose another: PORT=${port + 1}`);
  }
}

function isTaken(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host: host === '0.0.0.0' ? '127.0.0.1' : host });
    socket.setTimeout(3_000, () => socket.destroy());
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}
