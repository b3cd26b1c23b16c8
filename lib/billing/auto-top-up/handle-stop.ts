import { stopByLink } from './stop';
import { stopPage } from './stop-token';

const PRIVATE = { 'cache-control': 'private, no-store' };

/** Back to the page with the button: this address itself is for POST. */
export const leadToStopPage = (token: string): Response =>
  new Response(null, { status: 303, headers: { location: stopPage(encodeURIComponent(token)), ...PRIVATE } });

/** What RFC 8058 lets a mail program send: a form of either kind with one field. */
async function saysOneClick(request: Request): Promise<boolean> {
  const form = await request.formData().catch(() => null); // no form at all is a press of the button, too
  return form?.get('List-Unsubscribe') === 'One-Click';
}

/**
 * The button of the stop page, and a mail program's own "unsubscribe" (RFC 8058), which follows no redirect. The token is
 * what allows it, so it may come from anywhere; it can do nothing but stop.
 */
export async function handleStop(request: Request, token: string): Promise<Response> {
  const isOneClick = await saysOneClick(request);
  const stopped = await stopByLink(token);
  if (!isOneClick) return leadToStopPage(token);
  return new Response(stopped ? 'Stopped.' : 'There is no such link.', {
    status: stopped ? 200 : 404,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...PRIVATE },
  });
}
