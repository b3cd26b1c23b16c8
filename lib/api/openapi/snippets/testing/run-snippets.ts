import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ReadRequest, readCurl, readPython } from './read-snippet';

/** A snippet with real ids in it, and whom and where it calls. */
export interface ReadySnippet {
  source: string;
  url: string;
  key: string;
}

/** What went wrong with each snippet; empty for those that ran to their end. */
export type Outcomes = string[];

interface Language {
  lang: 'Shell' | 'TypeScript' | 'Python';
  /** The command that must be there; undefined: Node, which is. */
  command?: string;
  extension: string;
  runner: string;
  args(runner: string): [command: string, args: string[]];
  /** How the request is read where the command is missing. */
  read?(source: string): ReadRequest;
}

/** Every runner reads `list.json`, runs one snippet after the other and says `{"index", "error"}` line by line. */
const NODE_RUNNER = `
import { readFileSync } from 'node:fs';
console.log = () => {};
for (const [index, { file, url, key }] of JSON.parse(readFileSync(process.argv[2]!, 'utf8')).entries()) {
  Object.assign(process.env, { COFFER_URL: url, COFFER_KEY: key });
  let error = '';
  try { await import(file); } catch (thrown) { error = String(thrown); }
  process.stdout.write(JSON.stringify({ index, error }) + '\\n');
}`;

const PYTHON_RUNNER = `
import contextlib, io, json, os, sys
for index, item in enumerate(json.load(open(sys.argv[1]))):
    os.environ["COFFER_URL"], os.environ["COFFER_KEY"] = item["url"], item["key"]
    error = ""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(open(item["file"]).read(), item["file"], "exec"), {})
    except Exception as thrown:
        error = repr(thrown)
    print(json.dumps({"index": index, "error": error}), flush=True)
`;

const shellRunner = (list: { file: string; url: string; key: string }[]): string =>
  list
    .map(
      ({ file, url, key }, index) =>
        `if out=$(COFFER_URL='${url}' COFFER_KEY='${key}' sh '${file}' 2>&1); then printf '{"index":${index},"error":""}\\n'; else printf '{"index":${index},"error":"failed"}\\n'; fi`,
    )
    .join('\n');

export const LANGUAGES: Language[] = [
  { lang: 'Shell', command: 'curl', extension: 'sh', runner: '', args: (runner) => ['sh', [runner]], read: readCurl },
  {
    lang: 'TypeScript',
    extension: 'mts',
    runner: NODE_RUNNER,
    args: (runner) => [process.execPath, ['--import', 'tsx', runner]],
  },
  {
    lang: 'Python',
    command: 'python3',
    extension: 'py',
    runner: PYTHON_RUNNER,
    args: (runner) => ['python3', [runner]],
    read: readPython,
  },
];

function run(command: string, args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const { NODE_OPTIONS: _, ...env } = process.env;
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.once('error', (error) => resolve({ code: null, out, err: String(error) }));
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

/** Whether this machine can run the language at all. */
export const canRun = async ({ command }: Language): Promise<boolean> =>
  command === undefined || (await run(command, ['--version'])).code === 0;

/** Runs all snippets of a language in one process, one after the other. */
export async function runSnippets(language: Language, snippets: ReadySnippet[]): Promise<Outcomes> {
  const folder = await mkdtemp(path.join(tmpdir(), 'coffer-snippets-'));
  try {
    const list = await Promise.all(
      snippets.map(async ({ source, url, key }, index) => {
        const file = path.join(folder, `snippet-${index}.${language.extension}`);
        await writeFile(file, source);
        return { file, url, key };
      }),
    );
    const runner = path.join(folder, `run.${language.extension}`);
    await writeFile(runner, language.runner === '' ? shellRunner(list) : language.runner);
    await writeFile(path.join(folder, 'list.json'), JSON.stringify(list));
    const [command, args] = language.args(runner);
    const { out, err } = await run(command, [...args, path.join(folder, 'list.json')]);
    const errors: Outcomes = snippets.map(() => `it was never run: ${err.slice(0, 500)}`);
    for (const line of out.split('\n').filter(Boolean)) {
      const { index, error } = JSON.parse(line) as { index: number; error: string };
      errors[index] = error;
    }
    return errors;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Sends what the snippets ask for, as read from their text: for machines that cannot run them. */
export async function sendSnippets(read: (source: string) => ReadRequest, snippets: ReadySnippet[]): Promise<Outcomes> {
  const errors: Outcomes = [];
  for (const { source, url, key } of snippets) {
    const { method, target, headers, needsKey, body } = read(source);
    const reply = await fetch(url + target, {
      method,
      headers: { ...headers, ...(needsKey && { authorization: `Bearer ${key}` }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    errors.push(reply.ok ? '' : `${reply.status} ${await reply.text()}`);
  }
  return errors;
}
