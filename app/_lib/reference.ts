import { headers } from 'next/headers';

/**
 * The error, with the request's id as what its reader can quote: Next shows and logs a digest that an error brings along,
 * and makes one up otherwise, which leads to no line of the access log.
 */
export async function withReference(error: unknown): Promise<unknown> {
  if (error instanceof Error && !('digest' in error)) {
    const requestId = (await headers()).get('x-request-id');
    // A digest that begins like Next's own would be taken for one of its signals.
    if (requestId && !requestId.startsWith('NEXT_')) Object.assign(error, { digest: requestId });
  }
  return error;
}
