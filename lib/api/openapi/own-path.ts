import type { z } from 'zod';
import type { OperationSpec } from '../operation';
import type { Route } from '../router';
import type { Entry } from './entries';
import { type Components, schemaOf } from './schema-of';
import type { Json } from './vendor';

/** Statuses with which Coffer's own operations say no. */
const REFUSALS: Record<number, string> = {
  400: 'The request cannot be read.',
  401: 'No valid API key.',
  402: 'Not enough credits, or a budget does not allow it.',
  403: 'The key may not do this.',
  404: 'There is no such thing, or it is not yours.',
  409: 'Conflict with the present state, or the first request with this Idempotency-Key is still running.',
  413: 'The request is too large.',
  415: 'The body is not JSON.',
  422: 'Some fields are not valid, or the Idempotency-Key was used for another request.',
  429: 'Too many requests, or a full queue: wait as long as Retry-After says.',
  500: 'Something went wrong on our side.',
  502: 'The payment provider did not answer as expected.',
  503: 'Temporarily unavailable.',
};
const OF_WRITES = [402, 409, 415, 502];

const statusName = (status: number): string => `Problem${status}`;

/** The shared replies, by name. */
export const refusalComponents = (): Record<string, Json> =>
  Object.fromEntries(
    Object.entries(REFUSALS).map(([status, description]) => [
      statusName(Number(status)),
      {
        description,
        headers: {
          'X-Request-Id': { $ref: '#/components/headers/RequestId' },
          ...(['429', '503'].includes(status) && { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } }),
        },
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );

export const HEADER_COMPONENTS = {
  RequestId: {
    description: "The caller's X-Request-Id when it is harmless in logs, else one of ours. Quote it when you ask us.",
    schema: { type: 'string' },
  },
  IdempotentReplayed: {
    description: '`true`: the reply of an earlier request with the same Idempotency-Key; nothing was done again.',
    schema: { type: 'string', const: 'true' },
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
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string', minLength: 1 },
  }));
}

function queryParameters(query: z.ZodType | undefined, components: Components): Json[] {
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
  const statuses = Object.keys(REFUSALS)
    .map(Number)
    .filter((status) => !isOpen && (isWrite || !OF_WRITES.includes(status)));
  const body = spec.body && schemaOf(spec.body, 'input', components);
  const content = { 'application/json': { schema: schemaOf(entry.reply, 'output', components, closed) } };
  const headers = {
    'X-Request-Id': { $ref: '#/components/headers/RequestId' },
    ...(isWrite && { 'Idempotent-Replayed': { $ref: '#/components/headers/IdempotentReplayed' } }),
  };
  return {
    operationId: entry.operationId,
    summary: spec.summary,
    tags: [entry.tag],
    ...(isOpen && { security: [] }),
    parameters: [
      ...pathParameters(path),
      ...(isOpen ? [] : queryParameters(spec.query, components)),
      parameter('RequestId'),
      ...(isWrite ? [parameter('IdempotencyKey')] : []),
    ],
    ...(body && {
      requestBody: { required: Array.isArray(body.required), content: { 'application/json': { schema: body } } },
    }),
    responses: {
      200: { description: 'Done.', headers, content },
      ...(path === '/api/health' && { 503: { description: 'It cannot do its work.', content } }),
      ...Object.fromEntries(
        statuses.map((status) => [status, { $ref: `#/components/responses/${statusName(status)}` }]),
      ),
    },
  };
}
