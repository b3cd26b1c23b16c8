import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect } from 'vitest';
import { answerOnNode } from '../../node-door';
import { type Reader, readerOf } from './reader';

export interface WireReply {
  status: number;
  headers: Headers;
  text: string;
  /** The body as a plain reader has it. */
  json: unknown;
}

export interface WireCallOptions {
  headers?: Record<string, string>;
  /** An object is sent as JSON; a text as it is. */
  body?: unknown;
}

export interface WireServer {
  url: string;
  /** Sends a request; a reply of a vendor's path is read by the strict reader of its wire. */
  send(method: string, path: string, options?: WireCallOptions): Promise<WireReply>;
}

const WIRES = ['openmonetize', 'togai', 'flowhunt', 'kable'] as const;

/** The API's door on node:http, without Next. */
export function useWireServer(): WireServer {
  const readers = WIRES.map(readerOf);
  const server: Server = createServer((request, response) => {
    const [path = '/', query = ''] = (request.url ?? '/').split('?');
    void answerOnNode(request, response, { path, query, ip: '127.0.0.1' });
  });
  const wires = {
    async send(method, path, { headers = {}, body } = {}) {
      const isText = typeof body === 'string';
      const reply = await fetch(`${wires.url}${path}`, {
        method,
        headers: { ...(body !== undefined && !isText && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
      });
      const text = await reply.text();
      expect(reply.headers.get('content-type')).toBe('application/json');
      expect(reply.headers.get('x-request-id')).toMatch(/^[\x21-\x7e]+$/);
      check(readers, { method, path: path.replace(/\?.*/, ''), status: reply.status, text });
      return { status: reply.status, headers: reply.headers, text, json: JSON.parse(text) };
    },
  } as WireServer;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    wires.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return wires;
}

function check(readers: Reader[], reply: { method: string; path: string; status: number; text: string }): void {
  const path = newerGenerationOf(reply.path);
  const reader = readers.find(({ paths }) => paths.some((template) => isLike(template, path)));
  reader?.check({ ...reply, path });
}

/** Newer clients of OpenMonetize leave the customer out; the replies are the same. */
const newerGenerationOf = (path: string): string => path.replace(/^\/v1\/users\//, '/v1/customers/own/users/');

const isLike = (template: string, path: string): boolean =>
  new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
