import { cookies } from 'next/headers';
import { cache } from 'react';
import { getEnv } from '../env';
import { ANONYMOUS, type AnonymousActor, type UserActor } from './actor';
import { sessionCookieName } from './cookies';
import { readSession } from './read-session';

/**
 * Who is looking at the page or calls the action: the signed-in user or nobody. Asked once per request, however many
 * components want to know. A broken configuration or database throws, which is a 500.
 */
export const getActor = cache(async (): Promise<UserActor | AnonymousActor> => (await actorReader())());

/**
 * Asks the same again, as often as it is called, also when the request's reply has begun: for replies that go on, whose
 * reader may sign out or lose their place meanwhile.
 */
export async function actorReader(): Promise<() => Promise<UserActor | AnonymousActor>> {
  const token = (await cookies()).get(sessionCookieName(getEnv().BASE_URL))?.value;
  return async () => (token ? readSession(token) : ANONYMOUS);
}
