import type { Instrumentation } from 'next';

/**
 * A page, action or route handler that failed, as a line of our log: with the reference that its reader was shown, and the
 * id of the request that it belongs to.
 */
export const onRequestError: Instrumentation.onRequestError = async (error, request, { routePath, routeType }) => {
  const { log } = await import('./lib/log');
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : undefined;
  log.error(
    { err: error, reference: digest, requestId: request.headers['x-request-id'], routePath, routeType },
    'a page failed',
  );
};
