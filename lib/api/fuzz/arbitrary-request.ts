import fc, { type Arbitrary } from 'fast-check';
import { ruleOf } from '../../auth/policy';
import { arbitraryOf, type Care } from './arbitrary-value';
import { breakOneRule } from './break-rule';
import type { DescribedRoute } from './describe-routes';
import { GARBAGE_BODIES, type Json, NASTY_TEXTS, RawJson, writeJson } from './nasty-values';
import { SENDERS, type Sender, type World } from './world';

export type Kind = 'valid' | 'boundary' | 'broken' | 'garbage';

/** A request as drawn: readable, and without ids of any world. */
export interface DrawnRequest {
  kind: Kind;
  /** Through a socket and the whole server, or straight to the router. */
  isByHttp: boolean;
  sender: Sender;
  method: string;
  params: Json;
  /** Undefined members of the query are left out; lists repeat the name. */
  query: Json;
  /** Null: none is sent. A text or bytes are sent as they are. */
  body: { json: Json } | { bytes: string | Uint8Array } | null;
  headers: Record<string, string>;
  /** Takes the place of the path's parameters, as it stands. */
  rawSegment: string | null;
}

/** A request as it goes over the line. */
export interface SentRequest {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

const SEGMENTS = [
  '%',
  '%ff',
  '%00',
  '%2F',
  '%2e%2e',
  '..',
  '%C3%28',
  'a%20b',
  '%u0041',
  '*',
  'null',
  '@',
  '~',
  ';a=1',
  "'",
];

/** What a careless client or proxy sends beside the request. */
const HEADERS: Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 14, arbitrary: fc.constant({}) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Record<string, string>>(
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/x-www-form-urlencoded' },
      { 'content-type': 'multipart/form-data; boundary=x' },
      { 'content-type': 'application/json; charset=utf-16' },
      { 'content-type': 'application/json;charset="UTF-8"' },
      { 'content-type': 'application/merge-patch+json' },
      { 'content-type': ';;;' },
      { 'content-encoding': 'gzip' },
      { 'content-encoding': 'br' },
      { accept: 'text/html' },
      { 'x-http-method-override': 'DELETE' },
      { 'x-request-id': 'mine-1' },
      { 'x-request-id': '<script>' },
    ),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom('k1', 'k2', 'x'.repeat(255), 'x'.repeat(256), 'a b', '')
      .map((key) => ({ 'idempotency-key': key })),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Record<string, string>>(
      { authorization: 'Basic eDp5' },
      { authorization: 'Bearer' },
      { authorization: 'Bearer sk_live_a sk_live_b' },
      { 'x-api-key': 'sk_live_another' },
      { 'kable-client-secret': 'half' },
      { 'kable-client-id': 'kci_0' },
    ),
  },
);

/** Mostly somebody who may: the operator's key where only that one may. */
const sendersFor = ({ policy }: DescribedRoute): Arbitrary<Sender> =>
  fc.oneof(
    {
      weight: 20,
      arbitrary: fc.constant<Sender>(policy && ruleOf(policy).on === 'installation' ? 'operator' : 'key'),
    },
    { weight: 5, arbitrary: fc.constantFrom<Sender>('operator', 'member', 'test') },
    { weight: 1, arbitrary: fc.constantFrom(...SENDERS) },
  );

