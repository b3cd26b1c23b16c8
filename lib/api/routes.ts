import { consume } from './coffer/consume';
import { getHealth } from './health';
import { getBalance } from './openmonetize/get-balance';
import type { Route } from './router';

/**
 * Every call of the API, listed once. server.ts answers them on node:http; `app/**` mounts each path in Next
 * (a test compares the two).
 */
export const ROUTES = [
  { method: 'GET', path: '/api/health', operation: getHealth },
  { method: 'GET', path: '/v1/credits/balance', operation: getBalance },
  { method: 'POST', path: '/v1/credits/consume', operation: consume },
] as const satisfies readonly Route[];
