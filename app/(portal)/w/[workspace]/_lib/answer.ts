import { isAppError } from '@/lib/errors';

/** The reply of a route handler; a refusal becomes its status and code. Anything else is for the error page and the log. */
export async function answer(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error)) throw error;
    const headers = error.retryAfterSeconds ? { 'retry-after': String(error.retryAfterSeconds) } : undefined;
    return Response.json({ code: error.code, title: error.title }, { status: error.status, headers });
  }
}
