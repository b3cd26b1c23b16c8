import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError, type ErrorCode } from '../errors';
import { BODY_BYTES_MAX, closeAfterReply, hasBody, type Refusal, readBody } from '../http/limits';
import { dispatch, refuseUnread, tooLarge } from './dispatch';
import { requestIdOf } from './headers';
import type { ApiReply } from './types';

export interface NodeCall {
  /** Raw path and query of the request's address. */
  path: string;
  query: string;
  ip: string;
}

/** The API's door on node:http, for server.ts: the request never meets Next. Resolves when the reply is handed over. */
export async function answerOnNode(
  request: IncomingMessage,
  response: ServerResponse,
  { path, query, ip }: NodeCall,
): Promise<void> {
  const headers = request.headers as Record<string, string | undefined>;
  const requestId = requestIdOf(headers['x-request-id']);
  let body: Buffer | undefined;
  try {
    body = await readBody(request);
  } catch {
    response.destroy(); // the sender went away: there is nobody to answer
    return;
  }
  if (body === undefined) {
    closeAfterReply(request, response);
    send(response, tooLarge({ path, requestId, ip }, BODY_BYTES_MAX));
    return;
  }
  const method = request.method ?? 'GET';
  send(response, await dispatch({ method, path, query: new URLSearchParams(query), headers, body, ip, requestId }));
}

/** Answers a request that is refused for its form or size, before it is read, in the words of whoever speaks at its path. */
export function refuseOnNode(
  request: IncomingMessage,
  response: ServerResponse,
  { code, detail, headers }: Refusal & { code: ErrorCode },
  { path, ip }: Pick<NodeCall, 'path' | 'ip'>,
): void {
  const requestId = requestIdOf(request.headers['x-request-id'] as string | undefined);
  const reply = refuseUnread(new AppError(code, { detail }), { path, requestId, ip });
  if (hasBody(request)) closeAfterReply(request, response);
  send(response, { ...reply, headers: { ...reply.headers, ...headers } });
}

function send(response: ServerResponse, reply: ApiReply): void {
  const length = reply.status === 204 ? {} : { 'content-length': Buffer.byteLength(reply.body) };
  response.writeHead(reply.status, { ...reply.headers, ...length });
  response.end(reply.body);
}
