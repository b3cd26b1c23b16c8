import { checkReplyTo } from '../testing/described';
import type { ApiReply } from '../types';
import { type Reader, readerOf } from '../wires/testing/reader';
import type { SentRequest } from './arbitrary-request';
import type { DescribedRoute } from './describe-routes';

const READERS: Reader[] = (['openmonetize', 'togai', 'flowhunt', 'kable'] as const).map(readerOf);

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
    reader.check({ method: call.method, path: newerGenerationOf(call.path), status, text: body });
    return;
  }
  checkReplyTo(call, reply);
  if (route.wire === 'coffer' && route.policy !== null && status < 400) checkFigures(parsed);
}

/** Newer clients of OpenMonetize leave the customer out; the replies are the same. */
const newerGenerationOf = (path: string): string => path.replace(/^\/v1\/users\//, '/v1/customers/own/users/');

const templateForReaders = ({ path }: DescribedRoute): string =>
  path.replace(/^\/v1\/users\//, '/v1/customers/{customerId}/users/');

const isLike = (template: string, path: string): boolean =>
  new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
