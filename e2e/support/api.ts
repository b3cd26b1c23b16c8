import { e2eEnvironment } from './environment';

export interface ApiReply {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** A client of the API, as a customer's backend would be one. */
export async function callApi(
  key: string,
  method: 'GET' | 'POST',
  path: string,
  { body, idempotencyKey }: { body?: unknown; idempotencyKey?: string } = {},
): Promise<ApiReply> {
  const reply = await fetch(`${e2eEnvironment().baseUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return { status: reply.status, headers: reply.headers, body: (await reply.json()) as Record<string, unknown> };
}
