import createFetchClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { paths } from './schema';

export interface CofferClientOptions extends Omit<ClientOptions, 'baseUrl'> {
  /** Address of the installation, without a slash at the end. */
  baseUrl: string;
  /** An API key. */
  key: string;
}

/**
 * A typed client of the whole API: `await client.POST('/v1/credits/consume', { body: { amount: '1.5' } })` answers
 * `{ data, error, response }`. It throws only when no reply came.
 */
export function createCofferClient({ key, headers, ...options }: CofferClientOptions): Client<paths> {
  return createFetchClient<paths>({
    ...options,
    headers: { ...(headers as Record<string, string> | undefined), authorization: `Bearer ${key}` },
  });
}
