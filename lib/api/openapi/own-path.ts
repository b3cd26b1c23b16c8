import type { z } from 'zod';
import type { ErrorCode } from '../../errors';
import type { OperationSpec } from '../operation';
import type { Route } from '../router';
import { ENTRIES } from './entries';
import { type Entry, EXAMPLE_PARAMS } from './entries/entry';
import { ERROR_CODES, exampleRefs, statusOf, titleOf } from './error-catalogue';
import { type Components, schemaOf } from './schema-of';
import { codeSamples } from './snippets/code-samples';
import type { Json } from './vendor';

const NO_LIMITS: Json = {};

/** What tells a caller how much it may still ask. */
const LIMIT_HEADERS: Json = {
  RateLimit: { $ref: '#/components/headers/RateLimit' },
  'RateLimit-Policy': { $ref: '#/components/headers/RateLimitPolicy' },
};

/** With these statuses comes the time to wait. */
const WAITING = [409, 429, 503];

/** Codes with which any call may be refused that asks who calls. */
const ALWAYS: readonly ErrorCode[] = [
  'invalid_request',
  'unauthenticated',
  'forbidden',
  'not_found',
  'payload_too_large',
  'uri_too_long',
  'validation_failed',
  'headers_too_large',
  'rate_limited',
  'internal',
  'unavailable',
];

/** Every code with which this operation may say no. */
export function codesOf({ method, path }: Pick<Route, 'method' | 'path'>, spec: OperationSpec): ErrorCode[] {
  if (spec.policy === null) return [];
  const own = ENTRIES[`${method} ${path}`]?.codes ?? [];
  const ofWrites: ErrorCode[] = method === 'GET' ? [] : ['idempotency_in_progress', 'idempotency_key_reused'];
  const ofBodies: ErrorCode[] = spec.body ? ['unsupported_media_type'] : [];
  const all = new Set([...ALWAYS, ...ofWrites, ...ofBodies, ...own]);
  return ERROR_CODES.filter((code) => all.has(code));
}

const statusName = (status: number): string => `Problem${status}`;

/** One reply for all codes of a status. */
function refusal(status: number, codes: readonly ErrorCode[]): Json {
  return {
    description: codes.map((code) => `\`${code}\`: ${titleOf(code)}.`).join(' '),
    headers: {
      'X-Request-Id': { $ref: '#/components/headers/RequestId' },
      ...(status === 401 ? NO_LIMITS : LIMIT_HEADERS),
      ...(WAITING.includes(status) && { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } }),
    },
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: exampleRefs(codes),
      },
    },
  };
}

const byStatus = (codes: readonly ErrorCode[]): Map<number, ErrorCode[]> =>
  codes.reduce((map, code) => map.set(statusOf(code), [...(map.get(statusOf(code)) ?? []), code]), new Map());

/** The replies that many calls share, by name: those with the codes that any call may be refused with. */
export const refusalComponents = (): Record<string, Json> =>
  Object.fromEntries([...byStatus(ALWAYS)].map(([status, codes]) => [statusName(status), refusal(status, codes)]));

const SHARED = byStatus(ALWAYS);

function refusalsOf(codes: readonly ErrorCode[]): Record<string, Json> {
  const isShared = (status: number, own: ErrorCode[]) => own.join() === SHARED.get(status)?.join();
  return Object.fromEntries(
    [...byStatus(codes)].map(([status, own]) => [
      status,
      isShared(status, own) ? { $ref: `#/components/responses/${statusName(status)}` } : refusal(status, own),
    ]),
  );
}

/** On every reply of a call that asks who calls. */
export const REPLY_HEADERS: Json = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' }, ...LIMIT_HEADERS };

export const HEADER_COMPONENTS = {
  RequestId: {
    description: "The caller's X-Request-Id when it is harmless in logs, else one of ours. Quote it when you ask us.",
    schema: { type: 'string' },
  },
  IdempotentReplayed: {
    description: '`true`: the reply of an earlier request with the same Idempotency-Key; nothing was done again.',
    schema: { type: 'string', const: 'true' },
  },
  RateLimit: {
    description:
      'What is left, as a structured list: `"key";r=998;t=7` says that 998 more requests are allowed within 7 seconds. Shared by all processes.',
    schema: { type: 'string' },
    example: '"key";r=998;t=7',
  },
  RateLimitPolicy: {
    description: 'The rule behind it: `"key";q=1000;w=10` allows 1000 requests in 10 seconds.',
    schema: { type: 'string' },
    example: '"key";q=1000;w=10',
  },
  RetryAfter: { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 0 } },
};

export const PARAMETER_COMPONENTS = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'Makes a repetition safe: the same key with the same request is done once. Keep it for all retries.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
  },
  RequestId: {
    name: 'X-Request-Id',
    in: 'header',
    description: 'Your own id of this request; it comes back and stands in our log.',
    schema: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$' },
  },
  CustomerId: {
    name: 'customerId',
    in: 'query',
    description: "The customer: our id or the operator's own id. Required with an operator's key.",
    schema: { type: 'string' },
  },
};

const parameter = (name: keyof typeof PARAMETER_COMPONENTS): Json => ({ $ref: `#/components/parameters/${name}` });

/** Path parameters are text whatever the schema says of them; their names stand in the path. */
function pathParameters(path: string): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', minLength: 1 },
    example: EXAMPLE_PARAMS[name],
  }));
}

function queryParameters(query: z.ZodType | undefined, example: Entry['example'], components: Components): Json[] {
  if (!query) return [parameter('CustomerId')];
  const { properties = {}, required = [] } = schemaOf(query, 'input', components) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description !== undefined && { description }),
    schema,
    ...(example?.query?.[name] !== undefined && { example: example.query[name] }),
  }));
}

interface OwnOperation {
  route: Route;
  spec: OperationSpec;
  entry: Entry;
  components: Components;
  closed: boolean;
}

/** One operation of Coffer's own API, from the schemas that parse its requests and the one its reply is held against. */
export function describeOwn({ route: { method, path }, spec, entry, components, closed }: OwnOperation): Json {
  const isWrite = method !== 'GET';
  const isOpen = spec.policy === null;
  const body = spec.body && schemaOf(spec.body, 'input', components);
  const content = { 'application/json': { schema: schemaOf(entry.reply, 'output', components, closed) } };
  const headers = {
    'X-Request-Id': { $ref: '#/components/headers/RequestId' },
    ...(isOpen ? NO_LIMITS : LIMIT_HEADERS),
    ...(isWrite && { 'Idempotent-Replayed': { $ref: '#/components/headers/IdempotentReplayed' } }),
  };
  return {
    operationId: entry.operationId,
    summary: spec.summary,
    description: entry.description,
    tags: [entry.tag],
    ...(isOpen && { security: [] }),
    parameters: [
      ...pathParameters(path),
      ...(isOpen ? [] : queryParameters(spec.query, entry.example, components)),
      parameter('RequestId'),
      ...(isWrite ? [parameter('IdempotencyKey')] : []),
    ],
    ...(body && {
      requestBody: {
        required: Array.isArray(body.required),
        content: { 'application/json': { schema: body, ...(entry.example?.body && { example: entry.example.body }) } },
      },
    }),
    responses: {
      200: { description: 'Done.', headers, content },
      ...(path === '/api/health' && { 503: { description: 'It cannot do its work.', content } }),
      ...refusalsOf(codesOf({ method, path }, spec)),
    },
    'x-codeSamples': codeSamples({ method, path }, entry.example, isOpen),
  };
}
