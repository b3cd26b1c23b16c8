import { AppError, isAppError } from '../errors';
import { limitHeaders, peekAddress } from './rate-limit/limits';
import { createMatcher, type Match } from './router';
import { ROUTES } from './routes';
import type { ApiCall, ApiReply } from './types';
import { renderRefusal } from './wires/render-refusal';

/** A call as a door hands it in: the router fills in the parameters. */
export type IncomingCall = Omit<ApiCall, 'params' | 'limit'>;

const match = createMatcher(ROUTES);

/** On every reply of the API, whichever door it leaves by. No shared cache may keep any of it. */
const COMMON_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
} as const;

/** Where the API lives: Coffer's own and OpenMonetize's, FlowHunt's, Togai's, Kable's. Portal pages never use these. */
const API_ROOTS = ['/v1', '/v2', '/credits', '/accounts', '/api/v1', '/api/health', '/openapi', '/openapi.json'];

/** Whether a path is the API's, known or not; everything else is Next's. */
export const isApiPath = (path: string): boolean =>
  API_ROOTS.some((root) => path.startsWith(root) && (path.length === root.length || path[root.length] === '/'));

/** Answers any call to the API. Never throws: what goes wrong becomes a reply. */
export async function dispatch(call: IncomingCall): Promise<ApiReply> {
  const full: ApiCall = { ...call, params: {} };
  const reply = await answer(full);
  // Who was not asked for a key is told how the window of their address stands.
  const limit = full.limit ?? peekAddress(call.ip);
  Object.assign(reply.headers, COMMON_HEADERS, limit && limitHeaders(limit), { 'x-request-id': call.requestId });
  if (call.method === 'HEAD') reply.body = '';
  return reply;
}

async function answer(call: ApiCall): Promise<ApiReply> {
  let found: Match;
  try {
    found = match(call.method, call.path);
  } catch (error) {
    return renderRefusal(isAppError(error) ? error : new AppError('internal', { cause: error }), call);
  }
  if (found.kind === 'found') {
    if (call.method === 'HEAD') call.method = 'GET';
    call.params = found.params;
    return found.operation(call);
  }
  if (found.kind === 'missing') {
    return renderRefusal(new AppError('not_found', { detail: 'There is nothing at this path.' }), call);
  }
  const allow = { allow: found.allowed.join(', ') };
  if (call.method === 'OPTIONS') return { status: 204, headers: allow, body: '' };
  const reply = renderRefusal(
    new AppError('method_not_allowed', { detail: `This path takes ${found.allowed.join(', ')}.` }),
    call,
  );
  return { ...reply, headers: { ...reply.headers, ...allow } };
}

type UnreadCall = Pick<ApiCall, 'path' | 'requestId' | 'ip'>;

/** The reply to a body that was too large to be read. */
export const tooLarge = (call: UnreadCall, limitBytes: number): ApiReply =>
  refuseUnread(new AppError('payload_too_large', { detail: `A request may have at most ${limitBytes} bytes.` }), call);

/** The reply to a request of which no more than its head was looked at. */
export function refuseUnread(error: AppError, call: UnreadCall): ApiReply {
  const reply = renderRefusal(error, call);
  const limit = peekAddress(call.ip);
  Object.assign(reply.headers, COMMON_HEADERS, limit && limitHeaders(limit), { 'x-request-id': call.requestId });
  return reply;
}
