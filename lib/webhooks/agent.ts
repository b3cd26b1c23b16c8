import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { singleton } from '../singleton';
import { isPublicAddress } from './address';

const CONNECT_TIMEOUT_MS = 5_000;
const ANSWER_TIMEOUT_MS = 10_000;

const bare = (host: string): string => host.replace(/^\[|\]$/g, '');

/** The one address that is connected to; all that the name leads to must be public. */
async function resolvePublic(host: string): Promise<string> {
  const found = isIP(host) ? [host] : (await lookup(host, { all: true })).map(({ address }) => address);
  const [first] = found;
  if (first === undefined || !found.every(isPublicAddress)) {
    throw new Error('The address is not a public one, so nothing was sent.');
  }
  return first;
}

/**
 * Resolves the name itself and connects to exactly the address that was checked: a name that changes between check and
 * connection leads nowhere else. The certificate is checked against the name.
 */
function publicConnector(): buildConnector.connector {
  const connect = buildConnector({ timeout: CONNECT_TIMEOUT_MS });
  return (options, callback) => {
    const host = bare(options.hostname);
    resolvePublic(host).then(
      (address) => connect({ ...options, hostname: address, ...(!isIP(host) && { servername: host }) }, callback),
      (error: Error) => callback(error, null),
    );
  };
}

/** The process's agent for endpoints. It follows no redirects and keeps few connections. */
export const getWebhookAgent = (): Agent =>
  singleton(
    'webhook-agent',
    () =>
      new Agent({
        connect: publicConnector(),
        connections: 2,
        keepAliveTimeout: 5_000,
        headersTimeout: ANSWER_TIMEOUT_MS,
        bodyTimeout: ANSWER_TIMEOUT_MS,
        maxHeaderSize: 16_384,
      }),
  );
