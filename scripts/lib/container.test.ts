import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), ts.sys.readFile).config,
  ts.sys,
  ROOT,
);

/** Every file of ours that these reach by their imports, from the project's root. */
function reachedFrom(...entries: string[]): Set<string> {
  const reached = new Set<string>();
  const waiting = entries.map((entry) => path.join(ROOT, entry));
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    const name = path.relative(ROOT, file);
    if (reached.has(name)) continue;
    reached.add(name);
    if (!/\.[cm]?tsx?$/.test(file)) continue;
    for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles) {
      const found = ts.resolveModuleName(fileName, file, options, ts.sys).resolvedModule;
      if (found && !found.isExternalLibraryImport) waiting.push(found.resolvedFileName);
    }
  }
  return reached;
}

test('the container image has every file that the server and the migrations load', () => {
  const recipe = readFileSync(path.join(ROOT, 'Dockerfile'), 'utf8');
  const copied = [...recipe.matchAll(/^COPY --from=build \S+ (.+) \S+$/gm)].flatMap(([, what = '']) =>
    what.split(' ').map((place) => place.replace('/app/', '')),
  );
  const reached = reachedFrom('server.ts', 'scripts/migrate.ts');
  expect(reached.size).toBeGreaterThan(100);
  const left = [...reached].filter((file) => !copied.some((place) => file === place || file.startsWith(`${place}/`)));
  expect(left).toEqual([]);
});
