import type { SentRequest } from '../fuzz/arbitrary-request';
import type { DescribedRoute } from '../fuzz/describe-routes';
import { credential, type Whose, type World } from '../fuzz/world';
import type { ApiReply } from '../types';
import type { MatrixActor } from './actors';
import { rightOf } from './rights';
import { namesSomething, type Sample, sampleRequest } from './sample-request';

export type Verdict = 'allowed' | 'unauthenticated' | 'forbidden' | 'absent';

/** Things that lie in the books of one mode. */
const OF_ONE_MODE = [
  'grantId',
  'holdId',
  'transactionId',
  'credit_id',
  'budgetId',
  'purchaseId',
  'keyId',
  'endpointId',
  'alertId',
];

/** What the actor must be told; from the table of rights alone. */
export function verdictOf(route: DescribedRoute, actor: MatrixActor, whose: Whose, world: World): Verdict {
  if (route.policy === null) return 'allowed';
  const right = rightOf(route.policy);
  if (!actor.isKnown) return 'unauthenticated';
  if (right.isOfOperator && actor.workspaceId !== null) return 'forbidden';
  if (!actor.scopes.includes(right.scope) && !actor.scopes.includes('admin')) return 'forbidden';
  if (actor.memberId !== null && !right.isForMembers) return 'forbidden';
  if (right.isOfOperator) return 'allowed';
  if (!namesSomething(route)) return actor.workspaceId === null ? 'forbidden' : 'allowed'; // the key's own, if it has one
  if (whose === 'missing') return 'absent';
  const home = (whose === 'other' ? world.other : world.own).workspaceId;
  if (actor.workspaceId !== null && actor.workspaceId !== home) return 'absent';
  if (actor.memberId !== null && whose === 'colleague') return 'absent';
  if (actor.mode === 'test' && route.params.some((name) => OF_ONE_MODE.includes(name))) return 'absent';
  return right.isLiveOnly && actor.mode === 'test' ? 'forbidden' : 'allowed';
}

export interface Cell {
  route: DescribedRoute;
  actor: MatrixActor;
  whose: Whose;
}

/** The row of one route: every actor, with its own, another's and nobody's thing. */
export function cellsOf(route: DescribedRoute, actors: MatrixActor[]): Cell[] {
  const whoses: Whose[] = route.policy && namesSomething(route) ? ['own', 'other', 'missing'] : ['own'];
  const ofMembers = route.params.some((name) =>
    ['grantId', 'holdId', 'transactionId', 'userId', 'credit_id'].includes(name),
  );
  return actors.flatMap((actor) =>
    [...whoses, ...(actor.memberId !== null && ofMembers ? (['colleague'] as const) : [])].map((whose) => ({
      route,
      actor,
      whose,
    })),
  );
}

export type Send = (request: SentRequest) => Promise<ApiReply>;

/** What a caller could tell two replies apart by, but for the ids that were asked for and the request's own. */
function likenessOf({ status, headers, body }: ApiReply, { ids }: Sample): string {
  let text = body.replace(/"requestId":"[^"]*"/, '');
  for (const id of ids) text = text.replaceAll(id, 'ID').replaceAll(encodeURIComponent(id), 'ID');
  return JSON.stringify([status, { ...headers, 'x-request-id': '', ratelimit: '' }, text]);
}

const isNamedFor = ({ route, actor }: Cell): boolean => actor.workspaceId === null && route.wire === 'coffer';

async function ask(
  cell: Cell,
  whose: Whose,
  world: World,
  send: Send,
  home?: Whose,
): Promise<{ reply: ApiReply; likeness: string }> {
  const { route, actor } = cell;
  const sample = await sampleRequest(route, whose, world, { isNamed: isNamedFor(cell), home });
  const { body } = sample.request;
  const reply = await send({
    ...sample.request,
    headers: {
      ...(actor.key && credential(route.wire, actor.key)),
      ...(body.length > 0 && { 'content-type': 'application/json' }),
    },
  });
  return { reply, likeness: likenessOf(reply, sample) };
}

/** Kable and FlowHunt have no word for it: a missing right is 401 with the one. */
const forbiddenIn = ({ wire }: DescribedRoute): number => (wire === 'kable' ? 401 : 403);

/** What is wrong with a cell, or undefined; `status` of the reply beside it. */
export async function judgeCell(cell: Cell, world: World, send: Send): Promise<{ status: number; fault?: string }> {
  const { route, actor, whose } = cell;
  const verdict = verdictOf(route, actor, whose, world);
  const { reply, likeness } = await ask(cell, whose, world, send);
  const { status } = reply;
  const fault = (what: string) => ({
    status,
    fault: `${route.method} ${route.path}, ${actor.name}, ${whose}: ${what}; got ${status} ${reply.body.slice(0, 300)}`,
  });
  if (verdict === 'unauthenticated') return status === 401 ? { status } : fault('must be 401');
  if (verdict === 'forbidden') {
    return status === forbiddenIn(route) ? { status } : fault(`must be ${forbiddenIn(route)}`);
  }
  if (verdict === 'allowed') {
    return [401, 403, 404, 405].includes(status) || status >= 500 ? fault('must be let in') : { status };
  }
  // A colleague belongs to the same customer, and so does who is missing beside them.
  const home = whose === 'colleague' ? 'own' : undefined;
  const missing = whose === 'missing' ? likeness : (await ask(cell, 'missing', world, send, home)).likeness;
  if (likeness !== missing)
    return fault(`must be told nothing else than for a missing one, which is ${missing}, not ${likeness}`);
  const isEmptyList = status === 200 && /^\{"data":\[\](,"pagination":\{.*"total":0\})?\}$/.test(reply.body);
  return [400, 403, 404].includes(status) || isEmptyList ? { status } : fault('must not be found');
}
