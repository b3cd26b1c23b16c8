import type { Verdict } from './rate-limit/counter';

/**
 * A call and its reply, free of any framework: what node:http and Next both boil down to. Everything an operation may
 * know about its caller's request is here.
 */
export interface ApiCall {
  /** Upper case. */
  method: string;
  /** Raw path as sent, still percent-encoded, without the query. */
  path: string;
  /** Decoded path parameters; filled in by the router. */
  params: Record<string, string>;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string | undefined>;
  body: Uint8Array;
  /** Address of the client as the trusted hops tell it; empty when unknown. */
  ip: string;
  requestId: string;
  /** How the caller's window of requests stands; set once it is known who calls. */
  limit?: Verdict | undefined;
}

export interface ApiReply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export type Operation = (call: ApiCall) => Promise<ApiReply>;
