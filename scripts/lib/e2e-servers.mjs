/** Everything the browser tests need: a database with the demo, the stand-ins and the app, on free ports. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { cleanEnvironment } from './clean-environment.mjs';
import { freePort } from './free-port.mjs';
import { prepareDatabase } from './prepare.mjs';
import { planStandIns, startApp } from './stack.mjs';
import { demoSecrets } from './state.mjs';
import { createTestDatabase, openTestServer } from './test-database.mjs';

/** Where tests find addresses and keys; the form is that of .coffer/demo.json. */
export const E2E_FILE = path.resolve('.coffer/e2e.json');

/**
 * @param {(note: string) => void} note
 * @returns {Promise<{ baseUrl: string, file: string, databaseUrl: string, stop: () => Promise<void> }>}
 *   Errors: PlainError; nothing is left running then.
 */
export async function startE2eServers(note) {
  /** @type {(() => Promise<unknown>)[]} */
  const stops = [];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  try {
    const folder = path.resolve('.coffer/e2e');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const server = await openTestServer();
    stops.push(server.stop);
    const database = await createTestDatabase(server.adminUrl);
    stops.push(database.drop);
    const secrets = demoSecrets(folder);
    const options = { host: '127.0.0.1', port: await freePort(), databaseUrl: database.url, secrets };
    const stack = await planStandIns({ env: cleanEnvironment(), folder, ...options });
    for (const service of await stack.start()) stops.push(service.stop);
    await prepareDatabase({ env: stack.env, demoFile: E2E_FILE, keySeed: secrets.keySeed, note });
    const app = await startApp({ env: stack.env, folder, isDev: false });
    stops.push(app.stop);
    return { baseUrl: `http://localhost:${options.port}`, file: E2E_FILE, databaseUrl: database.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
