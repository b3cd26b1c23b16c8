import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { ApiReply } from '../types';
import { type Reader, readerOf } from '../wires/testing/reader';
import type { SentRequest } from './arbitrary-request';
import type { DescribedRoute } from './describe-routes';

const READERS: Reader[] = (['openmonetize', 'togai', 'flowhunt', 'kable'] as const).map(readerOf);

const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));

const isProblem = ajv.compile({
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'requestId'],
  properties: {
    type: { type: 'string', pattern: '^urn:coffer:problem:[a-z_]+$' },
    title: { type: 'string', minLength: 1 },
    status: { type: 'integer', minimum: 400, maximum: 499 },
    detail: { type: 'string', minLength: 1 },
    instance: { type: 'string' },
    code: { type: 'string', pattern: '^[a-z_]+$' },
    requestId: { type: 'string', minLength: 1 },
    errors: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['pointer', 'detail'],
        properties: { pointer: { type: 'string', pattern: '^(/[^]*)?$' }, detail: { type: 'string', minLength: 1 } },
      },
    },
  },
});

/** What every success of Coffer's own calls is: data, and for lists where they go on. */
const isSuccess = ajv.compile({
  type: 'object',
  required: ['data'],
  properties: {
    data: { type: ['object', 'array'] },
    page: {
      type: 'object',
      additionalProperties: false,
      required: ['next', 'previous'],
      properties: { next: { type: ['string', 'null'] }, previous: { type: ['string', 'null'] } },
    },
  },
});

/** Members that hold credits or money are decimal text, and times are UTC with milliseconds, wherever they stand. */
const AMOUNTS = /^(amount|balance\w*|\w+Balance|debt|remaining|reserved|captured|used|limit|total|scheduled|unitCost)$/;
const AMOUNT_TEXT = /^-?(0|[1-9]\d*)(\.\d*[1-9])?$/;
const TIMES = /^(at|asOf|\w+At|period(Start|End))$/;
const TIME_TEXT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const FREE = new Set(['metadata', 'errors', 'error']);

function checkFigures(value: unknown, name = ''): void {
  if (Array.isArray(value)) {
    for (const item of value) checkFigures(item, name);
    return;
  }
  if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) if (!FREE.has(key)) checkFigures(item, key);
    return;
  }
  if (value === null) return;
  if (AMOUNTS.test(name) && !(typeof value === 'string' && AMOUNT_TEXT.test(value))) {
    throw new Error(`${name} is no exact amount: ${JSON.stringify(value)}`);
  }
  if (TIMES.test(name) && !(typeof value === 'string' && TIME_TEXT.test(value))) {
    throw new Error(`${name} is no time: ${JSON.stringify(value)}`);
  }
}

const GRANT = { method: 'POST', path: '/v1/credits/grant' };

const READ_STATUSES = [200, 400, 401, 403, 404, 405, 415, 422, 429];
const WRITE_STATUSES = [...READ_STATUSES, 402, 409, 413];
/** The server's own, before anybody looks at the path. */
const SERVER_STATUSES = [413, 414, 431];

const STACK = /\n\s+at \S|node_modules|\.[jt]s:\d+|\bat (async )?\w+ \(/;

/** Throws what is wrong with the reply to a request. */
export function checkReply(route: DescribedRoute, call: SentRequest, reply: ApiReply): void {
  const { status, body, headers } = reply;
  if (status >= 500) throw new Error(`a ${status}: ${body}`);
  if (!/^[\x21-\x7e]+$/.test(headers['x-request-id'] ?? '')) throw new Error('no X-Request-Id');
  if (call.method === 'HEAD' || status === 204) {
    if (body !== '') throw new Error(`a body where none belongs: ${body}`);
    if (status === 204 && call.method !== 'OPTIONS') throw new Error('204 for a call that has an answer');
    return;
  }
  if (STACK.test(body)) throw new Error(`something of our code shows: ${body}`);
  if (!/^application\/(problem\+)?json$/.test(headers['content-type'] ?? '')) {
    throw new Error(`a reply of type ${headers['content-type']}`);
  }
  const parsed: unknown = JSON.parse(body);
  if (SERVER_STATUSES.includes(status)) return;
  const reader = READERS.find(({ paths }) => paths.includes(templateForReaders(route)));
  if (reader && isLike(route.path, call.path)) {
    // OpenMonetize's balance is ours too and takes a query of ours, so it has refusals that the vendor's file leaves out
    // there; they look like those of the vendor's other calls.
    const like =
      route.wire === 'coffer' && status >= 400 ? GRANT : { method: call.method, path: newerGenerationOf(call.path) };
    reader.check({ ...like, status, text: body });
    return;
  }
  if (route.wire === 'coffer' && route.policy !== null) checkOwnReply(route, call, reply, parsed);
}

function checkOwnReply(route: DescribedRoute, call: SentRequest, { status, body }: ApiReply, parsed: unknown): void {
  const declared = route.method === 'GET' ? READ_STATUSES : WRITE_STATUSES;
  // Another method may be another route's.
  if (call.method === route.method && !declared.includes(status)) throw new Error(`${status} is not declared: ${body}`);
  const isFine = status < 400 ? isSuccess : isProblem;
  if (!isFine(parsed)) throw new Error(`${status} is not within its schema: ${ajv.errorsText(isFine.errors)}\n${body}`);
  if (status >= 400 && (parsed as { status: number }).status !== status) throw new Error('two statuses in one reply');
  if (status < 400) checkFigures(parsed);
}

/** Newer clients of OpenMonetize leave the customer out; the replies are the same. */
const newerGenerationOf = (path: string): string => path.replace(/^\/v1\/users\//, '/v1/customers/own/users/');

const templateForReaders = ({ path }: DescribedRoute): string =>
  path.replace(/^\/v1\/users\//, '/v1/customers/{customerId}/users/');

const isLike = (template: string, path: string): boolean =>
  new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
