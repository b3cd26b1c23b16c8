import type { IncomingMessage, ServerResponse } from 'node:http';
import { BODY_BYTES_MAX, closeAfterReply, readBody } from '../http/limits';
import { dispatch, tooLarge } from './dispatch';
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

function send(response: ServerResponse, reply: ApiReply): void {
  const length = reply.status === 204 ? {} : { 'content-length': Buffer.byteLength(reply.body) };
  response.writeHead(reply.status, { ...reply.headers, ...length });
  response.end(reply.body);
}
