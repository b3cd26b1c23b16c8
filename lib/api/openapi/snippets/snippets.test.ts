import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useSandbox } from '@/sandbox/stripe/testing/client';
import { dropSingleton } from '../../../singleton';
import { useTestDatabase } from '../../../testing/database';
import { dispatch } from '../../dispatch';
import { ROUTES } from '../../routes';
import { CLOSED_DOCUMENT, checkReplyTo } from '../../testing/described';
import { ENTRIES } from '../entries';
import type { Json } from '../vendor';
import type { CodeSample } from './code-samples';
import { plainHeaders, snippetRequest } from './snippet-request';
import { makeSnippetHousehold } from './testing/household';
import { readCurl, readPython } from './testing/read-snippet';
import { canRun, LANGUAGES, type ReadySnippet, runSnippets, sendSnippets } from './testing/run-snippets';
import { typeErrors } from './testing/type-errors';

useTestDatabase();
const box = useSandbox();

/** What came to the server, by the number that stands before the path. */
const seen = new Map<string, { line: string; status: number; fault: string }[]>();

const server = createServer(async (request, response) => {
  const [, number = '', target = '/'] = /^\/([^/]+)(\/.*)$/.exec(request.url ?? '') ?? [];
  const [path = '/', query = ''] = target.split('?');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = 'GET', headers } = request;
  const call = {
    ...{ method, path, query: new URLSearchParams(query), body: Buffer.concat(chunks) },
    ...{ headers: headers as Record<string, string | undefined>, ip: '127.0.0.1', requestId: number },
  };
  const reply = await dispatch(call);
  let fault = '';
  try {
    checkReplyTo(call, reply);
  } catch (error) {
    fault = String(error);
  }
  seen.set(number, [...(seen.get(number) ?? []), { line: `${method} ${path}`, status: reply.status, fault }]);
  response.writeHead(reply.status, reply.headers).end(reply.body);
});

beforeAll(async () => {
  process.env.STRIPE_SECRET_KEY = 'sk_test_sandbox';
  process.env.STRIPE_API_BASE = box.server.url;
  dropSingleton('stripe');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  dropSingleton('stripe');
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Own calls in an order in which none takes away what a later one needs: what ends things comes last. */
const OPERATIONS = ROUTES.filter(({ method, path }) => `${method} ${path}` in ENTRIES)
  .map(({ method, path }) => ({ method, path, line: `${method} ${path}`, entry: ENTRIES[`${method} ${path}`] }))
  .sort(
    (a, b) =>
      Number(a.method === 'DELETE') - Number(b.method === 'DELETE') ||
      (a.method === 'DELETE' ? b.path.length - a.path.length : 0),
  );

const operationOf = (method: string, path: string): Json =>
  (CLOSED_DOCUMENT.paths[path] as Json)[method.toLowerCase()] as Json;

const samplesOf = (method: string, path: string) => operationOf(method, path)['x-codeSamples'] as CodeSample[];

describe('every own call has a snippet', () => {
  it.each(OPERATIONS)('$line', ({ method, path, entry }) => {
    const samples = samplesOf(method, path);
    expect(samples.map(({ lang }) => lang)).toEqual(LANGUAGES.map(({ lang }) => lang));
    const isOpen = Array.isArray(operationOf(method, path).security);
    const { idempotencyKey: _, ...request } = snippetRequest({ method, path }, entry?.example, isOpen);
    const expected = {
      ...request,
      headers: Object.fromEntries(plainHeaders(snippetRequest({ method, path }, entry?.example, isOpen))),
    };
    const [shell, , python] = samples;
    expect(readCurl(shell?.source ?? '')).toEqual(expected);
    expect(readPython(python?.source ?? '')).toEqual(expected);
  });
});

describe('snippets in TypeScript', () => {
  it('pass a strict compiler', () => {
    const sources = OPERATIONS.map(({ method, path }) => samplesOf(method, path)[1]?.source ?? '');
    expect(typeErrors([...sources, 'const wrong: number = await fetch("");'])).toEqual([
      expect.stringContaining("Type 'Response' is not assignable to type 'number'"), // it does look
    ]);
  });
});

// One process for each language. Where curl or Python is missing, what the snippets ask for is read from their text
// and sent, which the tests above show to be the same request.
describe.each(LANGUAGES)('snippets in $lang', (language) => {
  it('do what their call does', async () => {
    const home = await makeSnippetHousehold(language.lang.toLowerCase());
    const { port } = server.address() as AddressInfo;
    const snippets: ReadySnippet[] = [];
    for (const [index, { method, path, entry }] of OPERATIONS.entries()) {
      const source = samplesOf(method, path).find(({ lang }) => lang === language.lang)?.source ?? '';
      snippets.push({
        source: await home.fill(source),
        url: `http://127.0.0.1:${port}/${language.lang}-${index}`,
        key: entry?.caller === 'operator' ? home.operatorKey : home.key,
      });
    }
    const { read } = language;
    const isRun = (await canRun(language)) || read === undefined;
    process.stdout.write(`${language.lang}: ${isRun ? 'run' : 'read and sent, because it is not installed'}\n`);
    const errors = isRun ? await runSnippets(language, snippets) : await sendSnippets(read, snippets);
    const faults = OPERATIONS.flatMap(({ line }, index) => {
      const replies = seen.get(`${language.lang}-${index}`) ?? [];
      const [reply] = replies;
      const isRight = new RegExp(`^${line.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(reply?.line ?? '');
      const isFine = replies.length === 1 && isRight && reply?.status === 200 && reply.fault === '' && !errors[index];
      return isFine ? [] : [{ line, error: errors[index], replies }];
    });
    expect(faults).toEqual([]);
  }, 300_000);
});
