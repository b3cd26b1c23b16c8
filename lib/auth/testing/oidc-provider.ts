import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const CLIENT = { id: 'coffer', secret: 'the client secret of the test' };

/** What the provider says about a person. */
export interface Claims {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
}

interface Grant {
  claims: Claims;
  /** Where the claims are told: in the ID token, or only in the answer of the userinfo endpoint. */
  inToken: boolean;
  nonce: string;
  challenge: string;
  redirectUri: string;
}

export interface OidcProvider {
  issuer: string;
  /** A person agrees at the provider: where it sends the browser back to. */
  agree(authorizationUrl: URL, claims: Claims, inToken?: boolean): URL;
  stop(): Promise<void>;
}

const KEY_ID = 'test';
const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

async function readForm(req: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

/** An OpenID Connect provider that checks what a real one checks: client, redirect address, PKCE, one use per code. */
export async function startOidcProvider(): Promise<OidcProvider> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const grants = new Map<string, Grant>();
  const tokens = new Map<string, Claims>();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const idToken = ({ claims, inToken, nonce }: Grant): string => {
    const now = Math.floor(Date.now() / 1000);
    const told = inToken ? claims : { sub: claims.sub };
    const head = base64url({ alg: 'RS256', typ: 'JWT', kid: KEY_ID });
    const body = base64url({ iss: issuer, aud: CLIENT.id, iat: now, exp: now + 60, nonce, ...told });
    return `${head}.${body}.${sign('sha256', Buffer.from(`${head}.${body}`), privateKey).toString('base64url')}`;
  };

  const exchange = async (req: IncomingMessage) => {
    const form = await readForm(req);
    const basic = Buffer.from((req.headers.authorization ?? '').replace('Basic ', ''), 'base64').toString('utf8');
    const [id, secret] = basic.split(':').map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    const code = form.get('code') ?? '';
    const grant = grants.get(code);
    grants.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight =
      id === CLIENT.id &&
      secret === CLIENT.secret &&
      grant?.redirectUri === form.get('redirect_uri') &&
      grant?.challenge === challenge;
    if (!grant || !isRight) return { status: 400, body: { error: 'invalid_grant' } };
    const accessToken = randomBytes(16).toString('hex');
    tokens.set(accessToken, grant.claims);
    const body = { access_token: accessToken, token_type: 'Bearer', expires_in: 60, id_token: idToken(grant) };
    return { status: 200, body };
  };

  const answer = async (req: IncomingMessage): Promise<{ status: number; body: unknown }> => {
    switch (req.url) {
      case '/.well-known/openid-configuration':
        return {
          status: 200,
          body: {
            issuer,
            authorization_endpoint: `${issuer}/authorize`,
            token_endpoint: `${issuer}/token`,
            userinfo_endpoint: `${issuer}/me`,
            jwks_uri: `${issuer}/keys`,
            response_types_supported: ['code'],
            subject_types_supported: ['public'],
            id_token_signing_alg_values_supported: ['RS256'],
          },
        };
      case '/keys':
        return { status: 200, body: { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, use: 'sig' }] } };
      case '/token':
        return exchange(req);
      case '/me': {
        const claims = tokens.get((req.headers.authorization ?? '').replace('Bearer ', ''));
        return claims ? { status: 200, body: claims } : { status: 401, body: {} };
      }
      default:
        return { status: 404, body: {} };
    }
  };
  server.on('request', (req: IncomingMessage, res: ServerResponse) => {
    void answer(req).then(({ status, body }) => {
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });

  return {
    issuer,
    agree(authorizationUrl, claims, inToken = true) {
      const asked = authorizationUrl.searchParams;
      const code = randomBytes(16).toString('hex');
      const redirectUri = asked.get('redirect_uri') ?? '';
      grants.set(code, {
        claims,
        inToken,
        redirectUri,
        nonce: asked.get('nonce') ?? '',
        challenge: asked.get('code_challenge') ?? '',
      });
      const back = new URL(redirectUri);
      back.search = new URLSearchParams({ code, state: asked.get('state') ?? '' }).toString();
      return back;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
