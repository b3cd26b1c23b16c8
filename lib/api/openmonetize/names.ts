import { AppError, isAppError } from '../../errors';
import { isUuid } from '../../ids';
import type { WalletOwner } from '../../ledger/types';
import type { ApiContext } from '../operation';
import { resolveCustomer, resolveGrantee, resolveMember, resolveOwner } from '../resolve';
import { invalid, type Place } from '../wires/parse';
import type { WireCall } from '../wires/wire-operation';

/**
 * Names as OpenMonetize's clients send them: UUIDs, and beside them the caller's own ids where they are known. A text
 * that is neither is a bad request.
 */
const notAnId = (place: Place, name: string): AppError =>
  invalid([
    { path: [place, name], type: 'uuid_parsing', message: 'Input should be a UUID or an id that is known here' },
  ]);

const asWritten = (reference: string): string => (isUuid(reference) ? reference.toLowerCase() : reference);

const isMissing = (thrown: unknown): boolean => isAppError(thrown) && thrown.code === 'not_found';

/**
 * The customer a call is for; left out, it is the key's own. Another's and a missing one are refused alike.
 * Errors: forbidden, validation_failed, invalid_request.
 */
export async function customerOf({ actor }: WireCall, reference: string | undefined, place: Place): Promise<string> {
  try {
    return await resolveCustomer(actor, reference === undefined ? null : asWritten(reference));
  } catch (thrown) {
    if (!isMissing(thrown)) throw thrown;
    if (reference !== undefined && !isUuid(reference)) throw notAnId(place, 'customerId');
    throw new AppError('forbidden', { detail: 'This key may not act for that customer.' });
  }
}

/** A user who is read, removed ones too; null when nobody has this id. Errors: validation_failed. */
export async function userOf(ctx: ApiContext, reference: string, place: Place): Promise<string | null> {
  try {
    return await resolveMember(asWritten(reference), ctx, { includeRemoved: true });
  } catch (thrown) {
    if (!isMissing(thrown)) throw thrown;
    if (!isUuid(reference)) throw notAnId(place, 'userId');
    return null;
  }
}

interface GranteeReference {
  userId?: string;
  teamId?: string;
}

/**
 * The wallet a grant is for: the user's, else the team's, else the customer's own. A UUID nobody has heard of becomes a
 * user. Errors: validation_failed for anybody else who is not there.
 */
export async function granteeOf(ctx: ApiContext, { userId, teamId }: GranteeReference): Promise<WalletOwner> {
  const name = userId === undefined ? 'teamId' : 'userId';
  try {
    if (userId === undefined) return await resolveOwner({ teamId: teamId && asWritten(teamId) }, ctx);
    const known = await userOf(ctx, userId, 'body');
    return await resolveGrantee({ userId: known ?? asWritten(userId) }, ctx);
  } catch (thrown) {
    if (!isMissing(thrown)) throw thrown;
    throw notAnId('body', name);
  }
}
