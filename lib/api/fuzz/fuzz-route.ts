import fc from 'fast-check';
import type { ApiReply } from '../types';
import { type Kind, requestsTo, type SentRequest, writeRequest } from './arbitrary-request';
import { checkReply } from './check-reply';
import type { DescribedRoute } from './describe-routes';
import { sendToRouter } from './send';
import { makeWorld, type World } from './world';

export interface FuzzOptions {
  seed: number;
  cases: number;
  /** The door that a share of the requests goes through. */
  sendByHttp(call: SentRequest): Promise<ApiReply>;
}

/** How many requests of each kind were answered with each status. */
export type Tally = Record<Kind, Record<number, number>>;

/** A world gets crowded: what it holds is moved about, used up and capped by the very requests. */
const CASES_PER_WORLD = 100;

/**
 * Sends so many drawn requests to one route and checks every reply. Fails with the seed and the smallest request that
 * shows the fault.
 */
export async function fuzzRoute(route: DescribedRoute, { seed, cases, sendByHttp }: FuzzOptions): Promise<Tally> {
  const tally: Tally = { valid: {}, boundary: {}, broken: {}, garbage: {} };
  let world: Promise<World> = makeWorld();
  let count = 0;
  const property = fc.asyncProperty(requestsTo(route), async (drawn) => {
    if (++count % CASES_PER_WORLD === 0) world = makeWorld();
    const call = await writeRequest(route, drawn, await world);
    const reply = await (drawn.isByHttp ? sendByHttp(call) : sendToRouter(call));
    tally[drawn.kind][reply.status] = (tally[drawn.kind][reply.status] ?? 0) + 1;
    checkReply(route, call, reply);
  });
  await fc.assert(property, { seed, numRuns: cases });
  return tally;
}
