import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { closeAfterReply, hasBody, type Refusal } from './limits';
import { CLOSED_POLICY } from './security-headers';

function bodyOf({ status, code, detail }: Refusal, requestId?: string): string {
  return JSON.stringify({
    type: `urn:coffer:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Refused',
    status,
    detail,
    code,
    ...(requestId && { requestId }),
  });
}

const REFUSAL_HEADERS = {
  'content-type': 'application/problem+json',
  'cache-control': 'no-store',
  'content-security-policy': CLOSED_POLICY,
};

/** Answers a request that goes nowhere. A body that was not read takes the connection with it. */
export function refuseRequest(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
  requestId: string,
): void {
  const body = bodyOf(refusal, requestId);
  if (hasBody(request)) closeAfterReply(request, response);
  response.writeHead(refusal.status, {
    ...REFUSAL_HEADERS,
    ...refusal.headers,
    'content-length': Buffer.byteLength(body),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Answers on a bare socket, where there is no request that could be read, and closes it. */
export function refuseSocket(socket: Duplex, refusal: Refusal, fixedHeaders: Record<string, string>): void {
  if (socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const body = bodyOf(refusal);
  const headers = {
    ...fixedHeaders,
    ...REFUSAL_HEADERS,
    ...refusal.headers,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const status = `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ''}`;
  socket.end([status, ...lines, '', body].join('\r\n'));
}

/** What Node adds to the errors of its parser. */
export type ParseError = Error & { code?: string; rawPacket?: Buffer };

const REQUEST_LINE = /^[A-Z]+ \S+ HTTP\/1\.[01]/;

/** What a request that Node's parser gave up on is told. */
export function refusalOfParseError(error: ParseError): Refusal | undefined {
  switch (error.code) {
    case 'ECONNRESET':
    case 'EPIPE':
      return undefined; // nobody is left to tell
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, code: 'headers_too_large', detail: 'The headers of the request are too large.' };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, code: 'request_timeout', detail: 'The request took too long to arrive.' };
    case 'HPE_INVALID_METHOD':
      if (!REQUEST_LINE.test(error.rawPacket?.toString('latin1') ?? '')) break; // not HTTP at all
      return { status: 405, code: 'method_not_allowed', detail: 'This method is not supported.' };
  }
  return { status: 400, code: 'invalid_request', detail: 'This is not a well-formed HTTP request.' };
}
