import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const REFUSED: [file: string, module: string, message: string][] = [
  ['lib/ledger/x.ts', 'stripe', 'Only lib/billing talks to Stripe'],
  ['lib/ledger/x.ts', 'next/headers', 'runs without Next and React'],
  ['lib/ledger/engine/x.ts', '../../billing/fulfil', 'The ledger knows nothing above it'],
  ['lib/ledger/x.ts', '@/lib/api/routes', 'The ledger knows nothing above it'],
  ['lib/ledger/x.ts', '../notify', 'The ledger knows nothing above it'],
  ['lib/db/x.ts', '../ledger', 'lib/db is the lowest layer'],
  ['lib/billing/x.ts', '../portal/overview', 'lib/billing is called by'],
  ['lib/billing/x.ts', '@/sandbox/stripe/state', 'reached through host and port alone'],
  ['lib/api/togai/x.ts', 'stripe', 'Only lib/billing talks to Stripe'],
  ['lib/portal/x.ts', '@/app/layout', 'lib knows no screens'],
  ['components/ui/x.tsx', '@/lib/db/pool', 'Components know no database'],
  ['components/charts/x.tsx', '../../lib/ledger/types', 'Components know no database'],
  ['app/(portal)/w/x.tsx', '@/lib/db/pool', 'Routes and pages do not query'],
  ['app/(portal)/w/x.tsx', '@/lib/ledger', 'Pages reach the ledger through'],
  ['app/(portal)/w/x.tsx', '@/prisma/generated/client', 'Routes and pages do not query'],
];

const ALLOWED: [file: string, module: string][] = [
  ['lib/ledger/x.ts', '../db/pool'],
  ['lib/billing/x.ts', '../ledger'],
  ['lib/billing/x.ts', 'stripe'],
  ['lib/portal/x.ts', '../billing'],
  ['app/(portal)/w/x.tsx', '@/lib/portal/overview'],
  ['app/(portal)/w/x.tsx', '@/lib/ledger/types'],
  ['components/ui/x.tsx', '@/lib/format'],
];

const UNSAFE_SQL = 'export const run = (db: Db) => db.$queryRawUnsafe("SELECT 1");\n';
const ANY_AGE = 'export const read = (s: Sdk) => s.webhooks.constructEvent(body, header, secret, 0);\n';

let tree: string;
/** What lint says, by file. */
const said = new Map<string, string[]>();

/** A file of its own for each case, in the folder the case is about. */
const fileOf = (file: string, name: string) => path.join(path.dirname(file), `${name}${path.extname(file)}`);

function write(file: string, source: string): void {
  mkdirSync(path.join(tree, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(tree, file), source);
}

beforeAll(() => {
  tree = mkdtempSync(path.join(os.tmpdir(), 'coffer-lint-'));
  for (const rules of ['biome.json', '.gitignore', 'lint']) cpSync(rules, path.join(tree, rules), { recursive: true });
  const importing = (module: string) => `import { thing } from '${module}';\n\nexport const same = thing;\n`;
  for (const [index, [file, module]] of REFUSED.entries()) write(fileOf(file, `refused-${index}`), importing(module));
  for (const [index, [file, module]] of ALLOWED.entries()) write(fileOf(file, `allowed-${index}`), importing(module));
  write('lib/portal/unsafe.ts', UNSAFE_SQL);
  write('lib/billing/any-age.ts', ANY_AGE);
  const biome = path.resolve('node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', 'lib', 'app', 'components'];
  const { stdout } = spawnSync(process.execPath, args, { cwd: tree, encoding: 'utf8' });
  interface Diagnostic {
    message: string;
    location: { path: string };
  }
  for (const { message, location } of (JSON.parse(stdout) as { diagnostics: Diagnostic[] }).diagnostics) {
    said.set(location.path, [...(said.get(location.path) ?? []), message]);
  }
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('lint keeps the direction of imports', () => {
  it.each(REFUSED.map((row, index) => [...row, index] as const))(
    '%s may not import %s',
    (file, _module, message, index) => {
      expect(said.get(fileOf(file, `refused-${index}`))).toEqual([expect.stringContaining(message)]);
    },
  );

  it.each(ALLOWED.map((row, index) => [...row, index] as const))('%s may import %s', (file, _module, index) => {
    expect(said.get(fileOf(file, `allowed-${index}`))).toBeUndefined();
  });
});

describe('lint refuses', () => {
  it('SQL as a plain string', () => {
    expect(said.get('lib/portal/unsafe.ts')).toEqual([expect.stringContaining('open to injection')]);
  });

  it('webhook signatures of any age', () => {
    expect(said.get('lib/billing/any-age.ts')).toEqual([expect.stringContaining('switches the age check')]);
  });
});
