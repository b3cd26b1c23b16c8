import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { useTestDatabase } from '../../testing/database';
import { dispatch, isApiPath } from '../dispatch';
import { ROUTES } from '../routes';
import { buildDocument } from './build-document';

useTestDatabase(); // requests without a key are counted in it

const document = buildDocument(ROUTES);

/** What the app answers beside the described calls: screens with their forms, downloads and polls, and who calls us. */
const ALLOWED = [
  /^\/$/,
  /^\/w\//,
  /^\/admin(\/|$)/,
  /^\/docs$/,
  /^\/(sign-in|sign-out|invite)(\/|$)/,
  /^\/auto-top-up\//, // links in mails
  /^\/api\/auth\//, // next-auth
  /^\/api\/stripe\/webhook$/,
  /^\/v1\/\{\.\.\.path\}$/, // says 404 in the API's own words
];

/** Every address that a file under app/ answers, as OpenAPI writes paths. */
const addresses = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((file) => /^(route|page)\.tsx?$/.test(path.basename(file)))
  .map((file) => {
    const segments = path.dirname(file).split(path.sep);
    const shown = segments.filter(
      (segment) => segment !== '.' && !/^\(.*\)$/.test(segment) && !segment.startsWith('@'),
    );
    return `/${shown.join('/')}`.replace(/\[+([.\w]+)\]+/g, '{$1}');
  });

describe('what the app answers', () => {
  it('is described, or on the list of what need not be', () => {
    expect(addresses.length).toBeGreaterThan(80);
    const strays = addresses.filter(
      (address) => !document.paths[address] && !ALLOWED.some((allowed) => allowed.test(address)),
    );
    expect(strays).toEqual([]);
  });

  it('has every described path', () => {
    expect(Object.keys(document.paths).filter((described) => !addresses.includes(described))).toEqual([]);
  });

  it('keeps screens off the paths of the API', () => {
    const screens = addresses.filter((address) => !document.paths[address] && isApiPath(address));
    expect(screens).toEqual(addresses.filter((address) => address.includes('...path')));
  });
});

const call = (method: string, target: string) =>
  dispatch({
    ...{ method, path: target, query: new URLSearchParams(), headers: {}, body: new Uint8Array() },
    ...{ ip: '127.0.0.1', requestId: 'x' },
  });

describe('what is not described', () => {
  const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

  it.each(Object.keys(document.paths))('of methods on %s is 405 with those that are', async (described) => {
    const known = Object.keys(document.paths[described] ?? {}).map((method) => method.toUpperCase());
    for (const method of METHODS.filter((name) => !known.includes(name))) {
      const reply = await call(method, described.replaceAll(/[{}]/g, ''));
      expect([method, reply.status]).toEqual([method, 405]);
      expect(reply.headers.allow?.split(', ')).toEqual(expect.arrayContaining(known));
    }
  });

  it.each([
    '/v1',
    '/v1/grants/',
    '/v1/nothing',
    '/v2/credits',
    '/credits/a/b',
    '/accounts',
    '/api/v1',
    '/openapi/x.json',
  ])('of paths is 404: %s', async (target) => {
    for (const method of METHODS) expect([method, (await call(method, target)).status]).toEqual([method, 404]);
  });
});
