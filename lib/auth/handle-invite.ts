import { getEnv } from '../env';
import { sessionCookieName } from './cookies';
import { acceptInvite } from './invites';
import { readSession } from './read-session';
import { readAuthCookies } from './request-cookies';
import { originOf } from './same-origin';

/** The button on an invitation's page: joins, or goes back to the page, which says why not. */
export async function handleInviteAcceptance(request: Request, token: string): Promise<Response> {
  const { BASE_URL } = getEnv();
  if (originOf(request.headers, BASE_URL) !== 'same') {
    return Response.json({ code: 'forbidden', detail: 'Open the invitation and use its button.' }, { status: 403 });
  }
  const session = readAuthCookies(request, BASE_URL)[sessionCookieName(BASE_URL)];
  const actor = session ? await readSession(session) : null;
  const page = `/invite/${encodeURIComponent(token)}`;
  const invite = actor?.kind === 'user' ? await acceptInvite(actor, token) : null;
  const location = invite?.state === 'joined' ? `/w/${invite.workspaceSlug}` : page;
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'private, no-store' } });
}
