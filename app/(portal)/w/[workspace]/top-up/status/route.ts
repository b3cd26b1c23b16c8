import { getActor } from '@/lib/auth/get-actor';
import { isAppError } from '@/lib/errors';
import { one } from '@/lib/portal/query';
import { readReturnState } from '@/lib/portal/top-up-return';
import { loadWorkspace } from '@/lib/portal/workspace';

/** Where a purchase stands, for the waiting page. It grants nothing by itself: Stripe is asked. */
export async function GET(request: Request, { params }: { params: Promise<{ workspace: string }> }): Promise<Response> {
  try {
    const actor = await getActor();
    const workspace = await loadWorkspace(actor, (await params).workspace);
    const query = Object.fromEntries(new URL(request.url).searchParams);
    const state = await readReturnState(actor, workspace, one(query, 'purchase') ?? '');
    return Response.json(state, { headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    if (!isAppError(error)) throw error;
    return Response.json({ code: error.code }, { status: error.status });
  }
}
