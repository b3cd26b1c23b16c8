import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { type Fault, isOn } from '../faults';
import { newStripeId } from '../ids';
import { API_VERSION, type Sandbox } from '../sandbox';
import { invalidRequest, WireError } from './errors';
import { expanded } from './expand';
import { decodeForm, type Form } from './form';
import { translateOlder } from './older';
import { parse } from './params';

/** What stands in the address: `:id`, and `:other` where there are two. */
export interface PathIds {
  id: string;
  other: string;
}

/** One operation of the API: where it stands, what it takes, what it does. */
export interface Route {
  method: 'GET' | 'POST' | 'DELETE';
  /** `/v1/customers/:id` */
  path: string;
  run(sandbox: Sandbox, ids: PathIds, form: Form): { answer: object; expand: readonly string[] | undefined };
}

/** Ties a parameter schema to a handler, so that the handler gets checked and typed parameters. */
export function route<T extends z.ZodType<{ expand?: string[] | undefined }>>(
  method: Route['method'],
  path: string,
  schema: T,
  handle: (sandbox: Sandbox, input: PathIds & { params: z.output<T> }) => object,
): Route {
  return {
    method,
    path,
    run(sandbox, ids, form) {
      const params = parse(schema, form);
      return { answer: handle(sandbox, { ...ids, params }), expand: params.expand };
    },
  };
}

export interface ApiRequest {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface ApiAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** What should go wrong with the answer itself. */
  fault: Fault | null;
}

function match(routes: readonly Route[], method: string, path: string): { route: Route; ids: PathIds } | null {
  const parts = path.split('/');
  for (const route of routes) {
    const pattern = route.path.split('/');
    if (route.method !== method || pattern.length !== parts.length) continue;
    if (!pattern.every((part, index) => part.startsWith(':') || part === parts[index])) continue;
    const idAt = (name: string) => decodeURIComponent(parts[pattern.indexOf(name)] ?? '');
    return { route, ids: { id: idAt(':id'), other: idAt(':other') } };
  }
  return null;
}

const header = (request: ApiRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/** Refuses a missing key, and any key that could move real money. */
function checkKey(request: ApiRequest): string {
  const [scheme, credential = ''] = (header(request, 'authorization') ?? '').split(' ');
  const key = scheme === 'Basic' ? Buffer.from(credential, 'base64').toString().replace(/:$/, '') : credential;
  if (!key) {
    throw new WireError(401, { type: 'invalid_request_error', message: 'You did not provide an API key.' });
  }
  if (!/^(sk|rk)_test_\w+$/.test(key)) {
    throw new WireError(401, {
      type: 'invalid_request_error',
      message: 'Invalid API Key provided: this sandbox takes keys that begin with sk_test_ or rk_test_ only.',
    });
  }
  return key;
}

function checkVersion(request: ApiRequest): void {
  const version = header(request, 'stripe-version');
  if (version !== undefined && version !== API_VERSION) {
    throw invalidRequest(`Invalid Stripe API version: ${version}. This sandbox speaks ${API_VERSION}.`);
  }
}

/** Refuses what a restricted key has no right to. */
function checkRights(sandbox: Sandbox, { method, path }: ApiRequest, key: string): void {
  if (!sandbox.refusals.get(key)?.some((on) => isOn(on, method, path))) return;
  throw new WireError(403, {
    type: 'invalid_request_error',
    message: `The provided key '${key.slice(0, 8)}***' does not have the required permissions for this endpoint.`,
  });
}

/** Failures that come before anything happens, and are not remembered with an idempotency key. */
function refuseBefore({ kind }: Fault): void {
  if (kind === 'error_429') {
    throw new WireError(429, { type: 'invalid_request_error', code: 'rate_limit', message: 'Too many requests.' });
  }
  if (kind === 'error_409') {
    throw new WireError(409, {
      type: 'idempotency_error',
      code: 'idempotency_key_in_use',
      message: 'There is currently another in-progress request using this Idempotency Key.',
    });
  }
}

/** The answer with one field that is not as the caller knows it. */
function bent(body: object, { kind, field = 'status' }: Fault): object {
  const copy: Record<string, unknown> = structuredClone(body) as Record<string, unknown>;
  if (kind === 'missing_field') delete copy[field];
  if (kind === 'unknown_value') copy[field] = 'a_value_of_tomorrow';
  return copy;
}

type Outcome = { status: number; body: object; isReplay?: boolean };

/** A refused card is an outcome like any other: the same key gets the same answer. */
function orDecline(run: () => Outcome): Outcome {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof WireError) || error.status !== 402) throw error;
    return { status: error.status, body: { error: error.error } };
  }
}

