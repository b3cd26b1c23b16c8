/** The PostgreSQL that comes with Coffer: one that lasts for `npm start`, and throw-away ones for tests. */
import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { PlainError } from './errors.mjs';
import { freePort, tryPort } from './free-port.mjs';
import { findPostgres, isReachable, sharedFolder } from './postgres-binaries.mjs';
import { keepFolderAtExit, removeFolderAtExit, startChild } from './processes.mjs';

const START_TIMEOUT_MS = 60_000;
const POLL_MS = 20;
/** Fast shutdown: ends sessions, keeps what is committed. (SIGTERM would wait for every client to leave.) */
const STOP_SIGNAL = 'SIGINT';

/** @typedef {ReturnType<typeof findPostgres>} Binaries */
/** @typedef {{ dataDir: string, port: number, adminPassword: string, appPassword: string }} State  kept between runs */

const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
const newPassword = () => randomBytes(18).toString('base64url');
const urlOf = (/** @type {{ user: string, password: string, port: number, database: string }} */ at) =>
  `postgresql://${at.user}:${at.password}@127.0.0.1:${at.port}/${at.database}`;

/** Makes a new cluster, whole or not at all. @param {Binaries} binaries @param {string} dataDir @param {string} password */
function initialise({ initdb, identity }, dataDir, password, flags = /** @type {string[]} */ ([])) {
  const partial = `${dataDir}.new`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true, mode: 0o700 });
  const passwordFile = path.join(os.tmpdir(), `coffer-${randomBytes(8).toString('hex')}`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  try {
    if (identity.uid !== undefined && identity.gid !== undefined) {
      chownSync(partial, identity.uid, identity.gid);
      chownSync(passwordFile, identity.uid, identity.gid);
    }
    const { status, stderr, error } = spawnSync(
      initdb,
      [
        `--pgdata=${partial}`,
        '--username=postgres',
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // PostgreSQL's own collation: the same order on every operating system.
        ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
        ...flags,
      ],
      { ...identity, encoding: 'utf8', cwd: partial, env: { ...process.env, LC_ALL: 'C' } },
    );
    if (status !== 0) {
      throw new PlainError(`PostgreSQL could not make its data folder ${dataDir}: ${error?.message ?? stderr.trim()}`);
    }
    renameSync(partial, dataDir);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(partial, { recursive: true, force: true });
  }
}

/** The process number in postmaster.pid and whether the server says it is ready. @param {string} dataDir */
function readPidFile(dataDir) {
  try {
    const lines = readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), isReady: lines[7]?.trim() === 'ready' };
  } catch {
    return null;
  }
}

/** Whether the process is a PostgreSQL on this very folder. @param {number} pid @param {string} dataDir */
function isServerOf(pid, dataDir) {
  if (process.platform === 'win32') return false;
  const { status, stdout } = spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  if (status === 0) return stdout.includes(dataDir);
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dataDir);
  } catch {
    return false;
  }
}

/**
 * Clears what an earlier run left that was killed: a server without a parent, or a lock file without a server.
 * @param {string} dataDir
 */
async function clearLeftovers(dataDir) {
  const left = readPidFile(dataDir);
  if (!left) return;
  if (isServerOf(left.pid, dataDir)) {
    process.kill(left.pid, STOP_SIGNAL);
    for (let waited = 0; waited < 10_000 && isServerOf(left.pid, dataDir); waited += 100) await pause(100);
  } else {
    rmSync(path.join(dataDir, 'postmaster.pid'), { force: true });
  }
}

/** @param {string} logFile @param {number} from  offset at which this run's lines begin */
function lastWords(logFile, from) {
  const lines = readFileSync(logFile).subarray(from).toString('utf8').split('\n');
  const fatal = lines.filter((line) => /FATAL|PANIC|ERROR/.test(line));
  return (fatal.length > 0 ? fatal : lines.filter(Boolean)).slice(-2).join(' ').trim() || 'it said nothing';
}

/**
 * Runs the server and waits until it takes connections.
 * @param {Binaries} binaries
 * @param {{ dataDir: string, port: number, logFile: string, settings: Record<string, string> }} options
 */
