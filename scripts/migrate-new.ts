/**
 * `npm run migrate:new -- NAME` — writes the SQL of a new migration from what changed in prisma/schema.prisma.
 *
 * Prisma's own engine (as WebAssembly: no native binary, no database) compares the schema kept beside the newest
 * migration with the present one. CHECKs, partial indexes, partitions and rights are added to the file by hand.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';

const MIGRATIONS_DIR = path.resolve('prisma/migrations');
const SCHEMA_FILE = path.resolve('prisma/schema.prisma');

/** The engine insists on a connection at its birth; comparing two texts then asks it nothing but the version. */
function offlineAdapter(): SqlMigrationAwareDriverAdapterFactory {
  const identity = { provider: 'postgres' as const, adapterName: 'offline' };
  const connection = {
    ...identity,
    queryRaw: async () => ({ columnNames: ['version'], columnTypes: [7], rows: [['PostgreSQL 15.0']] }),
    executeRaw: async () => 0,
    executeScript: async () => {},
    startTransaction: async () => {
      throw new Error('migrate:new works without a database');
    },
    dispose: async () => {},
  };
  const connect = async () => connection;
  return { ...identity, connect, connectToShadowDb: connect } as SqlMigrationAwareDriverAdapterFactory;
}

/** Loads Prisma's schema engine. Node 20 cannot import .wasm, so the module is instantiated by hand. */
async function loadSchemaEngine() {
  const folder = path.resolve('node_modules/@prisma/schema-engine-wasm');
  const wasmFile = path.join(folder, 'schema_engine_bg.wasm');
  const bindings = (await import(
    pathToFileURL(path.join(folder, 'schema_engine_bg.js')).href
  )) as typeof import('@prisma/schema-engine-wasm') & { __wbg_set_wasm(wasm: unknown): void };
  const { instance } = await WebAssembly.instantiate(readFileSync(wasmFile), {
    './schema_engine_bg.js': bindings as unknown as WebAssembly.ModuleImports,
  });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return bindings.SchemaEngine.new(
    { datamodels: undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(offlineAdapter()),
  );
}

function newestSnapshot(): string | null {
  const newest = readdirSync(MIGRATIONS_DIR)
    .filter((name) => existsSync(path.join(MIGRATIONS_DIR, name, 'schema.prisma')))
    .sort()
    .at(-1);
  return newest ? readFileSync(path.join(MIGRATIONS_DIR, newest, 'schema.prisma'), 'utf8') : null;
}

async function main(): Promise<void> {
  const name = process.argv[2];
  if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
    console.error('Give the migration a name in lower case: npm run migrate:new -- add_coupons');
    process.exitCode = 1;
    return;
  }
  mkdirSync(MIGRATIONS_DIR, { recursive: true });
  const schema = readFileSync(SCHEMA_FILE, 'utf8');
  const before = newestSnapshot();
  const target = (content: string) => ({
    tag: 'schemaDatamodel' as const,
    files: [{ content, path: 'schema.prisma' }],
    configDir: path.dirname(SCHEMA_FILE),
  });
  const engine = await loadSchemaEngine();
  const diff = await engine.diff({
    from: before === null ? { tag: 'empty' } : target(before),
    to: target(schema),
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
  const folder = path.join(MIGRATIONS_DIR, `${stamp}_${name}`);
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'migration.sql'), diff.stdout ?? '');
  writeFileSync(path.join(folder, 'schema.prisma'), schema);
  console.log(
    `Wrote ${path.relative('.', folder)}/migration.sql. Add CHECKs and rights by hand, then: npm run migrate`,
  );
}

await main();
