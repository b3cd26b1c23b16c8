import { handleAuthRequest } from '../handle-auth';
import { readSession } from '../read-session';

export const TEST_BASE_URL = 'http://localhost:3000';

/** A browser as far as sign-in needs one: it keeps cookies and says where its requests come from. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();

  constructor(private readonly ip = '203.0.113.1') {}

  /** Sends one request to /api/auth/…; a form when `fields` are given. Does not follow redirects. */
  async send(path: string, fields?: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
    const url = new URL(`/api/auth/${path}`, TEST_BASE_URL);
    const request = new Request(url, {
      method: fields ? 'POST' : 'GET',
      body: fields ? new URLSearchParams(fields) : null,
      headers: {
        accept: 'text/html',
        'sec-fetch-site': 'same-origin',
        'x-forwarded-for': this.ip,
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...headers,
      },
    });
    const response = await handleAuthRequest(request, url.pathname.split('/').slice(3));
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      const value = pair.slice(at + 1);
      if (value === '' || /max-age=0/i.test(line)) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), value);
    }
    return response;
  }

  sessionToken(): string | undefined {
    return this.cookies.get('coffer.session');
  }

  /** Who the portal takes this browser for. */
  async actor() {
    const token = this.sessionToken();
    return token ? readSession(token) : ({ kind: 'anonymous' } as const);
  }
}