async function run({ postgres, identity }, { dataDir, port, logFile, settings }) {
  await clearLeftovers(dataDir);
  const log = openSync(logFile, 'a', 0o600);
  const logStart = statSync(logFile).size;
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings };
  const server = startChild(
    postgres,
    ['-D', dataDir, '-p', String(port), ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...identity,
      cwd: dataDir,
      stdio: ['ignore', log, log],
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
      stopSignal: STOP_SIGNAL,
      wholeGroup: false,
    },
  );
  closeSync(log);
  let exitCode = /** @type {number | undefined} */ (undefined);
  void server.exited.then((code) => {
    exitCode = code;
  });
  for (let waited = 0; waited < START_TIMEOUT_MS; waited += POLL_MS) {
    const state = readPidFile(dataDir);
    if (state?.isReady && state.pid === server.process.pid) return server;
    if (exitCode !== undefined) {
      throw new PlainError(
        `PostgreSQL did not start on ${dataDir}: ${lastWords(logFile, logStart)}\n` +
          `Its log is ${logFile}. To begin anew with empty data, remove the folder .coffer and start again.`,
      );
    }
    await pause(POLL_MS);
  }
  await server.stop();
  throw new PlainError(`PostgreSQL was not ready within ${START_TIMEOUT_MS / 1000} seconds. Its log is ${logFile}.`);
}

/**
 * Sets the administrator's password from within: for a data folder whose password file was lost.
 * @param {Binaries} binaries @param {string} dataDir @param {string} password
 */
function resetPassword({ postgres, identity }, dataDir, password) {
  spawnSync(postgres, ['--single', '-D', dataDir, 'postgres'], {
    ...identity,
    cwd: dataDir,
    input: `ALTER ROLE postgres PASSWORD '${password}';\n`,
    env: { ...process.env, LC_ALL: 'C' },
  });
}

/**
 * The role the app runs under: it owns its database, and is no superuser, so that rights revoked from it are revoked.
 * @param {State} state
 */
async function ensureAppRole({ port, adminPassword, appPassword }) {
  const admin = new pg.Client({
    connectionString: urlOf({ user: 'postgres', password: adminPassword, port, database: 'postgres' }),
    connectionTimeoutMillis: 10_000,
  });
  await admin.connect();
  try {
    const has = async (/** @type {string} */ sql) => ((await admin.query(sql)).rowCount ?? 0) > 0;
    const verb = (await has(`SELECT 1 FROM pg_roles WHERE rolname = 'coffer'`)) ? 'ALTER' : 'CREATE';
    await admin.query(`${verb} ROLE coffer LOGIN NOSUPERUSER CREATEDB PASSWORD '${appPassword}'`);
    if (await has(`SELECT 1 FROM pg_database WHERE datname = 'coffer'`)) return;
    await admin.query('CREATE DATABASE coffer OWNER coffer');
  } finally {
    await admin.end();
  }
}

/** A folder that is no cluster makes room for one; what may be somebody's data is not removed. @param {string} dataDir */
function setAside(dataDir) {
  if (!existsSync(dataDir)) return;
  if (readdirSync(dataDir).length === 0) rmSync(dataDir, { recursive: true });
  else renameSync(dataDir, `${dataDir}.broken-${Date.now()}`);
}

/** @param {string} stateFile @returns {Partial<State>} */
function readState(stateFile) {
  try {
    return JSON.parse(readFileSync(stateFile, 'utf8'));
  } catch {
    return {};
  }
}

/**
 * A place for the data that the server's own user can reach: a clone under /root, say, is closed to it.
 * @param {Binaries} binaries @param {string} wanted
 */
function reachableDataDir({ identity }, wanted) {
  const parent = path.dirname(wanted);
  mkdirSync(parent, { recursive: true });
  if (isReachable(identity, parent, '-x')) return wanted;
  const name = createHash('sha256').update(wanted).digest('hex').slice(0, 12);
  return path.join(sharedFolder(), `data-${name}`);
}

