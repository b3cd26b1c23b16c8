import type { AppError } from '../errors';
import { formatAmount } from './amount';
import type { ApiCall, ApiReply } from './types';

/**
 * RFC 9457 problem details: how Coffer's own API says no. Beside the standard members there are `code` (stable, for
 * programs), `requestId`, the exact facts of the refusal, and `errors`, one for each field that is wrong.
 */
const RESERVED = new Set(['type', 'title', 'status', 'detail', 'instance', 'code', 'requestId', 'errors']);

/**
 * Turns facts into wire values: micro-credits become decimal text under a name without its unit (`availableMicro` →
 * `available`; `limitMicro` beside a `limit` → `limitAmount`), times become ISO text. A name that problem details have
 * for themselves gets a prefix: `status` → `currentStatus`.
 */
export function toWireFacts(facts: Record<string, unknown>): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(facts)) {
    if (value === undefined) continue;
    const plain = name.replace(/Micro$/, '');
    const wireName = plain !== name && plain in facts ? `${plain}Amount` : plain;
    if (plain === 'requestId') continue; // stands among the standard members
    out[RESERVED.has(wireName) ? `current${wireName[0]?.toUpperCase()}${wireName.slice(1)}` : wireName] =
      toWireFact(value);
  }
  return out;
}

function toWireFact(value: unknown): unknown {
  if (typeof value === 'bigint') return formatAmount(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toWireFact);
  if (typeof value === 'object' && value !== null) return toWireFacts(value as Record<string, unknown>);
  return value;
}

/** JSON pointer (RFC 6901) to a field of the request. */
const pointer = (path: (string | number)[]): string =>
  path.map((part) => `/${String(part).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');

/** The body of a problem. */
export function problemBody(error: AppError, call: Pick<ApiCall, 'path' | 'requestId'>): Record<string, unknown> {
  return {
    type: `urn:coffer:problem:${error.code}`,
    title: error.title,
    status: error.status,
    detail: error.detail ?? error.title,
    instance: call.path,
    code: error.code,
    // A refusal answered again under its Idempotency-Key is the first one's, byte for byte.
    requestId: typeof error.facts.requestId === 'string' ? error.facts.requestId : call.requestId,
    ...toWireFacts(error.facts),
    ...(error.fields.length > 0 && {
      errors: error.fields.map(({ path, message }) => ({ pointer: pointer(path), detail: message })),
    }),
  };
}

/** Headers that go with a refusal in every dialect. */
export function refusalHeaders(error: AppError): Record<string, string> {
  return {
    ...(error.retryAfterSeconds !== undefined && { 'retry-after': String(Math.ceil(error.retryAfterSeconds)) }),
    ...(error.status === 401 && { 'www-authenticate': 'Bearer realm="coffer"' }),
  };
}

/** The reply of Coffer's own API to an error. */
export function problemReply(error: AppError, call: Pick<ApiCall, 'path' | 'requestId'>): ApiReply {
  return {
    status: error.status,
    headers: { 'content-type': 'application/problem+json', ...refusalHeaders(error) },
    body: JSON.stringify(problemBody(error, call)),
  };
}
