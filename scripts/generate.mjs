/** Generates Prisma's client. The CLI wants its native engine to exist but does not use it here: any executable will do. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';

const cli = path.resolve('node_modules/prisma/build/index.js');
const { status } = spawnSync(process.execPath, [cli, 'generate'], {
  stdio: process.argv.includes('--quiet') ? ['ignore', 'ignore', 'inherit'] : 'inherit',
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
});
process.exit(status ?? 1);
