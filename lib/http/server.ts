import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { isApiPath } from '../api/dispatch';
import { requestIdOf } from '../api/headers';
import { answerOnNode, refuseOnNode } from '../api/node-door';
import { log } from '../log';
import { logWhenDone } from './access-log';
import { checkRequest, limitServer, METHODS_ALLOWED, SERVER_OPTIONS } from './limits';
import { identifyClient, stripHeaders, type TrustList, tellNext } from './proxies';
import { type ParseError, refusalOfParseError, refuseRequest, refuseSocket } from './refuse';
import type { SecurityPolicy } from './security-headers';

export interface CofferServer {
  server: Server;
  /** Replies that are not finished yet. */
  inFlight: ReadonlySet<ServerResponse>;
  connections: ReadonlySet<Socket>;
  /** From now on every reply ends its connection. */
  beginStop(): void;
}

export interface CofferServerOptions {
  security: SecurityPolicy;
  isTrustedProxy: TrustList;
  /** Everything that is not the API. */
  handleNext(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Only in development, for reload; absent: nothing is ever upgraded. */
  handleUpgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

/**
 * The thin server around Next: limits, trusted proxies, security headers, request ids and the access log for every
 * request; the API is answered here, on bare node:http, and the rest is passed on.
 */
export function createCofferServer(options: CofferServerOptions): CofferServer {
  const inFlight = new Set<ServerResponse>();
  const connections = new Set<Socket>();
  let isStopping = false;
  const server = createServer(SERVER_OPTIONS, (request, response) => {
    inFlight.add(response);
    response.once('close', () => inFlight.delete(response));
    if (isStopping) response.shouldKeepAlive = false;
    answer(request, response, options).catch((error: unknown) => fail(request, response, error));
  });
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  limitServer(server);
  refuseOddities(server, options);
  return {
    server,
    inFlight,
    connections,
    beginStop: () => {
      isStopping = true;
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { security, isTrustedProxy, handleNext }: CofferServerOptions,
): Promise<void> {
  const url = request.url ?? '/';
  const queryAt = url.indexOf('?');
  // A client whose base URL ends in a slash sends two of them; Next would redirect it, which an API never does.
  const path = (queryAt < 0 ? url : url.slice(0, queryAt)).replace(/^\/{2,}/, '/');
  const requestId = requestIdOf(request.headers['x-request-id'] as string | undefined);
  const client = identifyClient(request, isTrustedProxy);
  request.headers['x-request-id'] = requestId;
  response.setHeader('x-request-id', requestId);
  for (const name in security.fixed) response.setHeader(name, security.fixed[name] as string);
  logWhenDone(request, response, { path, requestId, ip: client.ip });

  const refusal = checkRequest(request);
  if (refusal) {
    if (isApiPath(path)) refuseOnNode(request, response, refusal, { path, ip: client.ip });
    else refuseRequest(request, response, refusal, requestId);
    return;
  }
  if (isApiPath(path)) {
    await answerOnNode(request, response, { path, query: queryAt < 0 ? '' : url.slice(queryAt + 1), ip: client.ip });
    return;
  }
  // Next reads bodies without a limit; with a stated length, which checkRequest has judged, there is one.
  if (request.headers['transfer-encoding'] !== undefined) {
    const detail = 'State the length of the body (Content-Length).';
    refuseRequest(request, response, { status: 411, code: 'length_required', detail }, requestId);
    return;
  }
  stripHeaders(request);
  tellNext(request, client);
  const policy = security.forPage(randomBytes(16).toString('base64'));
  request.headers['content-security-policy'] = policy; // where Next looks for the nonce
  response.setHeader('content-security-policy', policy);
  await handleNext(request, response);
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  log.error({ err: error, requestId: request.headers['x-request-id'] }, 'a request failed');
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const detail = 'Something went wrong on our side. The request id finds it in our log.';
  refuseRequest(
    request,
    response,
    { status: 500, code: 'internal', detail },
    String(request.headers['x-request-id'] ?? ''),
  );
}

/** What never becomes a request: unreadable bytes, CONNECT, upgrades, expectations we do not know. */
function refuseOddities(server: Server, { security, handleUpgrade }: CofferServerOptions): void {
  const refuse = (socket: Duplex, refusal: Parameters<typeof refuseSocket>[1]) =>
    refuseSocket(socket, refusal, security.fixed);
  const allow = { allow: METHODS_ALLOWED.join(', ') };
  server.on('clientError', (error: ParseError, socket) => {
    const refusal = refusalOfParseError(error);
    if (!refusal) {
      socket.destroy();
      return;
    }
    refuse(socket, refusal.status === 405 ? { ...refusal, headers: allow } : refusal);
  });
  server.on('connect', (_request, socket) => {
    refuse(socket, { status: 405, code: 'method_not_allowed', detail: 'This is not a proxy.', headers: allow });
  });
  server.on('checkExpectation', (request, response) => {
    for (const name in security.fixed) response.setHeader(name, security.fixed[name] as string);
    const refusal = { status: 417, code: 'expectation_failed', detail: 'The only expectation is 100-continue.' };
    refuseRequest(request, response, refusal, requestIdOf(undefined));
  });
  // Without a listener Node treats a request for an upgrade as an ordinary one, which is what production wants.
  if (handleUpgrade) {
    server.on('upgrade', (request, socket, head) => {
      if (!handleUpgrade(request, socket, head)) socket.destroy(); // nobody took it
    });
  }
}
