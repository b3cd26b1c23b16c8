import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCofferServer } from '../../http/server';
import { newId } from '../../ids';
import { dispatch } from '../dispatch';
import type { ApiReply } from '../types';
import type { SentRequest } from './arbitrary-request';

/** Straight to the router. */
export const sendToRouter = ({ query, ...call }: SentRequest): Promise<ApiReply> =>
  dispatch({ ...call, query: new URLSearchParams(query), ip: '127.0.0.1', requestId: newId() });

export interface HttpDoor {
  send(call: SentRequest): Promise<ApiReply>;
  close(): Promise<void>;
}

/** Through a socket and the whole server, Next excepted. */
export async function openHttpDoor(): Promise<HttpDoor> {
  const { server } = createCofferServer({
    security: { fixed: {}, forPage: () => '' },
    isTrustedProxy: () => false,
    handleNext: async (_request, response) => {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  return {
    send: (call) => sendByHttp(call, port, agent),
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function sendByHttp(
  { method, path, query, headers, body }: SentRequest,
  port: number,
  agent: Agent,
): Promise<ApiReply> {
  return new Promise((resolve, reject) => {
    const target = query === '' ? path : `${path}?${query}`;
    const sent = request(
      { host: '127.0.0.1', port, agent, method, path: target, headers: { ...headers, 'content-length': body.length } },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('error', reject);
        reply.on('end', () =>
          resolve({
            status: reply.statusCode ?? 0,
            headers: reply.headers as Record<string, string>,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
