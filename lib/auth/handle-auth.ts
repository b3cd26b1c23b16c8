/**
 * /api/auth/*: the door to next-auth. It lets through the few actions that Coffer uses, checks where state-changing requests
 * come from, counts requests for links, and answers with redirects inside the portal.
 */
import { createHash, randomBytes } from 'node:crypto';
import { getPool } from '../db/pool';
import { type Env, getEnv } from '../env';
import { isAppError } from '../errors';
import { csrfCookieName, sessionCookieName } from './cookies';
import { normalizeEmail } from './email';
import { goOnPage } from './go-on-page';
import { countLinkRequest } from './link-limit';
import { oauthChoices } from './oauth-providers';
import { readAuthCookies, readRequestLocale } from './request-cookies';
import { safeReturnPath } from './return-path';
import { type NextAuthCall, type NextAuthReply, runNextAuth } from './run-next-auth';
import { originOf } from './same-origin';
import { createAuthOptions } from './session';
import { hashSessionToken } from './session-token';
import { keptUserAgent } from './user-agent';

const MAX_FIELD_LENGTH = 4_000;

interface AuthRequest {
  env: Env;
  request: Request;
  action: string;
  provider: string | undefined;
  fields: Record<string, string>;
  query: Record<string, string>;
  cookies: Record<string, string>;
}

const notFound = () => new Response('Not found', { status: 404 });

const refused = () =>
  Response.json(
    {
      code: 'forbidden',
      detail: 'This request did not come from a page of this portal. Open the portal and try again.',
    },
    { status: 403 },
  );

const seeOther = (location: string, headers = new Headers()): Response => {
  headers.set('location', location);
  headers.set('cache-control', 'private, no-store');
  return new Response(null, { status: 303, headers });
};

/** The sign-in page with a code that it puts into words. */
const explain = (code: string, returnTo: string, extra: Record<string, string> = {}): string => {
  const query = new URLSearchParams({ error: code, ...extra });
  if (returnTo !== '/') query.set('callbackUrl', returnTo);
  return `/sign-in?${query}`;
};

/** Form fields as text; files, lists and anything too long are not what our forms send. */
async function readFields(request: Request): Promise<Record<string, string>> {
  const type = request.headers.get('content-type') ?? '';
  const fields: [string, unknown][] = [];
  if (type.includes('application/json')) {
    const body: unknown = await request.json().catch(() => null);
    if (body !== null && typeof body === 'object') fields.push(...Object.entries(body));
  } else if (type.includes('application/x-www-form-urlencoded')) {
    fields.push(...new URLSearchParams(await request.text()));
  }
  return Object.fromEntries(
    fields.filter(
      (field): field is [string, string] => typeof field[1] === 'string' && field[1].length <= MAX_FIELD_LENGTH,
    ),
  );
}

/**
 * A form of ours needs no token of its own when the browser vouches for where it came from: a fresh pair is made for
 * next-auth's check. Who is not vouched for must bring a valid pair (GET /api/auth/csrf).
 */
function vouch(call: NextAuthCall, env: Env): NextAuthCall {
  const csrfToken = randomBytes(32).toString('hex');
  const proof = createHash('sha256').update(`${csrfToken}${env.AUTH_SECRET}`).digest('hex');
  return {
    ...call,
    body: { ...call.body, csrfToken },
    cookies: { ...call.cookies, [csrfCookieName(env.BASE_URL)]: `${csrfToken}|${proof}` },
  };
}

/** Whether the request brings a CSRF pair made by us. */
function hasCsrfPair({ env, fields, cookies }: AuthRequest): boolean {
  const [token = '', proof = ''] = (cookies[csrfCookieName(env.BASE_URL)] ?? '').split('|');
  const expected = createHash('sha256').update(`${token}${env.AUTH_SECRET}`).digest('hex');
  return token.length > 0 && proof === expected && fields.csrfToken === token;
}

/** A redirect of next-auth as a path of the portal; to a provider it stays as it is. */
function toPortalPath(location: string, env: Env, returnTo: string): string {
  const origin = new URL(env.BASE_URL).origin;
  const url = new URL(location, origin);
  if (url.origin !== origin) return location;
  if (url.pathname === '/api/auth/error' || url.pathname === '/api/auth/signin') {
    return explain(url.searchParams.get('error') ?? 'Csrf', returnTo);
  }
  const path = `${url.pathname}${url.search}${url.hash}`;
  return url.pathname === '/sign-in' && url.searchParams.has('error')
    ? explain(url.searchParams.get('error') ?? '', returnTo)
    : path;
}

/**
 * A page that goes on to a provider by itself. A redirect would be part of the form's submission, which the content
 * security policy (form-action 'self') keeps inside the portal.
 */
function goOn(location: string, { env, request, provider }: AuthRequest, headers: Headers): Response {
  headers.set('content-type', 'text/html; charset=utf-8');
  headers.set('cache-control', 'private, no-store');
  const name = oauthChoices(env).find(({ id }) => id === provider)?.name ?? null;
  return new Response(goOnPage({ locale: readRequestLocale(request), href: location, provider: name }), { headers });
}

function toResponse(reply: NextAuthReply, asked: AuthRequest, returnTo: string): Response {
  if (reply.location !== null) {
    const target = toPortalPath(reply.location, asked.env, returnTo);
    return target.startsWith('/') ? seeOther(target, reply.headers) : goOn(target, asked, reply.headers);
  }
  reply.headers.set('cache-control', 'private, no-store');
  return new Response(reply.body, { status: reply.status, headers: reply.headers });
}