/** Stripe may forget a key once it is this old; here it always does, so that nobody relies on more. */
const KEY_LIFE_SECONDS = 86_400;

/** Runs the operation, or answers as the first call with the same key did. */
function once(sandbox: Sandbox, request: ApiRequest, apiKey: string, run: () => Outcome): Outcome {
  const key = header(request, 'idempotency-key');
  if (request.method !== 'POST' || key === undefined) return run();
  if (key.length > 255) throw invalidRequest('Idempotency keys have 255 characters at most.');
  const endpoint = `${request.method} ${request.path}`;
  const paramsHash = createHash('sha256').update(request.body).digest('hex');
  const calls = sandbox.data.idempotency;
  const slot = createHash('sha256').update(`${apiKey} ${key}`).digest('hex');
  const now = sandbox.clock.now();
  const earlier = calls.get(slot);
  if (earlier && now - earlier.at < KEY_LIFE_SECONDS) {
    if (earlier.endpoint === endpoint && earlier.paramsHash === paramsHash) {
      return { status: earlier.status, body: earlier.body as object, isReplay: true };
    }
    throw new WireError(400, {
      type: 'idempotency_error',
      message:
        `Keys for idempotent requests can only be used with the same parameters they were first used with. ` +
        `Try using a key other than '${key}' if you meant to execute a different request.`,
    });
  }
  const outcome = orDecline(run); // a refusal by validation throws, and is not remembered
  calls.set(slot, { endpoint, paramsHash, status: outcome.status, body: outcome.body, at: now });
  sandbox.state.changed();
  return outcome;
}

function serve(sandbox: Sandbox, routes: readonly Route[], request: ApiRequest, fault: Fault | null): Outcome {
  const apiKey = checkKey(request);
  checkVersion(request);
  checkRights(sandbox, request, apiKey);
  if (fault) refuseBefore(fault);
  const found = match(routes, request.method, request.path);
  if (!found) {
    throw invalidRequest(`Unrecognized request URL (${request.method}: ${request.path}).`, {}, 404);
  }
  const decoded = decodeForm([request.query, request.body].filter(Boolean).join('&'));
  const form = header(request, 'stripe-version') === undefined ? translateOlder(request.path, decoded) : decoded;
  return once(sandbox, request, apiKey, () => {
    if (fault?.kind === 'error_500') {
      return { status: 500, body: { error: { type: 'api_error', message: 'An unknown error occurred.' } } };
    }
    if (fault?.kind === 'error_402') {
      throw new WireError(402, {
        type: 'card_error',
        code: 'card_declined',
        decline_code: 'generic_decline',
        message: 'Your card was declined.',
      });
    }
    const { answer, expand } = found.route.run(sandbox, found.ids, form);
    return { status: 200, body: expanded(sandbox, answer, expand) };
  });
}

/** Answers one call of the API. Never throws for what the caller did. */
export function answerApi(sandbox: Sandbox, routes: readonly Route[], request: ApiRequest): ApiAnswer {
  const requestId = newStripeId('req', 14);
  const idempotencyKey = header(request, 'idempotency-key') ?? null;
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'request-id': requestId,
    'stripe-version': API_VERSION,
    ...(idempotencyKey !== null && { 'idempotency-key': idempotencyKey }),
  };
  const fault = sandbox.faults.take(request.method, request.path);
  if (fault?.kind === 'timeout_before') return { status: 0, headers, body: '', fault };
  let outcome: Outcome;
  sandbox.cause = { requestId, idempotencyKey };
  try {
    outcome = serve(sandbox, routes, request, fault);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    outcome = { status: error.status, body: { error: { ...error.error, request_log_url: undefined } } };
  } finally {
    sandbox.cause = { requestId: null, idempotencyKey: null };
  }
  if (outcome.isReplay) headers['idempotent-replayed'] = 'true';
  const body = fault && outcome.status === 200 ? bent(outcome.body, fault) : outcome.body;
  const text = JSON.stringify(body, null, 2);
  const { method, path } = request;
  if (!fault) sandbox.onReply?.({ method, path, status: outcome.status, body: text });
  return { status: outcome.status, headers, body: text, fault };
}
