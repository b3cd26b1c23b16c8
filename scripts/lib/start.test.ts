import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cleanEnvironment } from './clean-environment.mjs';
import { sentenceFor } from './errors.mjs';
import { explainInstallFailure } from './install.mjs';
import { oldNodeSentence } from './node-version.mjs';
import { demoSecrets, lockFolder, openStateFolder, refuseSecondStart } from './state.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'coffer-start-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs `npm start`'s script in a state folder of its own until it ends. */
function runStart(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...cleanEnvironment(), COFFER_HOME: path.join(folder, 'state'), PORT: '0', CI: 'true', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

const STACK_FRAME = /^\s+at .*:\d+/m;

describe('npm start says in a sentence what is wrong', () => {
  it('names the port that is in use, and another to choose', async () => {
    const taken = net.createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => resolve((taken.address() as net.AddressInfo).port));
    });
    try {
      const { code, said } = await runStart({ PORT: String(port) });
      expect(code).toBe(1);
      expect(said).toContain(`Port ${port} is in use by another program. Stop it, or choose another port:`);
      expect(said).not.toMatch(STACK_FRAME);
    } finally {
      taken.close();
    }
  });

  it.each([
    ['PORT', 'eighty', 'PORT is "eighty", which is no port.'],
    ['HOST', '203.0.113.77', 'This machine has no address 203.0.113.77.'],
    ['DATABASE_URL', 'mysql://localhost/coffer', 'DATABASE_URL is not an address of PostgreSQL.'],
    ['COFFER_ENV', 'production', 'COFFER_ENV=production needs a PostgreSQL of yours'],
  ])('refuses %s=%s', async (name, value, sentence) => {
    const { code, said } = await runStart({ PORT: '39871', [name]: value });
    expect(code).toBe(1);
    expect(said).toContain(sentence);
    expect(said).not.toMatch(STACK_FRAME);
  });

  it('says that nothing answers at DATABASE_URL, without its password, and leaves nothing running', async () => {
    const { code, said } = await runStart({ DATABASE_URL: 'postgresql://ann:very-secret@127.0.0.1:9/coffer' });
    expect(code).toBe(1);
    expect(said).toContain('Nothing listens at 127.0.0.1:9. Start PostgreSQL there, or correct DATABASE_URL.');
    expect(said).not.toContain('very-secret');
    expect(said).not.toMatch(STACK_FRAME);
    const { stripe, mailbox } = JSON.parse(readFileSync(path.join(folder, 'state/ports.json'), 'utf8'));
    for (const port of [stripe, mailbox]) await expect(canConnect(port)).resolves.toBe(false);
  });

  it('says that it may not write', async () => {
    writeFileSync(path.join(folder, 'state'), 'a file where the folder should be');
    const { code, said } = await runStart({});
    expect(code).toBe(1);
    expect(said).toContain('cannot write there. Give this user write access');
    expect(said).not.toMatch(STACK_FRAME);
  });
});

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

describe('an old Node', () => {
  it.each(['12.22.12', '18.20.8', '20.18.3'])('is told what is needed: %s', (version) => {
    expect(oldNodeSentence(version)).toMatch(`Coffer needs Node.js 20.19 or newer, and this is ${version}.`);
  });

  it.each(['20.19.0', '22.0.0', '24.11.1'])('is not seen in %s', (version) => {
    expect(oldNodeSentence(version)).toBeNull();
  });
});

describe('a failed installation', () => {
  it.each([
    [
      'npm error code ENOTFOUND\nnpm error network request to https://registry failed',
      'no connection to the npm registry',
    ],
    ['npm error code EACCES\nnpm error syscall mkdir', 'npm may not write to'],
    ['npm error code ENOSPC\nnpm error nospc', 'The disk is full'],
    ['spawn npm ENOENT', 'npm was not found'],
    ['npm error code E404\nnpm error 404 Not Found', 'npm could not install the packages: 404 Not Found'],
  ])('is explained: %j', (output, sentence) => {
    expect(explainInstallFailure(output)).toContain(sentence);
  });
});

describe('the state folder', () => {
  it('is refused to a second start while the first one runs', () => {
    openStateFolder(folder);
    lockFolder(folder, 'http://localhost:3000');
    const lock = path.join(folder, 'running.json');
    const { startedAt } = JSON.parse(readFileSync(lock, 'utf8'));
    // This very process, seen from another one.
    writeFileSync(lock, JSON.stringify({ pid: process.ppid, startedAt: startOf(process.ppid), baseUrl: 'http://x' }));
    expect(() => refuseSecondStart(folder)).toThrow('Coffer is already running from this folder, at http://x');
    // A run that was killed: its number is another process's by now, or nobody's.
    writeFileSync(lock, JSON.stringify({ pid: process.ppid, startedAt: `${startedAt}0`, baseUrl: 'http://x' }));
    expect(() => refuseSecondStart(folder)).not.toThrow();
  });

  it('gives the same secrets at every start, and new ones for a file that was destroyed', () => {
    const first = demoSecrets(folder);
    expect(demoSecrets(folder)).toEqual(first);
    writeFileSync(path.join(folder, 'secrets.json'), '{"authSecret": "half a fi');
    const second = demoSecrets(folder);
    expect(second.keySeed).not.toBe(first.keySeed);
    expect(demoSecrets(folder)).toEqual(second);
  });
});

/** As the kernel tells it (field 22 of /proc/PID/stat). */
function startOf(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

describe('a system error', () => {
  it('becomes a sentence', () => {
    const error = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES', path: '/coffer/.next' });
    expect(sentenceFor(error)).toBe(
      'No permission to write here (/coffer/.next). Give this user write access to the folder, or clone Coffer elsewhere.',
    );
  });
});
