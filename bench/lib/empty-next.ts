import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type HttpServer, startServer } from './http';
import { runToEnd } from './run-to-end';

const NEXT = 'node_modules/next/dist/bin/next';

/** An app of one empty page, built and served by the same Next: the least that any page of it can weigh. */
export async function startEmptyNext(): Promise<HttpServer> {
  const folder = path.resolve('.coffer/empty-next');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, 'app'), { recursive: true });
  const file = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
  file('package.json', '{ "type": "module", "private": true }\n');
  file(
    'next.config.js',
    `export default { turbopack: { root: ${JSON.stringify(process.cwd())} }, agentRules: false };\n`,
  );
  file('app/layout.jsx', 'export default ({ children }) => <html lang="en"><body>{children}</body></html>;\n');
  file('app/page.jsx', "export const dynamic = 'force-dynamic';\nexport default () => <h1>Empty</h1>;\n");
  await runToEnd(process.execPath, [path.resolve(NEXT), 'build', folder]);
  return startServer(['node', path.resolve(NEXT), 'start', folder, '-p', '0', '-H', '127.0.0.1'], {
    NODE_ENV: 'production',
  });
}
