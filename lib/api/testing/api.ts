import { assert } from '../../assert';
import type { KeyScope } from '../../auth/actor';
import { createSecret } from '../../auth/key-secret';
import type { Pool } from '../../db/pool';
import { newId } from '../../ids';
import type { Mode } from '../../ledger/types';
import { dispatch } from '../dispatch';
import type { ApiReply } from '../types';
import { checkReplyTo } from './described';

export interface TestReply {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** The body, when it is JSON. */
  json: unknown;
  /** What stands at a path in the body: `data.items.0.id`. */
  at(path: string): unknown;
  /** The same for a text that the test goes on with. Fails when there is none. */
  textAt(path: string): string;
}

interface CallOptions {
  /** An object is sent as JSON, a text as it is. */
  body?: unknown;
  headers?: Record<string, string>;
}

export type ApiClient = (line: string, options?: CallOptions) => Promise<TestReply>;

/**
 * Calls the API without a server: `api('POST /v1/grants', { body })`, with one key. Throws for a reply that the API's
 * description does not promise for the call.
 */
export function createClient(secret: string | null): ApiClient {
  return async (line, { body, headers = {} } = {}) => {
    const [method = 'GET', target = '/'] = line.split(' ');
    const [path = '/', query = ''] = target.split('?');
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const call = {
      method,
      path,
      query: new URLSearchParams(query),
      headers: {
        ...(secret && { authorization: `Bearer ${secret}` }),
        ...(text && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: Buffer.from(text),
      ip: '127.0.0.1',
      requestId: newId(),
    };
    const reply = await dispatch(call);
    checkReplyTo(call, reply);
    return toTestReply(reply);
  };
}

function toTestReply({ status, headers, body }: ApiReply): TestReply {
  const isJson = headers['content-type']?.includes('json') && body !== '';
  const json: unknown = isJson ? JSON.parse(body) : null;
  const at = (path: string): unknown =>
    path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | null)?.[name], json);
  const textAt = (path: string): string => {
    const value = at(path);
    assert(typeof value === 'string', `the reply has a text at ${path}: ${status} ${body}`);
    return value;
  };
  return { status, headers, text: body, json, at, textAt };
}

/** What a caller could tell two refusals apart by; path, request id and place in their window are the caller's own. */
export const likenessOf = ({ status, headers, text }: TestReply): string =>
  JSON.stringify([
    status,
    { ...headers, 'x-request-id': '', ratelimit: '' },
    text.replace(/"(instance|requestId)":"[^"]*"/g, ''),
  ]);

interface KeyOptions {
  /** null: the operator's, for every customer. */
  workspaceId: string | null;
  memberId?: string;
  scopes?: KeyScope[];
  mode?: Mode;
}

/** Makes a key; answers its id and a client that uses it. */
export async function createKey(
  pool: Pool,
  { workspaceId, memberId, scopes = ['admin'], mode = 'live' }: KeyOptions,
): Promise<{ keyId: string; secret: string; api: ApiClient }> {
  const keyId = newId();
  const { secret, prefix, last4, hash } = createSecret(mode);
  await pool.query(
    `INSERT INTO api_keys (id, workspace_id, member_id, name, mode, scopes, prefix, last4, hash)
     VALUES ($1, $2, $3, 'test', $4, $5, $6, $7, $8)`,
    [keyId, workspaceId, memberId ?? null, mode, scopes, prefix, last4, hash],
  );
  return { keyId, secret, api: createClient(secret) };
}
