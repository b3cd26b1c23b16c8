import { BODY_BYTES_MAX } from '../http/limits';
import { dispatch, tooLarge } from './dispatch';
import { requestIdOf } from './headers';
import { METHODS } from './router';
import type { ROUTES } from './routes';

export type RoutePath = (typeof ROUTES)[number]['path'] | '/v1/{path}';

type Handler = (request: Request) => Promise<Response>;
type Handlers = Record<(typeof METHODS)[number], Handler>;

/**
 * The API's door in Next, for hosts that cannot run server.ts. A route file mounts its path with all methods, so that
 * a wrong one is answered in the API's own words: `export const { GET, … } = handle('/v1/credits/balance')`.
 */
export function handle(_path: RoutePath): Handlers {
  return Object.fromEntries(METHODS.map((method) => [method, answer])) as Handlers;
}

async function answer(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const headers = Object.fromEntries(request.headers) as Record<string, string | undefined>;
  const requestId = requestIdOf(headers['x-request-id']);
  const ip = nearestAddress(headers['x-forwarded-for']);
  const body = await readBody(request);
  const reply =
    body === undefined
      ? tooLarge({ path: url.pathname, requestId, ip }, BODY_BYTES_MAX)
      : await dispatch({
          method: request.method,
          path: url.pathname,
          query: url.searchParams,
          headers,
          body,
          ip,
          requestId,
        });
  return new Response(reply.status === 204 || request.method === 'HEAD' ? null : reply.body, {
    status: reply.status,
    headers: reply.headers,
  });
}

/** The hop that spoke to the host's own proxy: entries further left are whatever the sender wrote. */
const nearestAddress = (forwardedFor: string | undefined): string => forwardedFor?.split(',').at(-1)?.trim() ?? '';

/** The whole body, or undefined when it is larger than allowed. */
async function readBody(request: Request): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > BODY_BYTES_MAX) return undefined;
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > BODY_BYTES_MAX) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
