import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { ErrorCode } from '../errors';

/** What one request may cost before anybody knows who sends it. */
export const BODY_BYTES_MAX = 1_048_576;
export const URL_BYTES_MAX = 8_192;
export const HEADER_BYTES_MAX = 16_384;
export const HEADER_COUNT_MAX = 100;

/** Time for a request's headers, and for all of it; connections are looked at once a second. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Longer than load balancers keep theirs (60 s), so that they never send into a connection that is being closed. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
/** How long a sender who is told "too large" may go on sending before the line is cut. */
const LINGER_MS = 1_000;

export const SERVER_OPTIONS = {
  maxHeaderSize: HEADER_BYTES_MAX,
  headersTimeout: HEADERS_TIMEOUT_MS,
  requestTimeout: REQUEST_TIMEOUT_MS,
  keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
  connectionsCheckingInterval: 1_000,
  requireHostHeader: true,
  insecureHTTPParser: false,
} as const;

export function limitServer(server: Server): void {
  // Node drops headers beyond its count silently; refusing is ours (checkRequest), so let all that fit arrive.
  server.maxHeadersCount = 0;
  server.maxRequestsPerSocket = 0;
}

export interface Refusal {
  status: number;
  code: string;
  detail: string;
  headers?: Record<string, string>;
}

export const METHODS_ALLOWED = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const METHODS = new Set(METHODS_ALLOWED);

/** What is wrong with a request before anything of it is used, or undefined. */
export function checkRequest(request: IncomingMessage): (Refusal & { code: ErrorCode }) | undefined {
  const { method = '', url = '', rawHeaders, headers } = request;
  if (!METHODS.has(method)) {
    return {
      status: 405,
      code: 'method_not_allowed',
      detail: 'This method is not supported.',
      headers: { allow: METHODS_ALLOWED.join(', ') },
    };
  }
  if (url.length > URL_BYTES_MAX) {
    return { status: 414, code: 'uri_too_long', detail: `The address may have at most ${URL_BYTES_MAX} bytes.` };
  }
  if (!url.startsWith('/')) return { status: 400, code: 'invalid_request', detail: 'The address must begin with "/".' };
  if (rawHeaders.length > 2 * HEADER_COUNT_MAX) {
    return {
      status: 431,
      code: 'headers_too_large',
      detail: `A request may have at most ${HEADER_COUNT_MAX} headers.`,
    };
  }
  if (countHeader(rawHeaders, 'host') > 1) {
    return { status: 400, code: 'invalid_request', detail: 'A request has one Host header.' };
  }
  if (headers['transfer-encoding'] !== undefined && headers['transfer-encoding'].toLowerCase() !== 'chunked') {
    return { status: 400, code: 'invalid_request', detail: 'The only transfer encoding is chunked.' };
  }
  if (Number(headers['content-length'] ?? 0) > BODY_BYTES_MAX) {
    return {
      status: 413,
      code: 'payload_too_large',
      detail: `A request may have at most ${BODY_BYTES_MAX} bytes.`,
    };
  }
  return undefined;
}

function countHeader(rawHeaders: string[], name: string): number {
  let count = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const header = rawHeaders[i];
    if (header?.length === name.length && header.toLowerCase() === name) count++;
  }
  return count;
}

export const hasBody = (request: IncomingMessage): boolean =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;

const EMPTY = Buffer.alloc(0);

/** The whole body, or undefined when it is larger than allowed. Rejects when the sender goes away. */
export function readBody(request: IncomingMessage, limitBytes = BODY_BYTES_MAX): Promise<Buffer | undefined> {
  if (!hasBody(request)) return Promise.resolve(EMPTY);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limitBytes) {
        request.off('data', onData);
        request.pause();
        resolve(undefined);
        return;
      }
      chunks.push(chunk);
    };
    request.on('data', onData);
    request.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.once('close', () => reject(new Error('the sender went away')));
  });
}

/**
 * After a reply that came before the body was read: what still arrives is thrown away for a moment, because cutting
 * the line at once would take the reply away from a sender who is still sending.
 */
export function closeAfterReply(request: IncomingMessage, response: ServerResponse): void {
  response.shouldKeepAlive = false;
  response.once('finish', () => {
    const { socket } = request;
    request.resume();
    const timer = setTimeout(() => socket.destroy(), LINGER_MS);
    timer.unref();
    socket.once('close', () => clearTimeout(timer));
  });
}
