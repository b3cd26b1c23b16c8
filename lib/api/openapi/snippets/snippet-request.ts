import type { Route } from '../../router';
import { EXAMPLE_PARAMS, type RequestExample } from '../entries/entry';

/** One request as an example shows it. Address and key are read from COFFER_URL and COFFER_KEY in every language. */
export interface SnippetRequest {
  method: string;
  /** With the query. */
  target: string;
  needsKey: boolean;
  /** On every POST that needs a key. */
  idempotencyKey: string | undefined;
  body: unknown;
}

/** The request that an operation's example stands for. */
export function snippetRequest(
  { method, path }: Pick<Route, 'method' | 'path'>,
  example: RequestExample = {},
  isOpen = false,
): SnippetRequest {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(EXAMPLE_PARAMS[name] ?? name));
  const query = new URLSearchParams(example.query).toString();
  const words = path.split('/').filter((part) => part && !part.startsWith('{') && part !== 'v1');
  return {
    method,
    target: query === '' ? filled : `${filled}?${query}`,
    needsKey: !isOpen,
    idempotencyKey: method === 'POST' && !isOpen ? `${words.join('-')}-0001` : undefined,
    body: example.body,
  };
}

/** Headers beside the credential, in the order in which they are written. */
export const plainHeaders = ({ idempotencyKey, body }: SnippetRequest): [name: string, value: string][] => [
  ...(idempotencyKey === undefined ? [] : [['Idempotency-Key', idempotencyKey] as [string, string]]),
  ...(body === undefined ? [] : [['Content-Type', 'application/json'] as [string, string]]),
];
