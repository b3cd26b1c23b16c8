import type { ApiKeyActor } from '../auth/actor';
import { authenticateKey, isKnownKey, type RequestHeaders } from '../auth/authenticate-key';
import { authorize, type OperationName } from '../auth/policy';
import { AppError, isAppError } from '../errors';
import { NIL_UUID } from '../ids';
import { countFailure, countRequest, peekAddress, tooMany } from './rate-limit/limits';
import type { ApiCall } from './types';

interface Admission {
  /** The credential, under names that `authenticateKey` reads. */
  credential: RequestHeaders;
  policy: OperationName;
  /** What is said to who sends no key. */
  invitation: string;
}

/**
 * The key behind the call, if its window has room and a key of its kind may do this at all; which customer it is about
 * is looked at later. Leaves in `call.limit` what the caller is told of the window. Errors: unauthenticated, forbidden,
 * not_found, rate_limited.
 */
export async function admit(call: ApiCall, { credential, policy, invitation }: Admission): Promise<ApiKeyActor> {
  const actor = await authenticate(call, credential, invitation);
  const counted = countRequest(actor.keyId);
  call.limit = counted instanceof Promise ? await counted : counted;
  if (call.limit && !call.limit.isAllowed) throw tooMany(call.limit);
  authorize(actor, policy, { workspaceId: actor.workspaceId ?? NIL_UUID });
  return actor;
}

/**
 * Refusals are counted by address, so that nobody can go on guessing. When its window is full, only keys that are in use
 * are let through: the right guess would be answered like the wrong ones, while neighbours behind the same address work on.
 */
async function authenticate(call: ApiCall, credential: RequestHeaders, invitation: string): Promise<ApiKeyActor> {
  const before = peekAddress(call.ip);
  if (before && !before.isAllowed && !isKnownKey(credential)) {
    call.limit = before;
    throw tooMany(before);
  }
  try {
    const actor = await authenticateKey(credential, call.ip);
    if (actor.kind === 'anonymous') throw new AppError('unauthenticated', { detail: invitation });
    return actor;
  } catch (error) {
    if (!isAppError(error) || error.code !== 'unauthenticated') throw error;
    call.limit = await countFailure(call.ip);
    throw call.limit && !call.limit.isAllowed ? tooMany(call.limit) : error;
  }
}