/**
 * Starts the lasting server. The same folder gives the same data, passwords and, if free, port.
 * @param {{ dataDir: string }} options  `dataDir`: where the data should be; its parent keeps passwords and log
 * @returns {Promise<{ url: string, adminUrl: string, port: number, dataDir: string, exited: Promise<number>, stop: () => Promise<void> }>}
 *   `url`: the app's role. Errors: PlainError
 */
export async function startPostgres({ dataDir: wanted }) {
  const folder = path.dirname(path.resolve(wanted));
  mkdirSync(folder, { recursive: true });
  const binaries = findPostgres();
  const stateFile = path.join(folder, 'postgres.json');
  const before = readState(stateFile);
  const dataDir =
    before.dataDir && existsSync(before.dataDir) ? before.dataDir : reachableDataDir(binaries, path.resolve(wanted));
  const hasCluster = existsSync(path.join(dataDir, 'PG_VERSION'));
  if (hasCluster) checkMajor(binaries.major, dataDir);
  else setAside(dataDir);
  if (hasCluster) await clearLeftovers(dataDir);

  const state = {
    dataDir,
    port: before.port ?? 0,
    adminPassword: before.adminPassword ?? newPassword(),
    appPassword: before.appPassword ?? newPassword(),
  };
  const keepState = () => {
    writeFileSync(stateFile, JSON.stringify(state, null, 2), { mode: 0o600 });
    chmodSync(stateFile, 0o600);
  };
  keepState();
  if (!hasCluster) initialise(binaries, dataDir, state.adminPassword);
  else if (!before.adminPassword) resetPassword(binaries, dataDir, state.adminPassword);
  // Last, because what is free now may be somebody's in a few seconds.
  state.port = (before.port ? await tryPort(before.port) : null) ?? (await freePort());
  keepState();

  const logFile = path.join(folder, 'postgres.log');
  rmSync(logFile, { force: true });
  const server = await run(binaries, { dataDir, port: state.port, logFile, settings: { max_connections: '100' } });
  try {
    await ensureAppRole(state);
  } catch (error) {
    await server.stop();
    throw new PlainError(`PostgreSQL refused its own administrator: ${/** @type {Error} */ (error).message}`);
  }
  const { port } = state;
  return {
    url: urlOf({ user: 'coffer', password: state.appPassword, port, database: 'coffer' }),
    adminUrl: urlOf({ user: 'postgres', password: state.adminPassword, port, database: 'postgres' }),
    port,
    dataDir,
    exited: server.exited,
    stop: () => server.stop(20_000),
  };
}

/** @param {number} major @param {string} dataDir */
function checkMajor(major, dataDir) {
  const found = Number(readFileSync(path.join(dataDir, 'PG_VERSION'), 'utf8'));
  if (found === major) return;
  throw new PlainError(
    `The data in ${dataDir} was written by PostgreSQL ${found}, and Coffer now comes with ${major}. ` +
      `Move it over with pg_dump of version ${found}, or remove the folder .coffer to begin anew.`,
  );
}

/**
 * Starts a fresh server in the temporary folder; `stop` removes it all. For tests durability is switched off, for
 * measurements (`durable`) it stays on.
 * @param {{ durable?: boolean }} [options]
 * @returns {Promise<{ adminUrl: string, stop: () => Promise<void> }>}  `adminUrl`: a superuser's
 */
export async function startTemporaryPostgres({ durable = false } = {}) {
  const binaries = findPostgres();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'coffer-postgres-'));
  chmodSync(folder, 0o755);
  removeFolderAtExit(folder);
  const dataDir = path.join(folder, 'data');
  const password = newPassword();
  initialise(binaries, dataDir, password, ['--no-sync']);
  const port = await freePort();
  const settings = durable
    ? { max_connections: '200', shared_buffers: '512MB', max_wal_size: '4GB' }
    : {
        max_connections: '200',
        fsync: 'off',
        full_page_writes: 'off',
        autovacuum_naptime: '1h', // databases live for seconds
      };
  const server = await run(binaries, { dataDir, port, logFile: path.join(folder, 'log'), settings });
  return {
    adminUrl: urlOf({ user: 'postgres', password, port, database: 'postgres' }),
    async stop() {
      await server.stop(20_000);
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
      keepFolderAtExit(folder);
    },
  };
}