const methodsFor = (route: DescribedRoute): Arbitrary<string> =>
  fc.oneof(
    { weight: 30, arbitrary: fc.constant<string>(route.method) },
    { weight: 1, arbitrary: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS') },
  );

interface Parts {
  params: Arbitrary<Json>;
  query: Arbitrary<Json>;
  body: Arbitrary<DrawnRequest['body']>;
}

/** Who is taken away must be somebody new each time. */
export const fieldOf = ({ method, params }: DescribedRoute, name: string): string =>
  method === 'DELETE' && name === 'userId' && params.length === 1 ? 'newcomer' : name;

function partsOf(route: DescribedRoute, care: Care): Parts {
  const params = fc.record(
    Object.fromEntries(route.params.map((name) => [name, arbitraryOf({ type: 'string' }, fieldOf(route, name), care)])),
  );
  const { body } = route;
  return {
    params: params as Arbitrary<Json>,
    query: arbitraryOf(route.query, '', care).map((value) => (isRecord(value) ? value : {})),
    body: body ? arbitraryOf(body, '', care).map((json) => ({ json })) : fc.constant(null),
  };
}

const isRecord = (value: Json): value is { [name: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof RawJson);

const recordOf = (value: Json): { [name: string]: Json } => (isRecord(value) ? value : { value });

/** One part of the request with one rule broken, the others as they should be. */
function brokenParts(route: DescribedRoute): Arbitrary<Pick<DrawnRequest, 'params' | 'query' | 'body'>> {
  const { params, query, body } = partsOf(route, 'valid');
  const queries = fc.record({ params, query: breakOneRule(query).map(recordOf), body });
  const paths = fc.record({ params: breakOneRule(params).map(recordOf), query, body });
  if (!route.body) return route.params.length > 0 ? fc.oneof(queries, paths) : queries;
  const broken = breakOneRule(arbitraryOf(route.body, '', 'valid')).map((json) => ({ json }));
  const bodies = fc.record({ params, query, body: broken });
  return fc.oneof({ weight: 4, arbitrary: bodies }, { weight: 1, arbitrary: queries });
}

const garbageParts = (route: DescribedRoute): Arbitrary<Pick<DrawnRequest, 'params' | 'query' | 'body'>> =>
  fc.record({
    params: fc.oneof(partsOf(route, 'valid').params, partsOf(route, 'boundary').params),
    query: fc.oneof(
      partsOf(route, 'valid').query,
      fc.dictionary(fc.constantFrom('limit', 'cursor', 'userId', 'a', '', ...NASTY_TEXTS.slice(6)), fc.string(), {
        maxKeys: 4,
      }) as Arbitrary<Json>,
    ),
    body: fc
      .oneof(
        fc.constantFrom<string | Uint8Array>(...GARBAGE_BODIES),
        fc.json({ maxDepth: 5 }),
        fc.uint8Array({ maxLength: 60 }),
      )
      .map((bytes) => ({ bytes })),
  });

/** Requests to one route: 40 % as they should be, 30 % at the edges, 20 % with one rule broken, 10 % nonsense. */
export function requestsTo(route: DescribedRoute): Arbitrary<DrawnRequest> {
  const drawn = (kind: Kind, parts: Arbitrary<Pick<DrawnRequest, 'params' | 'query' | 'body'>>) =>
    fc
      .record({
        parts,
        sender: sendersFor(route),
        method: methodsFor(route),
        headers: HEADERS,
        isByHttp: fc.nat(19).map((number) => number === 19),
        rawSegment: kind === 'valid' ? fc.constant(null) : fc.option(fc.constantFrom(...SEGMENTS), { freq: 12 }),
      })
      .map(({ parts: { params, query, body }, ...rest }): DrawnRequest => ({ kind, params, query, body, ...rest }));
  return fc.oneof(
    { weight: 4, arbitrary: drawn('valid', fc.record(partsOf(route, 'valid'))) },
    { weight: 3, arbitrary: drawn('boundary', fc.record(partsOf(route, 'boundary'))) },
    { weight: 2, arbitrary: drawn('broken', brokenParts(route)) },
    { weight: 1, arbitrary: drawn('garbage', garbageParts(route)) },
  );
}

/** An address has no place for half a surrogate pair. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

const textOf = (value: Json): string => wellFormed(typeof value === 'string' ? value : writeJson(value));

function queryText(query: Json): string {
  const out = new URLSearchParams();
  for (const [name, value] of Object.entries(recordOf(query))) {
    for (const item of [value].flat()) out.append(wellFormed(name), textOf(item));
  }
  return out.toString();
}

/** The path; a parameter that nothing is given for is an empty segment. */
function pathOf(route: DescribedRoute, params: Json, rawSegment: string | null): string {
  return route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = recordOf(params)[name];
    return rawSegment ?? (value === undefined ? '' : encodeURIComponent(textOf(value)));
  });
}

function bytesOf(body: DrawnRequest['body'], filled: Json): Uint8Array {
  if (body === null) return new Uint8Array();
  if ('json' in body) return Buffer.from(writeJson(filled));
  return typeof body.bytes === 'string' ? Buffer.from(body.bytes) : body.bytes;
}

/** Puts a world's ids in and writes it down. */
export async function writeRequest(route: DescribedRoute, drawn: DrawnRequest, world: World): Promise<SentRequest> {
  const [params, query, json] = await Promise.all([
    world.fill(drawn.params),
    world.fill(drawn.query),
    drawn.body && 'json' in drawn.body ? world.fill(drawn.body.json) : null,
  ]);
  const body = bytesOf(drawn.body, json);
  return {
    method: drawn.method,
    path: pathOf(route, params, drawn.rawSegment),
    query: queryText(query),
    headers: {
      ...world.headersOf(drawn.sender, route.wire),
      ...(body.length > 0 && { 'content-type': 'application/json' }),
      ...drawn.headers,
    },
    body,
  };
}
