import type { NextApiRequest, NextApiResponse } from 'next';
import type { AuthOptions } from 'next-auth';
import * as nextAuthModule from 'next-auth/next';

/** One call of next-auth: an action such as `signin`, `callback`, `signout`, `csrf`, with plain inputs. */
export interface NextAuthCall {
  method: 'GET' | 'POST';
  action: string;
  provider: string | undefined;
  query: Record<string, string>;
  body: Record<string, string>;
  cookies: Record<string, string>;
}

export interface NextAuthReply {
  status: number;
  headers: Headers;
  body: string;
  location: string | null;
}

type Handler = (req: NextApiRequest, res: NextApiResponse, options: AuthOptions) => Promise<unknown>;

/** The package is CommonJS: Node hands out its exports as `default`, a bundler the function itself. */
function findHandler(): Handler {
  const { default: outer } = nextAuthModule as unknown as { default: Handler | { default: Handler } };
  return typeof outer === 'function' ? outer : outer.default;
}

/**
 * Calls next-auth by its request-and-response door, which takes plain objects: what reaches it (cookies, body, query) is
 * chosen by us, and it runs in tests as it runs in Next. `origin` is the portal's, never the Host header's.
 */
export async function runNextAuth(options: AuthOptions, origin: string, call: NextAuthCall): Promise<NextAuthReply> {
  process.env.NEXTAUTH_URL = origin; // the only way to tell it
  const reply: NextAuthReply = { status: 200, headers: new Headers(), body: '', location: null };
  const response = {
    status(code: number) {
      reply.status = code;
      return response;
    },
    getHeader: (name: string) => (name === 'Set-Cookie' ? reply.headers.getSetCookie() : reply.headers.get(name)),
    setHeader(name: string, value: string | string[]) {
      reply.headers.delete(name);
      for (const one of [value].flat()) reply.headers.append(name, one);
      return response;
    },
    json(body: unknown) {
      response.setHeader('Content-Type', 'application/json');
      reply.body = JSON.stringify(body);
    },
    send(body: unknown) {
      if (typeof body === 'string') reply.body = body;
      else if (body !== undefined) response.json(body);
    },
    end: () => {},
  };
  const { method, action, provider, query, body, cookies } = call;
  const request = { method, headers: {}, query: { ...query, nextauth: [action, provider] }, body, cookies };
  await findHandler()(request as unknown as NextApiRequest, response as unknown as NextApiResponse, options);
  reply.location = reply.headers.get('location');
  reply.headers.delete('location');
  return reply;
}