/** The caller's address as the server in front of Next wrote it: the nearest one. */
const callerIp = (request: Request): string => request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';

/** Refuses a request for a link before a mail goes out; null when it may go on. */
async function refuseLinkRequest(asked: AuthRequest, returnTo: string): Promise<Response | null> {
  const email = normalizeEmail(asked.fields.email ?? '');
  if (!email) return seeOther(explain('InvalidEmail', returnTo));
  try {
    await countLinkRequest({ email, ip: callerIp(asked.request) });
    return null;
  } catch (error) {
    if (!isAppError(error) || error.code !== 'rate_limited') throw error;
    const retryAfter = String(error.retryAfterSeconds ?? 60);
    if (asked.request.headers.get('accept')?.includes('text/html')) {
      return seeOther(explain('TooManyLinks', returnTo, { wait: retryAfter }));
    }
    const body = { code: error.code, detail: error.detail };
    return Response.json(body, { status: 429, headers: { 'retry-after': retryAfter } });
  }
}

/** After a sign-in the browser's earlier session is over: nobody is two people in one browser. */
async function endEarlierSession(earlier: string | undefined, reply: NextAuthReply, name: string): Promise<void> {
  const hasNewSession = reply.headers.getSetCookie().some((cookie) => cookie.startsWith(`${name}=`));
  if (!earlier || !hasNewSession) return;
  await getPool().query(`DELETE FROM sessions WHERE session_token = $1`, [hashSessionToken(earlier)]);
}

/** Completes a sign-in by link (POST) or by provider (GET). The earlier session stays out of it, so that it links nothing. */
async function finishSignIn(asked: AuthRequest, call: NextAuthCall, returnTo: string): Promise<Response> {
  const { env } = asked;
  const sessionName = sessionCookieName(env.BASE_URL);
  const { [sessionName]: earlier, ...cookies } = call.cookies;
  const options = createAuthOptions(env, { userAgent: keptUserAgent(asked.request) });
  const reply = await runNextAuth(options, new URL(env.BASE_URL).origin, { ...call, cookies });
  await endEarlierSession(earlier, reply, sessionName);
  return toResponse(reply, asked, returnTo);
}

async function handlePost(asked: AuthRequest): Promise<Response> {
  const { env, request, action, provider, fields, cookies } = asked;
  const origin = originOf(request.headers, env.BASE_URL);
  if (origin === 'other' || (origin === 'unknown' && !hasCsrfPair(asked))) return refused();
  const returnTo = safeReturnPath(fields.callbackUrl, env.BASE_URL);
  const call = vouch(
    { method: 'POST', action, provider, query: {}, body: { ...fields, callbackUrl: returnTo }, cookies },
    env,
  );

  if (action === 'callback' && provider === 'email') {
    const { token = '', email = '' } = fields;
    return finishSignIn(asked, { ...call, query: { token, email, callbackUrl: returnTo } }, returnTo);
  }
  const isLinkRequest = action === 'signin' && provider === 'email';
  const isProvider = action === 'signin' && oauthChoices(env).some(({ id }) => id === provider);
  if (!isLinkRequest && !isProvider && action !== 'signout') return notFound();
  const refusal = isLinkRequest ? await refuseLinkRequest(asked, returnTo) : null;
  if (refusal) return refusal;

  const options = createAuthOptions(env, { locale: readRequestLocale(request) });
  const reply = await runNextAuth(options, new URL(env.BASE_URL).origin, call);
  const isSent =
    isLinkRequest && reply.location !== null && new URL(reply.location).pathname.endsWith('/verify-request');
  if (!isSent) return toResponse(reply, asked, returnTo);
  const query = new URLSearchParams({ sent: normalizeEmail(fields.email ?? '') ?? '' });
  if (returnTo !== '/') query.set('callbackUrl', returnTo);
  return seeOther(`/sign-in?${query}`, reply.headers);
}

async function handleGet(asked: AuthRequest): Promise<Response> {
  const { env, action, provider, query, cookies } = asked;
  const returnTo = safeReturnPath(query.callbackUrl, env.BASE_URL);
  const call: NextAuthCall = { method: 'GET', action, provider, query, body: {}, cookies };
  if (action === 'callback') {
    // Links from mails go to /sign-in/confirm: a GET never signs anybody in by mail.
    const isProvider = oauthChoices(env).some(({ id }) => id === provider);
    return isProvider ? finishSignIn(asked, call, returnTo) : notFound();
  }
  if (action === 'signin' || action === 'error') return seeOther(explain(query.error ?? 'Signin', returnTo));
  if (action === 'signout') return seeOther('/sign-out');
  if (action !== 'csrf' && action !== 'session') return notFound();
  return toResponse(await runNextAuth(createAuthOptions(env), new URL(env.BASE_URL).origin, call), asked, returnTo);
}

/** Answers one request to /api/auth/…; `segments` are the parts of the path behind it. */
export async function handleAuthRequest(request: Request, segments: string[]): Promise<Response> {
  const env = getEnv();
  const [action = '', provider, ...rest] = segments;
  if (rest.length > 0) return notFound();
  const asked: AuthRequest = {
    env,
    request,
    action,
    provider,
    fields: request.method === 'POST' ? await readFields(request) : {},
    query: Object.fromEntries(new URL(request.url).searchParams),
    cookies: readAuthCookies(request, env.BASE_URL),
  };
  return request.method === 'POST' ? handlePost(asked) : handleGet(asked);
}
