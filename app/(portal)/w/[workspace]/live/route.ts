import { actorReader, getActor } from '@/lib/auth/get-actor';
import { authorize, can } from '@/lib/auth/policy';
import { AppError } from '@/lib/errors';
import { stopSignal } from '@/lib/http/stopping';
import { openLiveStream } from '@/lib/portal/live-stream';
import { loadWorkspace } from '@/lib/portal/workspace';
import { answer } from '../_lib/answer';

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Neither kept nor packed on the way: each message has to arrive when it is sent.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/** Says when the balance of the workspace has moved, for as long as its reader listens and may. */
export function GET(request: Request, { params }: { params: Promise<{ workspace: string }> }): Promise<Response> {
  return answer(async () => {
    const actor = await getActor();
    const { id: workspaceId } = await loadWorkspace(actor, (await params).workspace);
    authorize(actor, 'credits:read', { workspaceId });
    if (request.method === 'HEAD' || actor.kind !== 'user') return new Response(null, { headers: HEADERS });
    const readActor = await actorReader();
    const body = openLiveStream({
      workspaceId,
      userId: actor.userId,
      mayListen: async () => can(await readActor(), 'credits:read', { workspaceId }),
      signal: request.signal,
      stopSignal: stopSignal(),
    });
    if (!body) throw new AppError('unavailable', { retryAfterSeconds: 60 });
    return new Response(body, { headers: HEADERS });
  });
}
